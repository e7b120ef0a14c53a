import { expect, it } from 'vitest'
import { compileCondition } from '#core/mapping/condition.ts'
import { compileMapping, parseMappings } from '#core/mapping/mapping.ts'
import { benchCondition, benchMappings } from '../bench/flow-mapping.ts'
import { orderJson } from '../bench/lib/orders.ts'
import { isKept, mapByHand } from '../bench/lib/reference.ts'

const records = Array.from({ length: 1_000 }, (_, index) => {
  const data = JSON.parse(orderJson(index))
  return { entity: 'order', key: data.number, data, raw: null, origin: { connector: 'bench', account: 'local' } }
})

it('keeps the same orders as the hand-written filter', () => {
  const condition = compileCondition(benchCondition)
  expect(records.filter((record) => condition.test(record)).map((record) => record.key)).toEqual(
    records.filter((record) => isKept(record.data)).map((record) => record.key),
  )
})

it('maps every order to the same bytes as the hand-written mapping', () => {
  const map = compileMapping(benchMappings, { mode: 'replace', timeZone: 'UTC' })
  expect(records.map((record) => JSON.stringify(map(record)))).toEqual(records.map((record) => JSON.stringify(mapByHand(record.data))))
})

it('states the benchmark as mappings that a flow file can hold', () => {
  expect(parseMappings(JSON.parse(JSON.stringify(benchMappings)))).toEqual({ ok: true, mappings: benchMappings })
})
