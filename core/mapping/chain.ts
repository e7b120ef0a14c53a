import { readCondition } from './condition.ts'
import { Scaled, toDecimal } from './decimal.ts'
import type { AnyFunction, CompileContext, Parameter, ReadNumber, WriteLine } from './define-function.ts'
import { functionsById } from './functions.ts'
import { isObject, type Place, reportIssues } from './parse-place.ts'
import { compileSourcePath, type Root } from './source-path.ts'
import { compileTargets, planTargets, type Target } from './targets.ts'
import { compileTemplate } from './template.ts'
import { isEmpty, type Read, requireDecimal, requireList, type Scope, toText } from './value.ts'

/** Where paths start and what else compiling needs. */
export interface ChainContext extends CompileContext {
  readonly root: Root
  /** How many values this one stands in. */
  readonly depth: number
  /** Readers of costly beginnings, by the JSON of that beginning. */
  readonly sharedReads: Map<string, Read>
}

/** How a value begins. Exactly one of them stands in a value, beside its `steps`. */
export const valueStarts = {
  path: {
    label: 'Field of the source',
    summary: 'data.billing.city, raw.orderType, key, origin.connector; in a line: sku, $number, $record.key',
  },
  constant: { label: 'Fixed value', summary: 'The same for every record.' },
  firstOf: { label: 'First that is filled', summary: 'The first of several values that is not empty.' },
  join: { label: 'Joined values', summary: 'Several values as one text, with a separator.' },
  template: { label: 'Text with fields', summary: 'Order {data.number} of {data.customer.name}' },
} as const

/** A compiled chain. `isDecimal`: it gives decimals in their inner form, which `finished` turns into text. */
interface Chain {
  readonly read: Read
  readonly gives: 'decimal' | 'mixed' | 'other'
}

const valueMembers: ReadonlySet<string> = new Set([...Object.keys(valueStarts), 'steps', 'separator', 'skipEmpty', 'target', 'note'])
const maxSteps = 50
const maxNesting = 12

/** Parses and compiles a value; reports problems to `place` and gives undefined when there are any. */
export function compileValue(input: unknown, context: ChainContext, place: Place): Read | undefined {
  const chain = compileChain(input, context, place)
  return chain && finished(chain)
}

function compileChain(input: unknown, context: ChainContext, place: Place): Chain | undefined {
  if (!isObject(input)) return refuse(place, 'is not a value: write { "path": "data.…" } or { "constant": … }')
  if (context.depth > maxNesting) return refuse(place, `is nested deeper than ${maxNesting} values`)
  for (const name of Object.keys(input)) if (!valueMembers.has(name)) place.at(name).report('is not a part of a value')
  const starts = Object.keys(valueStarts).filter((start) => Object.hasOwn(input, start))
  if (starts.length !== 1) return refuse(place, `needs exactly one of ${Object.keys(valueStarts).join(', ')}`)
  const start = compileStart(input, { ...context, depth: context.depth + 1 }, place)
  const steps = input.steps ?? []
  if (!Array.isArray(steps)) return refuse(place.at('steps'), 'is not a list of steps')
  if (steps.length > maxSteps) return refuse(place.at('steps'), `has ${steps.length} steps; the most is ${maxSteps}`)
  const compiled = steps.map((step, index) => compileStep(step, context, place.at('steps').at(index)))
  if (!start || !compiled.every((step) => step !== undefined)) return undefined
  let chain: Chain = { read: start, gives: 'other' }
  for (const [index, { definition, run }] of compiled.entries()) {
    const read = connect(chain, definition.takes, run)
    const begin = { ...input, steps: steps.slice(0, index + 1) }
    chain = { read: definition.isCostly ? shared(begin, read, context) : read, gives: next(chain.gives, definition.gives) }
  }
  return chain
}

/** One reader for all values of a record that begin the same, remembering what it read for the record at hand. */
function shared({ target, note, ...begin }: Readonly<Record<string, unknown>>, read: Read, { root, sharedReads }: ChainContext): Read {
  if (root === 'line') return read
  const name = JSON.stringify(begin)
  const known = sharedReads.get(name)
  if (known) return known
  let readFor: Scope | undefined
  let value: unknown
  const once: Read = (at, scope) => {
    if (scope === readFor) return value
    value = read(at, scope)
    readFor = scope
    return value
  }
  sharedReads.set(name, once)
  return once
}

