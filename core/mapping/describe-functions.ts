import type { Json } from '#core/kit/record.ts'
import type { AnyFunction, Parameter, ParameterKind, Parameters } from './define-function.ts'
import { mappingFunctions } from './functions.ts'

/** A step of a chain as plain data: what a mapper shows, asks for and explains. */
export interface FunctionEntry {
  readonly id: string
  readonly label: string
  readonly summary: string
  readonly group: AnyFunction['group']
  readonly parameters: readonly ParameterEntry[]
}

export interface ParameterEntry {
  readonly name: string
  readonly kind: ParameterKind
  readonly label: string
  readonly help?: string
  readonly isOptional: boolean
  readonly default?: Json
  readonly choices?: Readonly<Record<string, string>>
  readonly min?: number
  readonly max?: number
  /** Paths in it start at a line of the list. */
  readonly perLine: boolean
}

/** Every step, in the order a mapper offers them. */
export const functionEntries: readonly FunctionEntry[] = mappingFunctions.map(({ id, label, summary, group, parameters }) => ({
  ...{ id, label, summary, group },
  // The list has erased the parameters' own types.
  parameters: Object.entries(parameters as Parameters).map(describeParameter),
}))

export const functionEntriesById: ReadonlyMap<string, FunctionEntry> = new Map(functionEntries.map((one) => [one.id, one]))

function describeParameter([name, { kind, label, help, isOptional, default: value, choices, min, max, perLine }]: [
  string,
  Parameter,
]): ParameterEntry {
  return { name, kind, label, help, isOptional, default: value, choices, min, max, perLine }
}

/** A step as it is first put into a chain: everything that has no default, with an empty value to fill in. */
export function newStep(id: string): { readonly do: string } & Readonly<Record<string, Json>> {
  const needed = functionEntriesById.get(id)?.parameters.filter((one) => !one.isOptional) ?? []
  return { do: id, ...Object.fromEntries(needed.map((one) => [one.name, emptyOf(one)])) }
}

function emptyOf({ kind, choices, min = 0 }: ParameterEntry): Json {
  switch (kind) {
    case 'text':
      return ''
    case 'texts':
    case 'mappings':
      return []
    case 'whole':
      return Math.max(0, min)
    case 'toggle':
      return false
    case 'choice':
      return Object.keys(choices ?? {})[0] ?? ''
    case 'table':
      return {}
    case 'value':
      return { constant: '' }
    case 'number':
      return { constant: '0' }
    case 'condition':
      return { all: [] }
    default:
      return assertNever(kind)
  }
}

function assertNever(kind: never): never {
  throw new Error(`Unhandled parameter kind ${String(kind)}`)
}
