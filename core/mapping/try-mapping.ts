import { SettingsError } from '#core/kit/errors.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { compileMapping } from './mapping.ts'
import { isObject } from './parse-place.ts'

export type MappingTry = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string }

/**
 * What a mapping, alone, makes of a record. One of a field of every line (`lines[].sku`) gives a list with one value for each line;
 * null where it gives none.
 */
export function tryMapping(record: FlowRecord, mapping: unknown, timeZone: string): MappingTry {
  if (!isObject(mapping) || typeof mapping.target !== 'string') return { ok: false, message: 'is not a mapping: it has no "target"' }
  try {
    const made = compileMapping([mapping], { mode: 'replace', timeZone })(record)
    return { ok: true, value: valueAt(made, mapping.target.split('.')) ?? null }
  } catch (thrown) {
    if (thrown instanceof SettingsError) return { ok: false, message: problemsOf(thrown) }
    return { ok: false, message: thrown instanceof Error ? thrown.message : String(thrown) }
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