function next(before: Chain['gives'], gives: AnyFunction['gives']): Chain['gives'] {
  if (gives === 'decimal') return 'decimal'
  if (gives === 'same') return before === 'other' ? 'other' : 'mixed'
  return 'other'
}

type Run = (value: unknown, at: unknown, scope: Scope) => unknown

/** Gives a step the value of the chain before it, in the form the step takes; empty values pass by steps for texts and numbers. */
function connect({ read, gives }: Chain, takes: AnyFunction['takes'], run: Run): Read {
  switch (takes) {
    case 'text':
      return (at, scope) => {
        const value = read(at, scope)
        return value === undefined || value === null ? undefined : run(toText(value), at, scope)
      }
    case 'number':
      if (gives === 'decimal') {
        return (at, scope) => {
          const value = read(at, scope)
          return value === undefined ? undefined : run(value, at, scope)
        }
      }
      return (at, scope) => {
        const value = read(at, scope)
        if (typeof value === 'number' && Number.isSafeInteger(value)) return run(value + 0, at, scope)
        return isEmpty(value) ? undefined : run(requireDecimal(value), at, scope)
      }
    case 'list':
      return (at, scope) => run(requireList(read(at, scope)), at, scope)
    default:
      return (at, scope) => run(read(at, scope), at, scope)
  }
}

function compileStart(input: Readonly<Record<string, unknown>>, context: ChainContext, place: Place): Read | undefined {
  if (Object.hasOwn(input, 'path')) {
    if (typeof input.path !== 'string') return refuse(place.at('path'), 'is not a path')
    const source = compileSourcePath(input.path, context.root)
    return source.ok ? source.read : refuse(place.at('path'), source.message)
  }
  if (Object.hasOwn(input, 'constant')) {
    const { constant } = input
    return () => constant
  }
  if (Object.hasOwn(input, 'template')) {
    if (typeof input.template !== 'string') return refuse(place.at('template'), 'is not text')
    const template = compileTemplate(input.template, context.root)
    return template.ok ? template.read : refuse(place.at('template'), template.message)
  }
  if (Object.hasOwn(input, 'firstOf')) {
    const reads = compileValues(input.firstOf, context, place.at('firstOf'))
    return reads && ((at, scope) => firstFilled(reads, at, scope))
  }
  return compileJoin(input, context, place)
}

function compileJoin(input: Readonly<Record<string, unknown>>, context: ChainContext, place: Place): Read | undefined {
  const reads = compileValues(input.join, context, place.at('join'))
  const { separator = '', skipEmpty = true } = input
  if (typeof separator !== 'string') return refuse(place.at('separator'), 'is not text')
  if (typeof skipEmpty !== 'boolean') return refuse(place.at('skipEmpty'), 'is neither true nor false')
  return (
    reads &&
    ((at, scope) => {
      let text = ''
      let isFirst = true
      for (const read of reads) {
        const part = toText(read(at, scope))
        if (part === '' && skipEmpty) continue
        text = isFirst ? part : text + separator + part
        isFirst = false
      }
      return text
    })
  )
}

function firstFilled(reads: readonly Read[], at: unknown, scope: Scope): unknown {
  for (const read of reads) {
    const value = read(at, scope)
    if (!isEmpty(value)) return value
  }
  return undefined
}

function compileValues(input: unknown, context: ChainContext, place: Place): readonly Read[] | undefined {
  if (!Array.isArray(input) || input.length === 0) return refuse(place, 'is not a list of values')
  const reads = input.map((one, index) => compileValue(one, context, place.at(index)))
  return reads.every((read) => read !== undefined) ? reads : undefined
}

