import type { Requests } from '#core/contract/contract.ts'
import type { ResultOf } from '#core/contract/define.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { tryMapping } from '#core/mapping/try-mapping.ts'

export type TriedMappings = ResultOf<Requests['data:try-mapping']>
type Tried = TriedMappings['results'][number]

const patienceMs = 1_000

/** What each mapping, alone, makes of a record. One that is wrong says so and stops no other. */
export function tryMappings(record: FlowRecord, mappings: readonly unknown[], timeZone: string): TriedMappings {
  const endsAt = performance.now() + patienceMs
  return { results: mappings.map((mapping) => (performance.now() < endsAt ? tryMapping(record, mapping, timeZone) : tooSlow)) }
}

const tooSlow: Tried = { ok: false, message: 'Not tried: the mappings before it took too long for this record.' }
