import type { Existing, Idempotency } from '#core/kit/define-connector.ts'
import type { Remembered } from '#core/kit/define-node.ts'
import { DataError } from '#core/kit/errors.ts'
import type { FieldChange } from '#core/kit/record.ts'
import { applyChanges, type Compare } from './compare.ts'
import type { Data } from './field-path.ts'

/** What the user and the target allow; the same for all records of a node. */
export interface RecordRules {
  /** The target's name for messages: "Odoo". */
  readonly target: string
  readonly createMissing: boolean
  readonly updateExisting: boolean
  /** Absent: the target cannot create. */
  readonly idempotency?: Idempotency
  /** Absent: the target cannot update. */
  readonly compare?: Compare
  /** For an absolute value in a target that cannot update: what differs from the value that is there. */
  readonly compareReplaced?: Compare
  /** Create again after a lost answer even when nobody can say whether the first one was carried out. */
  readonly repeatUnknown?: boolean
  /** Several found for one key: refuse, or take the first. */
  readonly several?: 'fail' | 'first'
}

export interface RecordFacts {
  /** "Product 120101", as messages begin. */
  readonly name: string
  readonly data: Data
  /** Hash of what would be sent. */
  readonly hash: string
  /** What the target has for this key; undefined when the target cannot look records up. */
  readonly existing: readonly Existing[] | undefined
  readonly remembered?: Remembered
}

export type RecordPlan =
  | {
      readonly kind: 'create'
      readonly attempt: 'first' | 'again'
      /** Set when an absolute value replaces one that is already there; for people it is an update. */
      readonly replaces?: { readonly id?: string; readonly changes: readonly FieldChange[] }
    }
  | {
      readonly kind: 'update'
      readonly id: string
      readonly changes: readonly FieldChange[]
      /** What is there with the changes put in, as far as the target tells. */
      readonly data: Data
    }
  | { readonly kind: 'unchanged'; readonly id?: string }
  | { readonly kind: 'skip'; readonly code: string; readonly message: string; readonly id?: string }
  /** A write was begun once and nobody can say how it ended. */
  | { readonly kind: 'unknown'; readonly code: string; readonly message: string; readonly hint: string }
  | { readonly kind: 'fail'; readonly error: DataError }

/** Decides what becomes of one record. Reads nothing, writes nothing. */
export function planRecord(facts: RecordFacts, rules: RecordRules): RecordPlan {
  if (facts.existing === undefined) return planBlind(facts, rules)
  const found = chooseExisting(facts, facts.existing, rules)
  if (found instanceof DataError) return { kind: 'fail', error: found }
  return found ? planFound(facts, found, rules) : planMissing(facts, rules)
}

/** Several hits: the one we wrote ourselves, else the user's rule. */
function chooseExisting(
  { name, remembered }: RecordFacts,
  existing: readonly Existing[],
  { target, several }: RecordRules,
): Existing | undefined | DataError {
  if (existing.length < 2 || several === 'first') return existing[0]
  const ours = existing.find(({ id }) => id === remembered?.targetId)
  if (ours) return ours
  const ids = existing.map(({ id }) => id)
  return new DataError(`${name}: ${target} has ${ids.length} of them: ${existing.map(titleOf).join(', ')}.`, {
    code: 'ambiguous',
    hint: `Merge them in ${target}, or give all but one another key.`,
    facts: { ids },
  })
}

function planFound({ name, data, hash, remembered }: RecordFacts, found: Existing, rules: RecordRules): RecordPlan {
  // An open intent without a target id was a create: the connector has to finish what may be half done (lines missing).
  if (remembered?.isOpen && remembered.targetId === undefined && canRepeat(rules.idempotency)) return { kind: 'create', attempt: 'again' }
  const isRemembered = remembered !== undefined && !remembered.isOpen && remembered.targetId === found.id
  if (isRemembered && remembered.sentHash === hash) return { kind: 'unchanged', id: found.id }
  if (!rules.updateExisting) {
    return { kind: 'skip', code: 'exists', message: `${name} is already in ${rules.target} as ${titleOf(found)}.`, id: found.id }
  }
  const wanted = found.wanted ?? data
  if (rules.compare) {
    const changes = rules.compare(wanted, found.data)
    if (changes.length === 0) return { kind: 'unchanged', id: found.id }
    return { kind: 'update', id: found.id, changes, data: applyChanges(found.data, changes) }
  }
  if (rules.idempotency === 'absolute') {
    const changes = rules.compareReplaced?.(wanted, found.data)
    if (changes?.length === 0) return { kind: 'unchanged', id: found.id }
    return { kind: 'create', attempt: 'first', replaces: { id: found.id, changes: changes ?? [] } }
  }
  return {
    kind: 'skip',
    code: 'exists',
    message: `${name} is already in ${rules.target} as ${titleOf(found)}; ${rules.target} cannot change it there.`,
    id: found.id,
  }
}

