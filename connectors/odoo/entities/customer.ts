import { type CreateItem, defineEntity, defineRead, type UpdateItem, type WriteResult } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import { field } from '#core/kit/fields.ts'
import { type TranslatedPage, translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import { type Customer, emailKey, customer as schema } from '#core/model/customer.ts'
import type { OdooClient } from '../client.ts'
import { failureOf } from '../create-batch.ts'
import { createMarked, named } from '../create-marked.ts'
import { originOf } from '../origin.ts'
import { loadCustomerTags, loadPriceLists, visibleWithCustom } from '../reference-data.ts'
import { describeSweep } from '../sweep.ts'
import { idOf, type OdooRecord, textOf, unique } from '../values.ts'
import { openCountries } from './address.ts'
import { findCustomers, partnerModel } from './customer-find.ts'
import { customerFields, customerFromOdoo } from './customer-from-odoo.ts'
import { changedCustomerValues, customerPaths, newCustomerValues, openCustomerContext } from './customer-values.ts'
import { pagesByChange } from './pages-by-change.ts'
import { changesFields } from './read-settings.ts'

const readFields = {
  onlyCustomers: field.toggle({
    label: 'Only customers',
    help: 'Odoo keeps suppliers, employees and addresses among its contacts. On: only contacts that bought something or are marked as customers.',
    default: true,
  }),
  ...changesFields,
}

const customerCodes = {
  'payment-terms': { list: 'payment-terms' },
  'price-list': { list: 'price-lists' },
  'customer-group': { list: 'contact-tags' },
} as const

/** Debtors of Odoo: companies and persons, each with the contacts and addresses below it. */
export const customer = defineEntity<OdooClient, Customer>({
  entity: 'customer',
  label: 'Customers',
  schema,
  read: defineRead<OdooClient, typeof readFields>({
    fields: readFields,
    describePosition: describeSweep,
    pages: async function* (client, request) {
      const { settings, signal } = request
      const fields = await visibleWithCustom(client, partnerModel, customerFields, signal)
      const customersOnly = settings.onlyCustomers && fields.includes('customer_rank')
      // Children are swept too: a changed contact does not touch its company's write_date.
      yield* pagesByChange(client, request, {
        model: partnerModel,
        fields,
        translate: (rows) => translateDebtors(client, rows, { fields, customersOnly, signal }),
      })
    },
  }),
  find: { by: ['email'], run: findCustomers },
  create: { idempotency: 'lookup', batch: 200, run: createCustomers },
  update: { batch: 200, paths: customerPaths, run: updateCustomers },
  codes: { read: customerCodes, write: customerCodes },
})

/** The debtors of the changed partners, each with what is below it. */
async function translateDebtors(
  client: OdooClient,
  rows: readonly OdooRecord[],
  { fields, customersOnly, signal }: { readonly fields: readonly string[]; readonly customersOnly: boolean; readonly signal: AbortSignal },
): Promise<TranslatedPage<Customer>> {
  const debtorIds = unique(rows.map((row) => idOf(row.commercial_partner_id) ?? idOf(row.parent_id) ?? row.id))
  if (debtorIds.length === 0) return { records: [], unreadable: [] }
  const family = await client.searchRead(partnerModel, {
    domain: ['|', ['id', 'in', debtorIds], ['parent_id', 'in', debtorIds]],
    fields,
    order: 'id',
    signal,
  })
  const [countries, tags, priceLists] = await Promise.all([
    openCountries(client, signal),
    loadCustomerTags(client, signal),
    loadPriceLists(client, signal),
  ])
  const tagNames = new Map(tags.map(({ id, name }) => [id, name]))
  const debtors = family.filter((row) => debtorIds.includes(row.id) && (!customersOnly || Number(row.customer_rank) > 0))
  const byParent = Map.groupBy(family, (child) => idOf(child.parent_id))
  const childrenOf = (row: OdooRecord) => byParent.get(row.id) ?? []
  const nameOf = (row: OdooRecord): Untranslated => {
    const email = textOf(row.email)
    const key = email === undefined ? (textOf(row.ref) ?? `odoo-${row.id}`) : emailKey(email)
    return { entity: 'customer', key, raw: { ...row, children: childrenOf(row) }, origin: originOf(client.settings, row.id) }
  }
  return translatePage(debtors, {
    name: nameOf,
    translate: (row) => {
      // A made-up name would end up in the books; what is found in Odoo to compare with may go by its id.
      if (textOf(row.name) === undefined && textOf(row.email) === undefined) {
        throw new DataError('it has neither a name nor an e-mail address.', {
          code: 'name-missing',
          hint: 'Give the contact a name in Odoo; it is read again once it has changed there.',
        })
      }
      return { ...nameOf(row), data: customerFromOdoo(row, { children: childrenOf(row), countries, tags: tagNames, priceLists }) }
    },
  })
}

async function createCustomers(
  client: OdooClient,
  { items, signal }: { readonly items: readonly CreateItem<Customer>[]; readonly signal: AbortSignal },
): Promise<readonly WriteResult[]> {
  const context = await openCustomerContext(client, signal)
  return createMarked(client, {
    model: partnerModel,
    items,
    findEarlier: async (again) => {
      const found = await findCustomers(client, { items: again, signal })
      return new Map([...found].map(([key, existing]) => [key, existing.map(({ id }) => Number(id))]))
    },
    values: (item) => newCustomerValues(item.data, context),
    label: (item) => `Customer ${item.data.name}`,
    signal,
  })
}

/** One call each, because `write` gives all its records the same values. */
async function updateCustomers(
  client: OdooClient,
  { items, signal }: { readonly items: readonly UpdateItem<Customer>[]; readonly signal: AbortSignal },
): Promise<readonly WriteResult[]> {
  const context = await openCustomerContext(client, signal)
  return Promise.all(
    items.map(async (item): Promise<WriteResult> => {
      try {
        const paths = item.changes.map(({ path }) => path)
        const values = changedCustomerValues(item.data, paths, context)
        if (Object.keys(values).length > 0) await client.write(partnerModel, [Number(item.id)], values, { signal })
        return { ok: true, id: item.id, label: item.data.name }
      } catch (thrown) {
        const failure = failureOf(thrown)
        return { ...failure, error: named(failure.error, `Customer ${item.data.name}`) }
      }
    }),
  )
}