function compileStep(
  input: unknown,
  context: ChainContext,
  place: Place,
): { readonly definition: AnyFunction; readonly run: Run } | undefined {
  if (!isObject(input) || typeof input.do !== 'string') return refuse(place, 'is not a step: write { "do": "trim" }')
  const found = functionsById.get(input.do)
  if (!found) return refuse(place.at('do'), `is "${input.do}", which is not a function`)
  const declared: [string, Parameter][] = Object.entries(found.parameters)
  const unknown = Object.keys(input).filter((name) => name !== 'do' && !Object.hasOwn(found.parameters, name))
  for (const name of unknown) place.at(name).report(`is not a setting of "${found.label}"`)
  let problems = unknown.length
  const compiled: Record<string, unknown> = {}
  for (const [name, parameter] of declared) {
    const given = Object.hasOwn(input, name) ? input[name] : undefined
    const value = given ?? parameter.default
    if (value === undefined) {
      if (!parameter.isOptional) problems += complain(place.at(name), `is missing ("${parameter.label}" of "${found.label}")`)
      continue
    }
    const made = compileParameter(parameter, value, context, place.at(name))
    if (made === undefined) problems += 1
    else compiled[name] = made
  }
  if (problems > 0) return undefined
  return { definition: found, run: found.compile(compiled, context) }
}

function compileParameter(parameter: Parameter, value: unknown, context: ChainContext, place: Place): unknown {
  const inner: ChainContext = { ...context, root: parameter.perLine ? 'line' : context.root, depth: context.depth + 1 }
  switch (parameter.kind) {
    case 'value':
      return compileValue(value, inner, place)
    case 'number':
      return compileNumber(value, inner, place)
    case 'condition':
      return readCondition(value, inner.root, place)?.compiled.test
    case 'mappings':
      return compileLineMappings(value, inner, place)
    default: {
      const parsed = parameter.schema.safeParse(value)
      if (!parsed.success) reportIssues(place, parsed.error)
      return parsed.data
    }
  }
}

function compileNumber(input: unknown, context: ChainContext, place: Place): ReadNumber | undefined {
  const chain = compileChain(input, context, place)
  if (!chain) return undefined
  if (isObject(input) && !input.steps && Object.hasOwn(input, 'constant') && toDecimal(input.constant) === undefined) {
    return refuse(place.at('constant'), 'is not a number such as "12.50"')
  }
  const { read } = chain
  // The chain ends in a calculation, so what it gives is a Decimal or undefined already.
  if (chain.gives === 'decimal') return read as ReadNumber
  return (at, scope) => {
    const value = read(at, scope)
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value + 0
    return isEmpty(value) ? undefined : requireDecimal(value)
  }
}

function compileLineMappings(input: unknown, context: ChainContext, place: Place): WriteLine | undefined {
  const targets = compileMappingList(input, context, place)
  if (!targets) return undefined
  const plan = planTargets(targets)
  const replace = compileTargets(plan, 'replace')
  const merge = compileTargets(plan, 'merge')
  return { replace: (line, scope) => replace(line, scope, line), merge: (line, scope) => merge(line, scope, line) }
}

const maxMappings = 2_000

/** Parses and compiles a list of mappings up to their values; undefined when one of them has a problem. */
export function compileMappingList(input: unknown, context: ChainContext, place: Place): readonly Target[] | undefined {
  if (!Array.isArray(input)) return refuse(place, 'is not a list of mappings')
  if (input.length > maxMappings) return refuse(place, `has ${input.length} mappings; the most is ${maxMappings}`)
  const targets = input.map((mapping, index) => compileOne(mapping, context, place.at(index)))
  return targets.every((target) => target !== undefined) ? targets : undefined
}

function compileOne(input: unknown, context: ChainContext, place: Place): Target | undefined {
  if (!isObject(input) || typeof input.target !== 'string') return refuse(place, 'is not a mapping: it has no "target"')
  const isPerLine = input.target.includes('[]')
  const read = compileValue(input, isPerLine ? { ...context, root: 'line' } : context, place)
  return read && { path: input.target, read, place }
}

/** What leaves a chain is JSON: decimals become text. */
function finished({ read, gives }: Chain): Read {
  if (gives === 'other') return read
  return (at, scope) => {
    const value = read(at, scope)
    return typeof value === 'number' || value instanceof Scaled ? toText(value) : value
  }
}

function complain(place: Place, message: string): 1 {
  place.report(message)
  return 1
}

function refuse(place: Place, message: string): undefined {
  place.report(message)
  return undefined
}
