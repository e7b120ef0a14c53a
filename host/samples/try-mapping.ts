import type { Requests } from '#core/contract/contract.ts'
import type { ResultOf } from '#core/contract/define.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { compileMapping } from '#core/mapping/mapping.ts'

export type TriedMappings = ResultOf<Requests['data:try-mapping']>
type Tried = TriedMappings['results'][number]

const patienceMs = 1_000

/** What each mapping, alone, makes of a record. One that is wrong says so and stops no other. */
export function tryMappings(record: FlowRecord, mappings: readonly unknown[], timeZone: string): TriedMappings {
  const endsAt = performance.now() + patienceMs
  return { results: mappings.map((mapping) => (performance.now() < endsAt ? tryOne(record, mapping, timeZone) : tooSlow)) }
}

const tooSlow: Tried = { ok: false, message: 'Not tried: the mappings before it took too long for this record.' }

function tryOne(record: FlowRecord, mapping: unknown, timeZone: string): Tried {
  try {
    const mapped = compileMapping([mapping], { mode: 'replace', timeZone })(record)
    return { ok: true, value: valueAt(mapped, targetOf(mapping).split('.')) ?? null }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}

/** The mapping has been compiled, so it has a target. */
function targetOf(mapping: unknown): string {
  return (mapping as { readonly target: string }).target
}

/** `lines[].taxCode` gives the value of every line. */
function valueAt(from: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return from
  const isList = step.endsWith('[]')
  const name = isList ? step.slice(0, -2) : step
  const value = typeof from === 'object' && from !== null && Object.hasOwn(from, name) ? (from as Record<string, unknown>)[name] : undefined
  if (isList && Array.isArray(value)) return value.map((item) => valueAt(item, rest) ?? null)
  return valueAt(value, rest)
}
