import { defineEntity, defineRead, type Existing } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import { field } from '#core/kit/fields.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
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
        rare: true,
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
        translate: (page) =>
          translatePage(page, {
            name: (relation) => nameOf(relation, client.account),
            translate: (relation) => customerRecord(relation, client.account),
          }),
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
  // Payment terms of the till are numbers of days, and a price group goes by its number.
  codes: {
    read: { 'payment-terms': {}, 'price-list': { list: 'price-groups' } },
    write: { 'payment-terms': {}, 'price-list': { list: 'price-groups', path: 'extra.priceGroupNumber' } },
  },
})

function customerRecord(relation: MplusRelation, account: string): FlowRecord<Customer> {
  const { relationNumber, companyName, name, contact, email } = relation
  if (relationNumber === undefined) {
    throw new DataError('MplusKASSA sent it without a relation number.', { code: 'number-missing' })
  }
  // A made-up name would end up in the books; what is found in the till to compare with may go by its number.
  if ((companyName ?? name ?? contact ?? email) === undefined) {
    throw new DataError('it has neither a name nor an e-mail address.', {
      code: 'name-missing',
      hint: 'Give the relation a name in MplusKASSA; it is read again once it has changed there.',
    })
  }
  return { ...nameOf(relation, account), data: toCustomer(relation) }
}

/** Known by e-mail; a relation without one by its number. */
function nameOf(relation: MplusRelation, account: string): Untranslated {
  const { relationNumber, email, name, syncMarker } = relation
  const key = email === undefined ? (relationNumber ?? name ?? `marker ${syncMarker ?? '?'}`) : emailKey(email)
  return { entity: 'customer', key, raw: relation, origin: { connector: 'mplus', account, id: relationNumber } }
}

function existingOf(relation: MplusRelation): readonly Existing[] {
  if (relation.relationNumber === undefined) return []
  return [{ id: relation.relationNumber, label: labelOf(relation), data: { ...toCustomer(relation), extra: relation } }]
}
