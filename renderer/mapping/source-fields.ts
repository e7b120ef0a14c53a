import type { FlowRecord } from '#core/kit/record.ts'
import { pathWords } from '#core/mapping/path.ts'
import { modelFieldWords } from '#renderer/language/core-words.ts'

/** A field that can be read: of the neutral model, or found in a sample. */
export interface SourceField {
  /** As a mapping reads it from a record: `data.customer.email`, `raw.ref`; a field of lines has `[]`: `data.lines[].sku`. */
  readonly path: string
  /** Last part of the path. */
  readonly name: string
  readonly label: string
  readonly type: string
  /** Of the sample; undefined where it has none. Of a line: from the first line that has it. */
  readonly sample: unknown
  readonly hasMembers: boolean
  /** How deep it stands below `data` or `raw`. */
  readonly depth: number
}

/** How far into raw records fields are listed; they can be anything. */
const maxDepth = 8
const maxFields = 2_000

/** Everything a record of this kind can be read for: the model first, then what the sample has beyond it. */
export function sourceFields(entity: string | undefined, sample: FlowRecord | undefined): readonly SourceField[] {
  const data = [root('data', 'data', sample?.data), ...dataFields(entity, sample)]
  const raw = sample && hasMembers(sample.raw) ? [root('raw', 'raw', sample.raw), ...foundFields('raw', sample.raw, 1)] : []
  const own = ['key', 'entity', 'origin.connector', 'origin.account', 'origin.id'].map((path) => leaf(path, 0, valueAt(sample, path)))
  const failure = sample?.failure ? [root('failure', 'failure', sample.failure), ...foundFields('failure', sample.failure, 1)] : []
  return [...data, ...own, ...failure, ...raw].slice(0, maxFields)
}

function dataFields(entity: string | undefined, sample: FlowRecord | undefined): readonly SourceField[] {
  const model = entity === undefined ? [] : modelFieldWords(entity)
  const known = model.map((field): SourceField => {
    const path = `data.${field.path}`
    return {
      path,
      name: lastName(path),
      label: field.label,
      type: field.type,
      sample: valueAt(sample, path),
      hasMembers: model.some((other) => other.path.startsWith(`${field.path}.`) || other.path.startsWith(`${field.path}[].`)),
      depth: field.depth + 1,
    }
  })
  const paths = new Set(known.map((field) => field.path))
  const extra = sample ? foundFields('data', sample.data, 1).filter((field) => !paths.has(field.path)) : []
  return withMembersInPlace(known, extra)
}

/** Puts what is found beyond the model behind the members of the object it stands in. */
function withMembersInPlace(known: readonly SourceField[], extra: readonly SourceField[]): readonly SourceField[] {
  const all = [...known]
  for (const field of extra) {
    const parent = parentPath(field.path)
    const last = all.findLastIndex((one) => one.path === parent || isBelow(one.path, parent))
    all.splice(last === -1 ? all.length : last + 1, 0, field)
  }
  return all
}

function foundFields(before: string, value: unknown, depth: number): readonly SourceField[] {
  if (depth > maxDepth) return []
  if (Array.isArray(value)) {
    const merged = mergeLines(value)
    return merged ? foundFields(`${before}[]`, merged, depth) : []
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, member]): readonly SourceField[] => {
    // A path cannot name these.
    if (/[.[\]]/.test(name) || name === '') return []
    const path = `${before}.${name}`
    return [
      { path, name, label: pathWords(path), type: typeOf(member), sample: member, hasMembers: hasMembers(member), depth },
      ...foundFields(path, member, depth + 1),
    ]
  })
}

/** One line with everything the first lines have, so that a field that the first line lacks is listed too. */
function mergeLines(lines: readonly unknown[]): Readonly<Record<string, unknown>> | undefined {
  const objects = lines.slice(0, 20).filter((line): line is object => typeof line === 'object' && line !== null && !Array.isArray(line))
  return objects.length === 0 ? undefined : Object.assign({}, ...objects.toReversed())
}

/** What stands at a path of a record, with `[]` for the first line that has it. */
export function valueAt(from: unknown, path: string): unknown {
  let value = from
  for (const step of path.split('.')) {
    const isList = step.endsWith('[]')
    const name = isList ? step.slice(0, -2) : step
    value = typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
    if (isList) value = Array.isArray(value) ? mergeLines(value) : undefined
  }
  return value
}

/**
 * How a mapping reads the field. Inside a target of lines, fields of the same list are read from the line itself and others from the record
 * around it; outside, a field of lines is that of the first.
 */
export function pathFor(sourcePath: string, list: string | undefined): string {
  if (list === undefined) return sourcePath.replaceAll('[]', '[0]')
  const own = `data.${list}[].`
  if (sourcePath.startsWith(own)) return sourcePath.slice(own.length).replaceAll('[]', '[0]')
  return `$record.${sourcePath.replaceAll('[]', '[0]')}`
}

/** The list whose lines a target fills: `lines` for `lines[].sku`. */
export function listOf(target: string): string | undefined {
  const end = target.lastIndexOf('[].')
  return end === -1 ? undefined : target.slice(0, end)
}

/** The listed field a path means: the way back from `pathFor`. */
export function fieldAt(fields: readonly SourceField[], path: string, list?: string): SourceField | undefined {
  const whole = path.startsWith('$record.') ? path.slice('$record.'.length) : list === undefined ? path : `data.${list}[].${path}`
  const general = whole.replace(/\[\d+\]/g, '[]')
  return fields.find((field) => field.path === general)
}

/** The fields with those of before in the place of equal ones, so that a list of them changes only where something did. */
export function keepEqual(before: readonly SourceField[], after: readonly SourceField[]): readonly SourceField[] {
  const known = new Map(before.map((field) => [field.path, field]))
  return after.map((field) => {
    const same = known.get(field.path)
    return same && isEqual(same, field) ? same : field
  })
}

/** What an object or list holds is told by its members. */
function isEqual(one: SourceField, other: SourceField): boolean {
  if (one.hasMembers !== other.hasMembers || one.label !== other.label || one.type !== other.type) return false
  return one.hasMembers || Object.is(one.sample, other.sample)
}

function root(path: string, label: string, sample: unknown): SourceField {
  return { path, name: path, label, type: 'object', sample, hasMembers: true, depth: 0 }
}

function leaf(path: string, depth: number, sample: unknown): SourceField {
  return { path, name: path, label: pathWords(path), type: 'text', sample, hasMembers: false, depth }
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'list'
  if (value === null) return 'text'
  if (typeof value === 'boolean') return 'toggle'
  return typeof value === 'object' ? 'object' : typeof value === 'number' ? 'number' : 'text'
}

function hasMembers(value: unknown): boolean {
  if (Array.isArray(value)) return mergeLines(value) !== undefined
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}

function parentPath(path: string): string {
  return path.slice(0, path.lastIndexOf('.')).replace(/\[\]$/, '')
}

function isBelow(path: string, parent: string): boolean {
  return path.startsWith(`${parent}.`) || path.startsWith(`${parent}[].`)
}
