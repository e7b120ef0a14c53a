import { DataError, SettingsError } from '#core/kit/errors.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { compileMapping } from './mapping.ts'
import { isObject } from './parse-place.ts'

export type MappingTry = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string }

/**
 * What each mapping makes of one record, each on its own: one that fails leaves the others their result.
 * A mapping of a field of every line (`lines[].sku`) gives a list with one value for each line, null where it gives none.
 */
export function tryMappings(record: FlowRecord, mappings: readonly unknown[], timeZone: string): readonly MappingTry[] {
  return mappings.map((mapping) => tryOne(record, mapping, timeZone))
}

function tryOne(record: FlowRecord, mapping: unknown, timeZone: string): MappingTry {
  if (!isObject(mapping) || typeof mapping.target !== 'string') return { ok: false, message: 'is not a mapping: it has no "target"' }
  try {
    const made = compileMapping([mapping], { mode: 'replace', timeZone })(record)
    return { ok: true, value: valueAt(made, mapping.target.split('.')) }
  } catch (thrown) {
    if (thrown instanceof DataError) return { ok: false, message: thrown.message }
    if (!(thrown instanceof SettingsError)) throw thrown
    return { ok: false, message: problemsOf(thrown) }
  }
}

function valueAt(made: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return made
  const name = step.endsWith('[]') ? step.slice(0, -2) : step
  const inner = isObject(made) && Object.hasOwn(made, name) ? made[name] : undefined
  if (!step.endsWith('[]')) return valueAt(inner, rest)
  return Array.isArray(inner) ? inner.map((line: unknown) => valueAt(line, rest) ?? null) : undefined
}

/** Without the place of the mapping in a list it was alone in. */
function problemsOf({ facts, message }: SettingsError): string {
  const { problems } = facts
  if (!Array.isArray(problems)) return message
  return problems
    .flatMap((one) => (isObject(one) ? [`${String(one.path).replace(/^\[0\]\.?/, '')} ${String(one.message)}`.trim()] : []))
    .join('; ')
}
