import type { Json } from '#core/kit/record.ts'
import { valueStarts } from '#core/mapping/chain.ts'

/** A value as it stands in a flow file, complete or not yet. */
export type ValueDraft = Readonly<Record<string, Json>>
/** A mapping as it stands in a flow file. */
export type MappingDraft = ValueDraft & { readonly target: string }
export type StepDraft = ValueDraft & { readonly do: string }
export type ValueStart = keyof typeof valueStarts

/** The mappings of a node's setting; what is none of them stays out of the table and is kept by `writeRows`. */
export function readRows(setting: Json | undefined): readonly MappingDraft[] {
  return Array.isArray(setting) ? setting.filter(isMapping) : []
}

export function startOf(value: ValueDraft): ValueStart {
  return (Object.keys(valueStarts) as ValueStart[]).find((start) => Object.hasOwn(value, start)) ?? 'path'
}

/** Begins the value another way. What can be carried over is: a path becomes the first of several, the field of a template. */
export function changeStart(value: ValueDraft, start: ValueStart): ValueDraft {
  const before = startOf(value)
  if (before === start) return value
  const { path, constant, firstOf, join, template, separator: _separator, skipEmpty: _skipEmpty, ...rest } = value
  const inner = Array.isArray(firstOf) ? firstOf : Array.isArray(join) ? join : undefined
  const firstPath = path ?? (isMembers(inner?.[0]) ? inner[0].path : undefined)
  const given = typeof firstPath === 'string' ? firstPath : ''
  switch (start) {
    case 'path':
      return { ...rest, path: given }
    case 'constant':
      return { ...rest, constant: typeof template === 'string' ? template : '' }
    case 'firstOf':
    case 'join':
      return { ...rest, [start]: inner ?? [{ path: given }], ...(start === 'join' && { separator: ' ' }) }
    case 'template':
      return { ...rest, template: given === '' ? String(constant ?? '') : `{${given}}` }
  }
}

export function stepsOf(value: ValueDraft): readonly StepDraft[] {
  return readSteps(value.steps)
}

export function readSteps(steps: Json | undefined): readonly StepDraft[] {
  return Array.isArray(steps) ? steps.filter(isStep) : []
}

/** The field a value begins with, where it does. */
export function pathOf({ path }: ValueDraft): string | undefined {
  return typeof path === 'string' ? path : undefined
}

/** A chain without steps has no list of them: it keeps the file short. */
export function withSteps<Value extends ValueDraft>(value: Value, steps: readonly StepDraft[]): Value {
  const { steps: _before, ...rest } = value
  // Taking away and adding `steps` leaves every other member as it was.
  return (steps.length === 0 ? rest : { ...rest, steps }) as unknown as Value
}

/** Moves one thing of a list to another place. */
export function moved<Thing>(list: readonly Thing[], from: number, to: number): readonly Thing[] {
  const thing = list[from]
  if (thing === undefined) return list
  return list.toSpliced(from, 1).toSpliced(Math.max(0, Math.min(to, list.length - 1)), 0, thing)
}

/** Where a target field is filled already. */
export function rowOf(rows: readonly MappingDraft[], target: string): number {
  return rows.findIndex((row) => row.target === target)
}

/** In words, for screen readers and the summary in the inspector: "first of", "Order {data.number}". */
export function describeValue(value: ValueDraft): string {
  const start = startOf(value)
  const given = value[start]
  switch (start) {
    case 'path':
      return typeof given === 'string' ? given : ''
    case 'constant':
      return typeof given === 'string' ? `“${given}”` : JSON.stringify(given)
    case 'template':
      return String(given)
    case 'firstOf':
    case 'join': {
      const inner = Array.isArray(given) ? given.map((one) => (isMembers(one) ? describeValue(one) : '?')) : []
      return inner.join(start === 'join' ? ' + ' : ' ?? ')
    }
  }
}

/** Fields a value reads, wherever it reads them. */
export function pathsOf(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(pathsOf)
  if (!isMembers(value)) return []
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'path' && typeof member === 'string' ? [member] : name === 'template' ? templatePaths(member) : pathsOf(member),
  )
}

function templatePaths(template: Json): readonly string[] {
  return typeof template === 'string' ? [...template.matchAll(/\{([^{}]+)\}/g)].map((match) => (match[1] ?? '').trim()) : []
}

function isMapping(value: Json): value is MappingDraft {
  return isMembers(value) && typeof value.target === 'string'
}

function isStep(value: Json): value is StepDraft {
  return isMembers(value) && typeof value.do === 'string'
}

function isMembers(value: Json | undefined): value is ValueDraft {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
