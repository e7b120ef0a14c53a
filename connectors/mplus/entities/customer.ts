import { defineEntity, defineRead, type Existing } from '#core/kit/define-connector.ts'
import { field } from '#core/kit/fields.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { type Customer, customer as customerSchema, emailKey } from '#core/model/customer.ts'
import type { MplusClient } from '../client.ts'
import type { MplusRelation } from '../soap/relation-shapes.ts'
import { externalIdFor } from '../values/external-id.ts'
import { type CustomerData, customerPaths, toCustomer } from './customer-fields.ts'
import { createCustomers, labelOf, updateCustomers } from './customer-write.ts'
import { findByEmail, findByExternalId } from './find-relation.ts'
import { describeMarker, pagesByMarker } from './pages-by-marker.ts'
import { startField } from './start-field.ts'

export const customer = defineEntity<MplusClient, CustomerData>({
  entity: 'customer',
  label: 'Customers',
  schema: customerSchema,
  read: defineRead({
    fields: {
      start: startField,
      pageSize: field.number({
        label: 'Relations per request',
        help: 'MplusKASSA answers 1,000 at most.',
        default: 500,
        min: 1,
        max: 1_000,
      }),
    },
    describePosition: describeMarker,
    pages: (client: MplusClient, { position, settings, signal }) =>
      pagesByMarker({
        what: 'relations',
        position,
        beginsNow: settings.start === 'now',
        current: async () =>
          (await client.call('getCurrentSyncMarkersV2', { request: { includeRelationSyncMarker: true } }, signal)).relationSyncMarker,
        fetch: async (syncMarker) =>
          (await client.call('getRelations', { request: { syncMarker, syncMarkerLimit: String(settings.pageSize) } }, signal)).relationList,
        markerOf: ({ syncMarker }) => syncMarker,
        records: (page) => page.map((relation) => customerRecord(relation, client.account)),
      }),
  }),
  find: {
    by: ['email', 'reference'],
    run: async (client, { by, items, signal }) => {
      const found = await Promise.all(
        items.map(async ({ key, externalId }): Promise<[string, readonly Existing[]]> => {
          const relation =
            by === 'email'
              ? await findByEmail(client, key, signal)
              : await findByExternalId(client, externalIdFor(externalId ?? key), signal)
          return [key, relation ? existingOf(relation) : []]
        }),
      )
      return new Map(found)
    },
  },
  create: { idempotency: 'lookup', batch: 50, run: createCustomers },
  update: { batch: 50, paths: customerPaths, run: updateCustomers },
})

/** Known by e-mail; a relation without one by its number. */
function customerRecord(relation: MplusRelation, account: string): FlowRecord<Customer> {
  const data = toCustomer(relation)
  const number = relation.relationNumber ?? ''
  return {
    entity: 'customer',
    key: data.email === undefined ? number : emailKey(data.email),
    data,
    raw: relation,
    origin: { connector: 'mplus', account, id: number },
  }
}

function existingOf(relation: MplusRelation): readonly Existing[] {
  if (relation.relationNumber === undefined) return []
  return [{ id: relation.relationNumber, label: labelOf(relation), data: { ...toCustomer(relation), extra: relation } }]
}
