import { expect, it } from 'vitest'
import { parseSettings } from '#core/kit/parse-settings.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { pureNodeContext } from '#tests/support/pure-node-context.ts'
import { map } from './map.node.ts'

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const member of Object.values(Object.freeze(value))) deepFreeze(member)
  return value
}

const order = (key: string, taxCode = '1'): FlowRecord =>
  deepFreeze({
    entity: 'order',
    key,
    data: { number: key, note: 'fragile', lines: [{ sku: '100', taxCode }] },
    raw: { orderType: 3 },
    origin: { connector: 'mplus', account: 'till' },
  })

const taxCodes = { target: 'lines[].taxCode', path: 'taxCode', steps: [{ do: 'value-map', table: { 1: '21%' } }] }

const run = async (settings: unknown, records: readonly FlowRecord[]) =>
  (await map.prepare(pureNodeContext(parseSettings(map.fields, settings)))).process(records)

it('changes the mapped fields and keeps the others', async () => {
  const record = order('1042')
  expect(await run({ mappings: [taxCodes] }, [record])).toEqual([
    {
      port: 'out',
      record: { ...record, data: { number: '1042', note: 'fragile', lines: [{ sku: '100', taxCode: '21%' }] } },
    },
  ])
})

it('makes a record of another kind of the mapped fields alone', async () => {
  const [result] = await run({ mode: 'replace', entity: 'customer', mappings: [{ target: 'number', path: 'key' }] }, [order('1042')])
  expect(result?.record).toMatchObject({ entity: 'customer', key: '1042', data: { number: '1042' } })
  expect(Object.keys(result?.record.data as object)).toEqual(['number'])
})

it('fails the one record that cannot be mapped and maps the others', async () => {
  const results = await run({ mappings: [taxCodes] }, [order('1'), order('2', '7'), order('3')])
  expect(results.map((result) => ('error' in result ? (result.error as Error).message : result.port))).toEqual([
    'out',
    'Order 2, line 1: tax code "7" has no mapping.',
    'out',
  ])
})

it('hands the record that failed on as it came', async () => {
  const record = order('2', '7')
  const [result] = await run({ mappings: [taxCodes] }, [record])
  expect(result?.record).toBe(record)
})

it('reads dates without a zone in the time zone of the flow', async () => {
  const placedAt = { target: 'date', constant: '2026-11-22T23:30:00Z', steps: [{ do: 'date' }] }
  const [result] = await run({ mode: 'replace', mappings: [placedAt] }, [order('1')])
  expect(result?.record.data).toEqual({ date: '2026-11-23' })
})

it('tells the problems of mappings with their place', () => {
  const mappings = [{ target: 'a', path: 'key', steps: [{ do: 'shout' }] }]
  expect(map.validate?.({ mode: 'merge', mappings })).toEqual([
    { path: 'mappings[0].steps[0].do', message: 'is "shout", which is not a function' },
  ])
})

it('refuses to start with malformed mappings', async () => {
  await expect(run({ mappings: [{ target: 'a' }] }, [])).rejects.toThrow('Check the mappings: [0] needs exactly one of')
})

it('shows in one line how much it maps', () => {
  expect(map.describe({ mode: 'replace', entity: 'customer', mappings: [taxCodes] })).toBe('only 1 field · becomes customer')
})
