import type { z } from 'zod'
import type { FieldChange, Json } from '#core/kit/record.ts'
import { emailKey } from '#core/model/customer.ts'
import { canonical } from './canonical.ts'
import { type Data, isPlainObject, valueAt, withoutPath, withoutUndefined, withPath } from './field-path.ts'
import { type FieldPolicies, policiesBelow, policyAt, updateRule } from './field-policies.ts'
import { type Shape, shapeAt, shapeOf } from './shape.ts'

/** Finds what an update has to send to make `existing` say what `incoming` says. */
export type Compare = (incoming: Data, existing: Data) => readonly FieldChange[]

interface ComparedPath {
  readonly path: string
  readonly shape: Shape
  readonly policies: FieldPolicies
  /** Longer paths inside this one with a policy of their own. */
  readonly inner: readonly (readonly [path: string, policy: ReturnType<typeof policyAt>])[]
}

/**
 * Compiles the comparison of one kind of record, so that a record costs a walk over the paths and nothing else.
 * Only `paths`, those the target can update, are looked at. A field absent from `incoming` is one the source says nothing
 * about and never a change; an empty one clears the target's. Changes carry the paths as the target declared them,
 * except below `extra`, whose members are fields of the target's own and are compared one by one.
 */
export function compileCompare({
  schema,
  paths,
  policies = {},
}: {
  readonly schema: z.ZodType
  readonly paths: readonly string[]
  readonly policies?: FieldPolicies
}): Compare {
  const shape = shapeOf(schema)
  const compared = paths
    .map((path) => ({ path, shape: shapeAt(shape, path), policies, inner: policiesBelow(policies, path) }))
    .filter(({ path, inner }) => updateRule(policyAt(policies, path), true) !== undefined || inner.length > 0)
  return (incoming, existing) => compared.flatMap((one) => (one.path === 'extra' ? compareExtra : comparePath)(one, incoming, existing))
}

/**
 * The record as it should stand in the target after the changes: what is there, with them put in. A target that sends an address
 * whole for one changed member then sends the others as they are. Of `extra` only what changes: the rest may be read-only there.
 */
export function applyChanges(existing: Data, changes: readonly FieldChange[]): Data {
  return changes.reduce((data, { path, to }) => withPath(data, path, to), withoutPath(existing, 'extra'))
}

function compareExtra({ policies, shape }: ComparedPath, incoming: Data, existing: Data): readonly FieldChange[] {
  if (!isPlainObject(incoming.extra)) return []
  return Object.keys(incoming.extra).flatMap((name) => {
    const path = `extra.${name}`
    return comparePath({ path, shape, policies, inner: policiesBelow(policies, path) }, incoming, existing)
  })
}

function comparePath({ path, shape, policies, inner }: ComparedPath, incoming: Data, existing: Data): readonly FieldChange[] {
  const wanted = valueAt(incoming, path)
  if (wanted === undefined) return []
  const current = valueAt(existing, path)
  if (wanted === current) return []
  const allowed = isPlainObject(wanted) ? mergeObject({ path, policies, inner, wanted, current }) : wanted
  if (isSame(path, allowed, current, shape)) return []
  const rule =
    isPlainObject(wanted) && inner.length > 0 ? 'sent whenever it differs' : updateRule(policyAt(policies, path), isEmpty(current))
  return rule === undefined ? [] : [{ path, from: toJson(current), to: toJson(allowed), rule }]
}

/** An address is sent whole: members the source does not name, or may not send, keep what the target has. */
function mergeObject({
  path,
  policies,
  inner,
  wanted,
  current,
}: {
  readonly path: string
  readonly policies: FieldPolicies
  readonly inner: ComparedPath['inner']
  readonly wanted: Data
  readonly current: unknown
}): Data {
  const base = isPlainObject(current) ? current : {}
  const given = withoutUndefined(wanted)
  if (inner.length === 0) return { ...base, ...given }
  const own = updateRule(policyAt(policies, path), isEmpty(current)) === undefined ? base : { ...base, ...given }
  return inner.reduce<Data>((merged, [innerPath, policy]) => {
    const below = innerPath.slice(path.length + 1)
    const before = valueAt(base, below)
    const after = updateRule(policy, isEmpty(before)) === undefined ? before : (valueAt(given, below) ?? before)
    return after === undefined ? withoutPath(merged, below) : withPath(merged, below, after)
  }, own)
}

function isSame(path: string, left: unknown, right: unknown, shape: Shape): boolean {
  if (path === 'email' && typeof left === 'string' && typeof right === 'string') return emailKey(left) === emailKey(right)
  const [before, after] = [canonical(left, shape), canonical(right, shape)]
  // Where nobody has entered a purchase price or a weight some systems show none and others 0.
  if (shape.kind === 'decimal' && (before ?? '0') === '0' && (after ?? '0') === '0') return true
  return typeof before === 'object' && typeof after === 'object' ? JSON.stringify(before) === JSON.stringify(after) : before === after
}

function isEmpty(value: unknown): boolean {
  return canonical(value) === undefined
}

function toJson(value: unknown): Json {
  // Neutral data is JSON by its schemas; `extra` came out of a JSON or XML answer.
  return (value ?? null) as Json
}
