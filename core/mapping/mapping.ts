import { DataError, SettingsError } from '#core/kit/errors.ts'
import type { FlowRecord, Json } from '#core/kit/record.ts'
import { compileMappingList } from './chain.ts'
import { DecimalError } from './decimal.ts'
import { describeRecord } from './describe-record.ts'
import { type Problem, startPlace } from './parse-place.ts'
import { lastWords } from './path.ts'
import { compileTargets, planTargets } from './targets.ts'
import { type Scope, show, ValueProblem } from './value.ts'

/** One step of a chain: the function's id and its parameters. */
export interface MappingStep {
  readonly do: string
  readonly [parameter: string]: unknown
}

/** A value: how it begins, and the steps it goes through. */
export type MappingValue = (
  | { readonly path: string }
  | { readonly constant: Json }
  | { readonly firstOf: readonly MappingValue[] }
  | { readonly join: readonly MappingValue[]; readonly separator?: string; readonly skipEmpty?: boolean }
  | { readonly template: string }
) & { readonly steps?: readonly MappingStep[] }

/**
 * A target field and its value. `billing.street` fills a nested field, `lines[].taxCode` the field of every line;
 * paths then start at the line. A value that is nothing leaves the target out.
 */
export type Mapping = MappingValue & { readonly target: string; readonly note?: string }

export interface MappingOptions {
  /** `merge` keeps what the source's data holds and overwrites what is mapped; `replace` builds only what is mapped. */
  readonly mode: 'merge' | 'replace'
  /** IANA zone for dates without one. */
  readonly timeZone: string
}

export type ParsedMappings =
  | { readonly ok: true; readonly mappings: readonly Mapping[] }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Never throws; problems name the place: `[3].steps[0].with`. */
export function parseMappings(input: unknown): ParsedMappings {
  const { problems } = build(input, { mode: 'replace', timeZone: 'UTC' })
  // `build` has just walked every mapping.
  return problems.length === 0 ? { ok: true, mappings: input as readonly Mapping[] } : { ok: false, problems }
}

export type MapRecord = (record: FlowRecord) => Readonly<Record<string, unknown>>

/**
 * Compiles mappings (`Mapping[]`, or what a flow file holds in their place) into one function, once per run. The function never changes the record it is given;
 * parts that are not mapped are shared with it.
 * @throws SettingsError when the mappings have problems. The function throws DataError for a record that cannot be mapped.
 */
export function compileMapping(mappings: unknown, options: MappingOptions): MapRecord {
  const { problems, write } = build(mappings, options)
  if (!write || problems.length > 0) {
    throw new SettingsError(`Check the mappings: ${problems.map(({ path, message }) => `${path} ${message}`).join('; ')}.`, {
      facts: { problems: problems.map(({ path, message }) => ({ path, message })) },
    })
  }
  return (record) => {
    const scope: Scope = { record, line: 0, target: '' }
    try {
      // The outermost writer always makes an object.
      return write(record, scope, record.data) as Readonly<Record<string, unknown>>
    } catch (thrown) {
      throw explain(thrown, scope)
    }
  }
}

function build(input: unknown, { mode, timeZone }: MappingOptions) {
  const problems: Problem[] = []
  const targets = compileMappingList(input, { root: 'record', timeZone, depth: 0, sharedReads: new Map() }, startPlace(problems))
  return { problems, write: targets && compileTargets(planTargets(targets), mode) }
}

/** "Order 1042, line 3: tax code "7" has no mapping." */
function explain(thrown: unknown, scope: Scope): unknown {
  if (!(thrown instanceof ValueProblem || thrown instanceof DecimalError)) return thrown
  const problem = thrown instanceof ValueProblem ? thrown : new ValueProblem(thrown.code, thrown.message)
  const { record, line, target } = scope
  const words = lastWords(target)
  const sentence = problem.sentence?.(words) ?? `${words} cannot be filled: ${problem.message}`
  return new DataError(`${describeRecord(record)}${line > 0 ? `, line ${line}` : ''}: ${sentence}.`, {
    code: problem.code,
    hint: problem.hint?.(target),
    facts: { target, value: problem.value === undefined ? null : show(problem.value), ...(line > 0 ? { line } : {}) },
    cause: problem,
  })
}
