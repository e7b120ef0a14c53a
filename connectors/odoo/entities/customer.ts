import { type CreateItem, defineEntity, defineRead, type UpdateItem, type WriteResult } from '#core/kit/define-connector.ts'
import { field } from '#core/kit/fields.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { type Customer, emailKey, customer as schema } from '#core/model/customer.ts'
import type { OdooClient } from '../client.ts'
import { failureOf } from '../create-batch.ts'
import { createMarked, named } from '../create-marked.ts'
import { originOf } from '../origin.ts'
import { loadCustomerTags, loadPriceLists, visibleWithCustom } from '../reference-data.ts'
import { describeSweep, parseSweepPosition, positionJson, sweepChanges } from '../sweep.ts'
import { idOf, type OdooRecord, unique } from '../values.ts'
import { openCountries } from './address.ts'
import { findCustomers, partnerModel } from './customer-find.ts'
import { customerFields, customerFromOdoo } from './customer-from-odoo.ts'
import { changedCustomerValues, customerPaths, newCustomerValues, openCustomerContext } from './customer-values.ts'
import { changesFields, pageSize } from './read-settings.ts'

const readFields = {
  onlyCustomers: field.toggle({
    label: 'Only customers',
    help: 'Odoo keeps suppliers, employees and addresses among its contacts. On: only contacts that bought something or are marked as customers.',
    default: true,
  }),
  ...changesFields,
}

/** Debtors of Odoo: companies and persons, each with the contacts and addresses below it. */
export const customer = defineEntity<OdooClient, Customer>({
  entity: 'customer',
  label: 'Customer',
  schema,
  read: defineRead<OdooClient, typeof readFields>({
    fields: readFields,
    describePosition: describeSweep,
    pages: async function* (client, { position, settings, signal }) {
      const fields = await visibleWithCustom(client, partnerModel, customerFields, signal)
      const customersOnly = settings.onlyCustomers && fields.includes('customer_rank')
      const sweep = sweepChanges({
        // Children are swept too: a changed contact does not touch its company's write_date.
        search: ({ domain, ...paging }) => client.searchRead(partnerModel, { domain, fields, ...paging, signal }),
        position: parseSweepPosition(position),
        from: settings.from,
        overlapMinutes: settings.overlapMinutes,
        pageSize,
      })
      for await (const page of sweep) {
        const records = await toRecords(client, page.rows, { fields, customersOnly, signal })
        yield { records, position: positionJson(page.position) }
      }
    },
  }),
  find: { by: ['email'], run: findCustomers },
  create: { idempotency: 'lookup', batch: 200, run: createCustomers },
  update: { batch: 200, paths: customerPaths, run: updateCustomers },
})

async function toRecords(
  client: OdooClient,
  rows: readonly OdooRecord[],
  { fields, customersOnly, signal }: { readonly fields: readonly string[]; readonly customersOnly: boolean; readonly signal: AbortSignal },
): Promise<readonly FlowRecord<Customer>[]> {
  const debtorIds = unique(rows.map((row) => idOf(row.commercial_partner_id) ?? idOf(row.parent_id) ?? row.id))
  if (debtorIds.length === 0) return []
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
  return family
    .filter((row) => debtorIds.includes(row.id) && (!customersOnly || Number(row.customer_rank) > 0))
    .map((row) => {
      const children = family.filter((child) => idOf(child.parent_id) === row.id)
      const data = customerFromOdoo(row, { children, countries, tags: tagNames, priceLists })
      const key = data.email ? emailKey(data.email) : (data.number ?? `odoo-${row.id}`)
      return { entity: 'customer', key, data, raw: { ...row, children }, origin: originOf(client.settings, row.id) }
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
