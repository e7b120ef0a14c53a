import { expect, it } from 'vitest'
import { parseSettings } from '#core/kit/parse-settings.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { pureNodeContext } from '#tests/support/pure-node-context.ts'
import { log } from './log.node.ts'

const order = (key: string, data: unknown = {}): FlowRecord =>
  Object.freeze({ entity: 'order', key, data, raw: null, origin: Object.freeze({ connector: 'mplus', account: 'till' }) })

async function run(settings: unknown, records: readonly FlowRecord[]) {
  const context = pureNodeContext(parseSettings(log.fields, settings))
  const runner = await log.prepare(context)
  return { results: await runner.process(records), logged: context.logged }
}

it('passes every record on as it came', async () => {
  const records = [order('1'), order('2')]
  const { results } = await run({}, records)
  expect(results).toEqual(records.map((record) => ({ port: 'out', record })))
})

it('writes a line with the fields of the record', async () => {
  const { logged } = await run({ level: 'warn', message: 'Order {key} of {data.customer.name}' }, [
    order('1', { customer: { name: 'Anna' } }),
  ])
  expect(logged).toEqual([{ level: 'warn', message: 'Order 1 of Anna', recordKey: '1' }])
})

it('names the record when no message is set', async () => {
  const { logged } = await run({}, [order('1042')])
  expect(logged).toEqual([{ level: 'info', message: 'Order 1042', recordKey: '1042' }])
})

it('writes lists and missing fields without failing a record', async () => {
  const { logged } = await run({ message: '{data.lines}{data.none}' }, [order('1', { lines: [{ sku: 'A' }] }), order('2')])
  expect(logged.map((entry) => entry.message)).toEqual(['[{"sku":"A"}]', ''])
})

it('tells a path in the message that leads nowhere', () => {
  expect(log.validate?.({ level: 'info', message: 'Order {number}' })).toEqual([
    { path: 'message', message: expect.stringContaining('write for example data.number') },
  ])
})
