import { type CheckResult, defineConnector } from '#core/kit/define-connector.ts'
import { AppError, SettingsError } from '#core/kit/errors.ts'
import { field } from '#core/kit/fields.ts'
import { createOdooClient, type OdooClient } from './client.ts'
import { category } from './entities/category.ts'
import { customer } from './entities/customer.ts'
import { order } from './entities/order.ts'
import { price } from './entities/price.ts'
import { product } from './entities/product.ts'
import { stock } from './entities/stock.ts'
import { accountOf, addressOf } from './origin.ts'
import {
  choicesOf,
  loadCarriers,
  loadCategoryNames,
  loadCountries,
  loadCustomerTags,
  loadPaymentTerms,
  loadPriceLists,
  loadSalesTaxes,
  loadWarehouses,
} from './reference-data.ts'

const fields = {
  url: field.text({ label: 'Address', help: 'The address with which you open Odoo in the browser: https://demo.odoo.com.' }),
  database: field.text({
    label: 'Database',
    help: 'On Odoo Online the first part of the address (demo in demo.odoo.com). Elsewhere ask whoever runs the server; it is also shown under Settings, after the developer mode is switched on.',
  }),
  login: field.text({
    label: 'Login',
    help: 'Only for Odoo 16 to 18: the e-mail address with which the user of the key signs in.',
    optional: true,
  }),
  apiKey: field.secret({
    label: 'API key',
    howToObtain:
      'Sign in to Odoo as the user Sluice should work as. Click your name at the top right → My Preferences → Account security → New API key. Give it a name such as "Sluice", choose how long it may live, and copy the key: Odoo shows it only once. Before Odoo 19 the password of that user works here as well; from 19 on only a key does.',
  }),
  company: field.text({
    label: 'Company',
    help: 'Name or number, when the user works in several companies. Empty: the user’s own company.',
    optional: true,
  }),
  language: field.text({
    label: 'Language of names',
    help: 'Product and category names are read and written in this language, which must be installed in Odoo: en_US, nl_NL.',
    default: 'en_US',
    pattern: { expression: '^[a-z]{2,3}(_[A-Z]{2,3})?(@[a-z]+)?$', says: 'is a code such as nl_NL' },
  }),
} as const

/** Odoo 16 to 19: quotations and orders, customers, products, stock, prices and categories. */
export const odoo = defineConnector({
  id: 'odoo',
  label: 'Odoo',
  summary: 'Quotations and orders, customers, products, stock, prices and categories of an Odoo database.',
  hue: '#8f6b86',
  fields,
  origin: ({ url }) => safeOrigin(url),
  account: accountOf,
  // Odoo publishes no pace. Odoo Online is said to expect about one call a second and no parallel ones; it answers 429 beyond its
  // patience, which the HTTP client waits out. Four at once suit a server of one's own.
  limits: { concurrency: 4 },
  connect: ({ settings, http, clock, log, images }) => createOdooClient({ settings, http, clock, log, images }),
  check: checkAccount,
  entities: { order, customer, product, stock, price, category },
  cannot: {
    price: {
      write:
        'Rules of Odoo price lists can only be read here: Odoo keeps no key by which a rule could be found again. The sales price of a product is written together with the product.',
    },
  },
  lists: {
    taxes: {
      label: 'Sales taxes',
      load: async (client, signal) =>
        (await loadSalesTaxes(client, signal)).map(({ name, percent }) => ({
          ...{ value: name, label: name },
          ...(percent !== undefined && { rate: percent }),
        })),
    },
    'payment-terms': { label: 'Payment terms', load: async (client, signal) => choicesOf(await loadPaymentTerms(client, signal)) },
    carriers: { label: 'Delivery methods', load: async (client, signal) => choicesOf(await loadCarriers(client, signal)) },
    'price-lists': { label: 'Price lists', load: async (client, signal) => choicesOf(await loadPriceLists(client, signal)) },
    'contact-tags': { label: 'Contact tags', load: async (client, signal) => choicesOf(await loadCustomerTags(client, signal)) },
    categories: { label: 'Product categories', load: async (client, signal) => choicesOf(await loadCategoryNames(client, signal)) },
    warehouses: { label: 'Warehouses', load: async (client, signal) => choicesOf(await loadWarehouses(client, signal)) },
    countries: {
      label: 'Countries',
      load: async (client, signal) => (await loadCountries(client, signal)).map(({ code, name }) => ({ value: code, label: name })),
    },
  },
})

/** A key travels with every call, so only a line that cannot be listened to will do. */
function safeOrigin(address: string): string {
  const { protocol, hostname, host, origin } = addressOf(address)
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
  if (protocol === 'https:' || (protocol === 'http:' && isLoopback)) return origin
  throw new SettingsError(`The address of ${host} is not secure.`, {
    code: 'address-not-secure',
    hint: 'Use https://. Plain http is only allowed to this computer itself.',
  })
}

async function checkAccount(client: OdooClient, signal: AbortSignal): Promise<CheckResult> {
  const { door, version } = await client.transport(signal)
  const session = await client.session(signal)
  return {
    account: `${session.companyName} as ${session.userName} (${accountOf(client.settings)})`,
    version: `Odoo ${version.text} over ${door}`,
    warnings: await findWarnings(client, signal),
  }
}

const apps = [
  {
    model: 'sale.order',
    missing: 'The Sales app is not installed: orders and quotations do not work.',
    operation: 'create',
    forbidden: 'This user may not create orders and quotations.',
  },
  {
    model: 'stock.quant',
    missing: 'The Inventory app is not installed: stock does not work.',
    operation: 'create',
    forbidden: 'This user may not set stock.',
  },
  {
    model: 'product.template',
    missing: 'Products are not installed.',
    operation: 'create',
    forbidden: 'This user may not create products.',
  },
  { model: 'res.partner', missing: 'Contacts are not installed.', operation: 'create', forbidden: 'This user may not create customers.' },
  {
    model: 'account.tax',
    missing: 'No accounting or invoicing app is installed: tax codes do not work.',
    operation: 'read',
    forbidden: 'This user may not read taxes: tax codes do not work.',
  },
  {
    model: 'ir.model.data',
    missing: 'External ids are not there.',
    operation: 'create',
    forbidden: 'This user may not keep external ids: orders are recognised by their number and customers by e-mail only.',
  },
] as const

async function findWarnings(client: OdooClient, signal: AbortSignal): Promise<readonly string[]> {
  const found = await Promise.all(
    apps.map(async ({ model, missing, operation, forbidden }) => {
      if (!(await client.fieldsOf(model, signal))) return [missing]
      return (await mayDo(client, { model, operation, signal })) ? [] : [forbidden]
    }),
  )
  return found.flat()
}

/** Asking for a right can itself be refused, which is an answer too. */
async function mayDo(
  client: OdooClient,
  { model, operation, signal }: { model: string; operation: 'read' | 'create'; signal: AbortSignal },
) {
  try {
    return await client.may(model, operation, signal)
  } catch (error) {
    if (error instanceof AppError && error.code === 'rights') return false
    throw error
  }
}