function planMissing({ name, remembered }: RecordFacts, rules: RecordRules): RecordPlan {
  if (remembered?.isOpen) return planOpen(name, rules)
  if (!rules.createMissing || rules.idempotency === undefined) return notThere(name, rules)
  // Sent before and gone by its key: the key may have been changed there, so the connector looks it up by our id once more.
  const isGone = remembered?.targetId !== undefined && canRepeat(rules.idempotency)
  return { kind: 'create', attempt: isGone ? 'again' : 'first' }
}

/** The target cannot look records up: the journal is the only memory. */
function planBlind({ name, data, hash, remembered }: RecordFacts, rules: RecordRules): RecordPlan {
  if (remembered?.isOpen) {
    return rules.compare && remembered.targetId !== undefined && rules.updateExisting
      ? updateUnseen(remembered.targetId, rules.compare(data, {}))
      : planOpen(name, rules)
  }
  const isSent = remembered?.sentHash !== undefined || remembered?.targetId !== undefined
  if (!isSent) {
    const mayWrite = rules.createMissing || (rules.idempotency === 'absolute' && rules.updateExisting)
    return mayWrite && rules.idempotency !== undefined ? { kind: 'create', attempt: 'first' } : notThere(name, rules)
  }
  const id = remembered.targetId
  if (remembered.sentHash === hash) return { kind: 'unchanged', id }
  if (!rules.updateExisting) return { kind: 'skip', code: 'exists', message: `${name} was sent to ${rules.target} before.`, id }
  if (rules.compare && id !== undefined) {
    return updateUnseen(id, rules.compare(data, {}))
  }
  if (rules.idempotency === 'absolute' || rules.idempotency === 'vendor-key') {
    return { kind: 'create', attempt: 'first', replaces: { id, changes: [] } }
  }
  return {
    kind: 'skip',
    code: 'exists',
    message: `${name} was sent to ${rules.target} before${id === undefined ? '' : ` as ${id}`}; ${rules.target} cannot change it there.`,
    id,
  }
}

function updateUnseen(id: string, changes: readonly FieldChange[]): RecordPlan {
  return changes.length === 0 ? { kind: 'unchanged', id } : { kind: 'update', id, changes, data: applyChanges({}, changes) }
}

function planOpen(name: string, rules: RecordRules): RecordPlan {
  if (canRepeat(rules.idempotency)) return { kind: 'create', attempt: 'again' }
  if (rules.repeatUnknown && rules.idempotency === 'none') return { kind: 'create', attempt: 'first' }
  return { kind: 'unknown', ...unknownEnd(name, rules.target) }
}

/** How a write that nobody can vouch for is told to people. */
export function unknownEnd(name: string, target: string): { readonly code: string; readonly message: string; readonly hint: string } {
  return {
    code: 'unknown-write',
    message: `${name}: it was sent to ${target}, and no answer says whether it was written.`,
    hint: `Look in ${target} whether it is there. It is not sent again by itself, so that it cannot be there twice.`,
  }
}

export function canRepeat(idempotency: Idempotency | undefined): boolean {
  return idempotency !== undefined && idempotency !== 'none'
}

function notThere(name: string, { target, idempotency }: RecordRules): RecordPlan {
  return idempotency === undefined
    ? { kind: 'skip', code: 'not-there', message: `${name} is not in ${target}, and ${target} cannot create it.` }
    : { kind: 'skip', code: 'not-there', message: `${name} is not in ${target}, and this node creates nothing.` }
}

function titleOf({ id, label }: Existing): string {
  return label === undefined || label === id ? id : `${label} (${id})`
}
