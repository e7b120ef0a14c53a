import { defineEntity, defineRead } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import { type Customer, customer as customerSchema, emailKey } from '#core/model/customer.ts'
import type { VismaNetClient } from '../client.ts'
import { textOf } from '../values/given.ts'
import { findCustomers } from './customer-find.ts'
import { type CustomerRow, customerFrom, customerRow } from './customer-from-visma-net.ts'
import { type CustomerData, customerPaths } from './customer-to-visma-net.ts'
import { createCustomers, updateCustomers } from './customer-write.ts'
import { customerWriteFields } from './customer-write-fields.ts'
import { describeChangePosition, pageSizeField, pagesByChange } from './pages-by-change.ts'

export const customer = defineEntity<VismaNetClient, CustomerData>({
  entity: 'customer',
  label: 'Customers',
  schema: customerSchema,
  read: defineRead({
    fields: { pageSize: pageSizeField },
    describePosition: describeChangePosition,
    pages: (client: VismaNetClient, { position, settings, signal }) =>
      pagesByChange(client, {
        ...{ path: '/customer', label: 'customer.list', row: customerRow, pageSize: settings.pageSize, position, signal },
        stampOf: ({ lastModifiedDateTime }) => lastModifiedDateTime,
        translate: (rows) => translatePage(rows, { name: (row) => nameOf(row, client), translate: (row) => customerRecord(row, client) }),
      }),
  }),
  find: { by: ['email'], run: findCustomers },
  create: { idempotency: 'lookup', batch: 20, run: createCustomers },
  update: { batch: 20, paths: customerPaths, run: updateCustomers },
  codes: {
    read: { 'payment-terms': { list: 'payment-terms' }, 'price-list': {}, 'customer-group': { list: 'customer-classes' } },
    write: {
      'tax-code': { list: 'vat-zones', path: 'extra.vatZoneId' },
      'payment-terms': { list: 'payment-terms' },
      'price-list': {},
      'customer-group': { list: 'customer-classes' },
    },
  },
  writeFields: customerWriteFields,
})

function customerRecord(row: CustomerRow, client: VismaNetClient): FlowRecord<Customer> {
  if (textOf(row.name) === undefined && textOf(row.mainContact?.name) === undefined) {
    throw new DataError('it has no name.', {
      code: 'name-missing',
      hint: 'Give the customer a name in Visma.net; it is read again once it has changed there.',
    })
  }
  return { ...nameOf(row, client), data: customerFrom(row) }
}

/** Known by e-mail; a customer without one by its number. */
function nameOf(row: CustomerRow, { account }: VismaNetClient): Untranslated {
  const email = textOf(row.mainContact?.email)
  const key = email === undefined ? row.number : emailKey(email)
  return { entity: 'customer', key, raw: row, origin: { connector: 'visma-net', account, id: row.number } }
}
