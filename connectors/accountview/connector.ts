import { defineConnector } from '#core/kit/define-connector.ts'
import { field } from '#core/kit/fields.ts'
import { accountOf, companyOf, originOf } from './address.ts'
import { check } from './check.ts'
import { createAccountViewClient } from './client.ts'
import { category } from './entities/category.ts'
import { customer } from './entities/customer.ts'
import { order } from './entities/order.ts'
import { price } from './entities/price.ts'
import { product } from './entities/product.ts'
import { stock } from './entities/stock.ts'
import { lists } from './lists.ts'

const register =
  'Sign in at accountview.net and open the menu "Ontwikkelaar" (developer). Register an application there, with http://127.0.0.1:44310/callback as the address to return to.'

export const accountview = defineConnector({
  id: 'accountview',
  label: 'AccountView',
  summary: 'Dutch accounting: debtors, articles, stock, prices, sales orders and invoices through AccountView.Net.',
  hue: '#3f7a8c',
  fields: {
    clientId: field.text({ label: 'Client id', howToObtain: `${register} It shows a client id.`, maxLength: 200 }),
    clientSecret: field.secret({
      label: 'Client secret',
      howToObtain: `${register} It shows the client secret beside the client id; a new one can be made there.`,
    }),
    company: field.liveChoice({
      label: 'Administration',
      help: 'The Id of the administration on AccountView.Net. Leave it empty at first: Test names the administrations there are.',
      list: 'companies',
      optional: true,
    }),
    currency: field.text({
      label: 'Currency of the administration',
      help: 'AccountView sends amounts without a currency.',
      default: 'EUR',
      pattern: { expression: '^[A-Z]{3}$', says: 'is no currency code such as EUR' },
    }),
    address: field.text({
      label: 'Address',
      help: 'The same for everybody. Plain http works for practice on this computer only.',
      default: 'https://www.accountview.net',
      maxLength: 200,
    }),
  },
  origin: (settings) => {
    companyOf(settings)
    return originOf(settings)
  },
  account: accountOf,
  // Every call lands on one installation, often a computer in the customer's office; no limit is published.
  limits: { concurrency: 1 },
  oauth: {
    grant: () => 'authorization-code',
    authorizeUrl: (settings) => `${originOf(settings)}/ams/authorize.aspx`,
    tokenUrl: (settings) => `${originOf(settings)}/api/v3/token`,
    clientId: ({ clientId }) => clientId,
    clientSecret: ({ clientSecret }) => clientSecret,
    clientAuthentication: 'body',
    // Nothing is ever deleted, so deleting is not asked for.
    scopes: () => ['readaccountviewdata', 'updateaccountviewdata'],
    encodesCode: true,
    // Whether the port of a registered address may differ is not published, so it is always the same.
    redirect: () => ({ host: '127.0.0.1', port: 44_310, path: '/callback' }),
  },
  connect: createAccountViewClient,
  check,
  entities: { order, customer, product, stock, price, category },
  cannot: {
    order: {
      read: 'AccountView does not publish where the number and the status of an order stand, so orders can be placed there and not be read. Let the till or the shop be the source.',
    },
    product: {
      write:
        'AccountView does not publish how an article is added or changed. Keep articles in AccountView: they can be read there and sent to the other system.',
    },
    stock: {
      write: 'AccountView does not publish how stock is set from outside. Its stock can be read there and sent to the other system.',
    },
    price: {
      write:
        'AccountView does not publish how a price is changed. Keep prices in AccountView: they can be read there and sent to the other system.',
    },
    category: {
      write:
        'AccountView does not publish how an article group is added. Keep the groups in AccountView: they can be read there and sent to the other system.',
    },
  },
  lists,
})
