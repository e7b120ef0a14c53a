import { expect, it } from 'vitest'
import { parseSettings } from '#core/kit/parse-settings.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { pureNodeContext } from '#tests/support/pure-node-context.ts'
import { lineOf, orderRecord } from '#tests/support/record-builders.ts'
import { codes } from './codes.node.ts'

const taxTable = { kind: 'tax-code', rows: [{ from: '1', to: 'high' }] }
const order = (number: string, taxCode: string) => orderRecord(number, { lines: [lineOf({ taxCode })] })

const run = async (tables: unknown, records: readonly FlowRecord[]) => {
  const settings = parseSettings(codes.fields, { tables })
  return (await codes.prepare(pureNodeContext(settings, { nodeName: 'Codes of the books' }))).process(records)
}

it('matches the codes of every record', async () => {
  const [result] = await run([taxTable], [order('1', '1')])
  expect(result).toMatchObject({ port: 'out', record: { key: '1', data: { lines: [{ taxCode: 'high' }] } } })
})

it('fails a record whose code is in no row, and says in which table of which node to add it', async () => {
  const [result] = await run([taxTable], [order('1042', '7')])
  expect(result).toMatchObject({
    error: {
      code: 'code-missing',
      message: 'Order 1042, line 1: tax code "7" is in no row of the table "Tax codes".',
      hint: 'Add a row for tax code "7" to the table "Tax codes" of the node "Codes of the books".',
    },
  })
})

it('sets a record aside where the table says that it waits', async () => {
  const [result] = await run([{ ...taxTable, missing: 'wait' }], [order('1042', '7')])
  expect(result).toMatchObject({
    outcome: {
      kind: 'waiting',
      code: 'code-missing',
      message: 'Order 1042, line 1: tax code "7" is in no row of the table "Tax codes"; it waits for one.',
      hint: 'Add a row for tax code "7" to the table "Tax codes" of the node "Codes of the books".',
      fix: 'user',
    },
  })
  expect(result).not.toHaveProperty('port')
})

it('fails a record that waits for one code and lacks another', async () => {
  const record = orderRecord('1', { lines: [lineOf({ taxCode: '7' })], shippingMethod: 'PU' })
  const [result] = await run(
    [
      { ...taxTable, missing: 'wait' },
      { kind: 'shipping-method', rows: [] },
    ],
    [record],
  )
  expect(result).toMatchObject({
    error: {
      message:
        'Order 1: shipping method "PU" is in no row of the table "Shipping methods"; line 1: tax code "7" is in no row of the table "Tax codes".',
    },
  })
})

it('names the country where a table goes by countries', async () => {
  const tables = [{ kind: 'tax-code', rows: [{ from: '1', country: 'BE', to: 'BE-high' }] }]
  const [result] = await run(tables, [order('1042', '1')])
  expect(result).toMatchObject({ error: { message: expect.stringContaining('tax code "1" for NL is in no row') } })
})

it('tells the problems of tables with their place', () => {
  expect(codes.validate?.({ tables: [taxTable, taxTable] })).toEqual([
    { path: 'tables[1].kind', message: '"Tax codes" has a table already, the 1st' },
  ])
})

it('shows which codes it matches', () => {
  const tables = [taxTable, { kind: 'shipping-method', rows: [] }]
  expect([codes.describe({ tables }), codes.describe({ tables: [] })]).toEqual(['tax codes, shipping methods', 'no tables'])
})
