import { expect, it } from 'vitest'
import { parseSettings } from '#core/kit/parse-settings.ts'
import type { FlowRecord, Json } from '#core/kit/record.ts'
import { pureNodeContext } from '#tests/support/pure-node-context.ts'
import { filter } from './filter.node.ts'

const order = (key: string, data: Readonly<Record<string, unknown>>): FlowRecord =>
  Object.freeze({
    entity: 'order',
    key,
    data: Object.freeze(data),
    raw: null,
    origin: Object.freeze({ connector: 'mplus', account: 'till' }),
  })

const run = async (condition: Json, records: readonly FlowRecord[]) =>
  (await filter.prepare(pureNodeContext(parseSettings(filter.fields, { condition })))).process(records)

it('sends records on that meet the condition, and tells of the others what they lacked', async () => {
  const paid = order('1', { paymentState: 'paid' })
  const unpaid = order('2', { paymentState: 'unpaid' })
  expect(await run({ path: 'data.paymentState', is: 'equals', value: 'paid' }, [paid, unpaid])).toEqual([
    { port: 'out', record: paid },
    {
      port: 'rest',
      record: unpaid,
      outcome: { kind: 'filtered', code: 'filter', message: 'Payment state is "unpaid", wanted "paid".' },
    },
  ])
})

it('passes on the very record it got', async () => {
  const record = order('1', { paymentState: 'paid' })
  const [result] = await run({ path: 'key', is: 'equals', value: '1' }, [record])
  expect(result?.record).toBe(record)
})

it('fails the one record that cannot be compared and judges the others', async () => {
  const records = [order('1', { total: '5' }), order('2', { total: 'five' }), order('3', { total: '15' })]
  const results = await run({ path: 'data.total', is: 'greater', value: 10 }, records)
  expect(results.map((result) => ('error' in result ? (result.error as Error).message : result.port))).toEqual([
    'rest',
    'Order 2 cannot be compared: "five" is not a number.',
    'out',
  ])
})

it('tells the problems of a condition with their place', () => {
  expect(filter.validate?.({ condition: { all: [{ path: 'status', is: 'empty' }] } })).toEqual([
    { path: 'condition.all[0].path', message: expect.stringContaining('write for example data.status') },
  ])
})

it('refuses to start with a malformed condition', async () => {
  await expect(run({ path: 'data.status', is: 'equals' }, [])).rejects.toThrow('Check the condition: needs a value to compare with.')
})

it('shows its condition in one line', () => {
  expect(filter.describe({ condition: { path: 'data.status', is: 'equals', value: 'paid' } })).toBe('status is "paid"')
})
