import { expect, it } from 'vitest'
import type { FlowRecord } from '#core/kit/record.ts'
import type { Order } from '#core/model/order.ts'
import { deepFreeze } from '#tests/support/deep-freeze.ts'
import { lineOf, orderRecord, recordOf } from '#tests/support/record-builders.ts'
import { compileCodes } from './apply.ts'
import type { CodeTable } from './code-tables.ts'

const table = (given: Partial<CodeTable>): CodeTable => ({ kind: 'tax-code', rows: [], missing: 'fail', ...given })
const order = (given: Partial<Order>) => deepFreeze(orderRecord('1042', given))
const withCodes = (...codes: (string | undefined)[]) => order({ lines: codes.map((taxCode) => lineOf({ taxCode })) })
const codesOf = (data: unknown) => (data as Order).lines.map(({ taxCode }) => taxCode)
const apply = (tables: readonly CodeTable[], record: FlowRecord = withCodes('1')) => compileCodes(tables, record.entity)(record)

it('puts the code of the target in place of the one of the source, line by line', () => {
  const rows = [
    { from: '1', to: 'high' },
    { from: '2', to: 'low' },
  ]
  expect(codesOf(apply([table({ rows })], withCodes('2', '1')).data)).toEqual(['low', 'high'])
})

it.each([
  ['code and country', '1', 'DE', 'from and country'],
  ['the code', '1', 'FR', 'from'],
  ['the country', '9', 'DE', 'country'],
  ['neither', '9', 'FR', 'neither'],
  ['the country, where there is no code', undefined, 'DE', 'country'],
  ['neither, where there is no code', undefined, 'FR', 'neither'],
])('takes the row that says most: %s', (_which, taxCode, country, expected) => {
  const rows = [
    { to: 'neither' },
    { country: 'DE', to: 'country' },
    { from: '1', to: 'from' },
    { from: '1', country: 'DE', to: 'from and country' },
  ]
  const record = order({ lines: [lineOf({ taxCode })], shipping: { country } })
  expect(codesOf(apply([table({ rows })], record).data)).toEqual([expected])
})

it('goes by the country the goods go to, and by the one of the invoice where no other is given', () => {
  const tables = [table({ rows: [{ country: 'BE', to: 'shipped' }, { country: 'NL', to: 'billed' }] })] // biome-ignore format: two rows, one line
  const billing = { country: 'NL' }
  const lines = [lineOf()]
  expect([
    codesOf(apply(tables, order({ lines, billing, shipping: { country: 'BE' } })).data),
    codesOf(apply(tables, order({ lines, billing })).data),
  ]).toEqual([['shipped'], ['billed']])
})

it('leaves a record without a code as it is, unless a row or the default says otherwise', () => {
  const record = withCodes(undefined)
  expect(apply([table({ rows: [{ from: '1', to: 'high' }] })], record)).toEqual({ data: record.data, missing: [] })
  expect(codesOf(apply([table({ missing: 'default', default: 'none' })], record).data)).toEqual(['none'])
})

it('gives codes without a row the default', () => {
  expect(codesOf(apply([table({ missing: 'default', default: 'high' })], withCodes('7')).data)).toEqual(['high'])
})

it('names every code that is in no row once, with its line and what becomes of the record', () => {
  const tables = [table({ missing: 'wait' }), table({ kind: 'shipping-method' })]
  const record = order({ lines: [lineOf(), lineOf({ taxCode: '7' }), lineOf({ taxCode: '7' })], shippingMethod: 'PU' })
  expect(apply(tables, record).missing).toEqual([
    { kind: 'tax-code', code: '7', line: 2, policy: 'wait' },
    { kind: 'shipping-method', code: 'PU', policy: 'fail' },
  ])
})

it('fills no code into a note', () => {
  const record = order({ lines: [lineOf({ kind: 'note' }), lineOf()] })
  expect(codesOf(apply([table({ rows: [{ to: 'high' }] })], record).data)).toEqual([undefined, 'high'])
})

it('hands on the same data where nothing changes, and shares what has no codes', () => {
  const same = withCodes('high')
  expect(apply([table({ rows: [{ from: 'high', to: 'high' }] })], same).data).toBe(same.data)
  const other = withCodes('1')
  const { data } = apply([table({ rows: [{ from: '1', to: 'high' }] })], other)
  expect((data as Order).customer).toBe(other.data.customer)
})

it('reads a code from what the source sent and writes it under a name of the target', () => {
  const tables = [table({ kind: 'order-status', source: 'raw.status', target: 'extra.status', rows: [{ from: '5', to: 'paid' }] })]
  const record = deepFreeze({ ...orderRecord('1042', { extra: { channel: 'web' } }), raw: { status: 5 } })
  expect(apply(tables, record).data).toEqual({ ...record.data, extra: { channel: 'web', status: 'paid' } })
})

it('reads all codes before it writes any: an account by the tax code of the source', () => {
  const tables = [
    table({ rows: [{ from: '1', to: 'high' }] }),
    table({ kind: 'revenue-account', source: 'lines[].taxCode', rows: [{ from: '1', to: '8000' }] }),
  ]
  expect((apply(tables, withCodes('1')).data as Order).lines).toMatchObject([{ taxCode: 'high', revenueAccount: '8000' }])
})

it('gives every line the code of the whole order', () => {
  const tables = [table({ kind: 'revenue-account', source: 'branch', rows: [{ from: 'north', to: '8010' }] })]
  expect((apply(tables, order({ branch: 'north', lines: [lineOf(), lineOf()] })).data as Order).lines).toMatchObject([
    { revenueAccount: '8010' },
    { revenueAccount: '8010' },
  ])
})

it('takes the first payment for a target that knows one method for an order', () => {
  const tables = [table({ kind: 'payment-method', target: 'extra.payment', rows: [{ from: 'PIN', to: 'card' }] })]
  const payments = [
    { method: 'PIN', amount: '10.00' },
    { method: 'cash', amount: '2.00' },
  ]
  expect(apply(tables, order({ payments })).data).toMatchObject({ extra: { payment: 'card' }, payments })
})

it('leaves out the tables of kinds that a record has no place for', () => {
  const record = deepFreeze(recordOf('product', 'A1', { sku: 'A1', name: 'Scarf', taxCode: '1' }))
  const tables = [table({ rows: [{ from: '1', to: 'high' }] }), table({ kind: 'shipping-method', rows: [{ to: 'post' }] })]
  expect(apply(tables, record).data).toEqual({ sku: 'A1', name: 'Scarf', taxCode: 'high' })
})

it('says which record holds something that is no code', () => {
  const record = deepFreeze({ ...orderRecord('1042'), raw: { status: [5, 'Paid'] } })
  expect(() => apply([table({ kind: 'order-status', source: 'raw.status', target: 'extra.status' })], record)).toThrow(
    'Order 1042: order status is [5,"Paid"], which is no code.',
  )
})

it('reaches into what is sent as a pair of id and name', () => {
  const record = deepFreeze({ ...orderRecord('1042'), raw: { term: [5, '30 days'] } })
  const tables = [table({ kind: 'payment-terms', source: 'raw.term[0]', rows: [{ from: '5', to: '30' }] })]
  expect(apply(tables, record).data).toMatchObject({ paymentTerms: '30' })
})
