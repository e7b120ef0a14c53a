import type { Existing } from '#core/kit/define-connector.ts'
import type { Intent, Remembered, Result } from '#core/kit/define-node.ts'
import type { DataError } from '#core/kit/errors.ts'
import type { FieldChange } from '#core/kit/record.ts'
import { checkData } from '#core/upsert/check-data.ts'
import { type Data, withoutUndefined } from '#core/upsert/field-path.ts'
import { dataForCreate } from '#core/upsert/field-policies.ts'
import { planRecord, type RecordPlan, type RecordRules } from '#core/upsert/plan-record.ts'
import { createBoundedMap } from './bounded-map.ts'
import { carryOut, type Write, type WriteEnd } from './carry-out.ts'
import { findExisting } from './find-existing.ts'
import { changesOfCreate, endUnknown, fail, passOn } from './outcomes.ts'
import type { EntityTarget } from './target.ts'
import type { KeyedRecord } from './waves.ts'

/** Writes one wave of records: looked up together, decided one by one, written together. */
export type WriteWave = (wave: readonly KeyedRecord[]) => Promise<readonly Result[]>

/** How many records created by this run are remembered, for targets whose search lags behind their writes. */
const recentLimit = 10_000
const plannedId = '(planned)'

/** Products, customers, stock, prices, categories: everything but orders. */
export function createRecordWriter(target: EntityTarget): WriteWave {
  const { entity, context, journal, isPlan } = target
  const recent = createBoundedMap<Existing>(recentLimit)
  const rules: RecordRules = {
    target: target.target,
    createMissing: context.settings.create,
    updateExisting: context.settings.update,
    idempotency: entity.create?.idempotency,
    compare: target.compare,
    compareReplaced: target.compareReplaced,
    repeatUnknown: context.settings.repeatUnknown,
  }

  return async (wave) => {
    const remembered = journal.recall(wave.map(({ externalId }) => externalId))
    const found = await lookUp(wave)
    const decided = wave.map((keyed) => {
      const existing = found && existingOf(found.existing, keyed.matchKey)
      return decide(keyed, { existing, refused: found?.refused.get(keyed.matchKey), remembered: remembered.get(keyed.externalId) })
    })
    if (isPlan) return decided.map(planned)
    const ends = await carryOut(
      decided.flatMap(({ write }) => (write ? [write] : [])),
      target,
    )
    linkFound(decided)
    // Ends come in the order of the writes.
    const remaining = ends.values()
    return decided.map((one) => resultOf(one, one.write && remaining.next().value))
  }

  function lookUp(wave: readonly KeyedRecord[]) {
    if (!entity.find || target.matchBy === undefined) return undefined
    const items = wave.map(({ matchKey, externalId, record }) => ({ key: matchKey, externalId, data: record.data as Data }))
    return findExisting(entity.find, { by: target.matchBy, items, settings: target.settings, signal: context.signal })
  }

  function existingOf(existing: ReadonlyMap<string, readonly Existing[]>, matchKey: string): readonly Existing[] {
    const hits = existing.get(matchKey)
    if (hits && hits.length > 0) return hits
    const own = recent.get(matchKey)
    return own ? [own] : []
  }

  function decide(
    keyed: KeyedRecord,
    {
      existing,
      refused,
      remembered,
    }: { readonly existing: readonly Existing[] | undefined; readonly refused?: DataError; readonly remembered?: Remembered },
  ): Decided {
    if (refused) return { keyed, plan: { kind: 'fail', error: refused } }
    // Not sorted: a source builds its records in one order, and another order only costs a comparison.
    const json = JSON.stringify(keyed.record.data) ?? 'null'
    const hash = target.hashOf(json)
    const isKnown = remembered?.sentHash === hash && !remembered.isOpen
    // What was sent before was sound before: only the rest pays for the check.
    const checked = isKnown ? undefined : checkData(entity.schema, keyed.record.data, keyed.name)
    if (checked && !checked.ok) return { keyed, plan: { kind: 'fail', error: checked.error } }
    const data = keyed.record.data as Data
    const plan = planRecord({ name: keyed.name, data, hash, existing, remembered }, rules)
    if (plan.kind !== 'create' && plan.kind !== 'update') return { keyed, plan, hash, remembered }
    const sound = checked ?? checkData(entity.schema, data, keyed.name)
    if (!sound.ok) return { keyed, plan: { kind: 'fail', error: sound.error } }
    return prepareWrite({ keyed, plan, data: sound.data, json, hash, remembered })
  }

  function prepareWrite({ keyed, plan, data, json, hash, remembered }: Writable): Decided {
    const { record, externalId, name } = keyed
    if (plan.kind === 'update') {
      const intent: Intent = {
        externalId,
        entity: record.entity,
        key: record.key,
        action: 'update',
        hash,
        sent: JSON.stringify(plan.changes),
      }
      const item = { key: record.key, id: plan.id, data: { ...data, ...withoutUndefined(plan.data) }, changes: plan.changes }
      return { keyed, plan, hash, remembered, data, write: { action: 'update', intent, item } }
    }
    const allowed = dataForCreate(data, target.policies)
    // Leaving fields out may have taken a default or something the target cannot do without.
    const sent = allowed === data ? { ok: true as const, data } : checkData(entity.schema, allowed, name)
    if (!sent.ok) return { keyed, plan: { kind: 'fail', error: sent.error } }
    const intent: Intent = { externalId, entity: record.entity, key: record.key, action: 'create', hash, sent: json }
    const item = { key: record.key, externalId, data: sent.data, documentType: target.documentType, attempt: plan.attempt }
    return { keyed, plan, hash, remembered, data: sent.data, write: { action: 'create', intent, item } }
  }

  function planned({ keyed, plan, data }: Decided): Result {
    if (plan.kind !== 'create' && plan.kind !== 'update') return unwritten(keyed, plan)
    if (plan.kind === 'update') {
      return passOn(keyed, { kind: 'planned', plannedKind: 'updated', targetId: knownId(plan.id), changes: plan.changes })
    }
    if (plan.replaces) {
      const changes = plan.replaces.changes.length > 0 ? plan.replaces.changes : changesOfCreate(data ?? {})
      return passOn(keyed, { kind: 'planned', plannedKind: 'updated', targetId: knownId(plan.replaces.id), changes })
    }
    recent.set(keyed.matchKey, { id: plannedId, data: data ?? {} })
    return passOn(keyed, { kind: 'planned', plannedKind: 'created', changes: changesOfCreate(data ?? {}) })
  }

  function resultOf({ keyed, plan, data, remembered }: Decided, end: WriteEnd | undefined): Result {
    if (plan.kind !== 'create' && plan.kind !== 'update') return unwritten(keyed, plan)
    if (!end) throw new Error(`${keyed.name}: a decided write came back without an end.`)
    if (end.kind === 'failed') return fail(keyed, end.error)
    if (end.kind === 'unknown') return endUnknown(keyed, target.target, end.error)
    if (plan.kind === 'update') return passOn(keyed, { kind: 'updated', targetId: end.id, changes: plan.changes })
    if (plan.replaces) return passOn(keyed, { kind: 'updated', targetId: end.id, changes: nonEmpty(plan.replaces.changes) })
    if (entity.find) recent.set(keyed.matchKey, { id: end.id, label: end.label, data: data ?? {} })
    // What is there after a run that broke off is what that run made.
    const isOurs = !end.existed || remembered?.isOpen
    return passOn(keyed, { kind: isOurs ? 'created' : 'unchanged', targetId: end.id })
  }

  function unwritten(keyed: KeyedRecord, plan: Exclude<RecordPlan, { kind: 'create' | 'update' }>): Result {
    switch (plan.kind) {
      case 'unchanged':
        return passOn(keyed, { kind: 'unchanged', targetId: knownId(plan.id) })
      case 'skip':
        return passOn(keyed, { kind: 'skipped', code: plan.code, message: plan.message, targetId: knownId(plan.id) })
      case 'unknown':
        return endUnknown(keyed, target.target)
      case 'fail':
        return fail(keyed, plan.error)
      default:
        return assertNever(plan)
    }
  }

  /** Remembers what was found without writing, where the journal does not know it yet. */
  function linkFound(decided: readonly Decided[]): void {
    const found = decided.flatMap(({ keyed, plan, hash, remembered }) => {
      if ((plan.kind !== 'unchanged' && plan.kind !== 'skip') || plan.id === undefined || hash === undefined) return []
      const sentHash = plan.kind === 'unchanged' ? hash : undefined
      const isKnown = remembered?.targetId === plan.id && !remembered.isOpen && (sentHash === undefined || remembered.sentHash === sentHash)
      return isKnown ? [] : [{ keyed, targetId: plan.id, hash: sentHash, isOpen: remembered?.isOpen ?? false }]
    })
    const open = found.filter(({ isOpen }) => isOpen)
    const links = found.filter(({ isOpen }) => !isOpen)
    if (open.length > 0) {
      journal.end(open.map(({ keyed, targetId, hash }) => ({ externalId: keyed.externalId, state: 'done', targetId, hash: hash ?? '' })))
    }
    if (links.length > 0) {
      journal.link(
        links.map(({ keyed: { externalId, record }, targetId, hash }) => ({
          externalId,
          entity: record.entity,
          key: record.key,
          targetId,
          hash,
        })),
      )
    }
  }
}

interface Writable {
  readonly keyed: KeyedRecord
  readonly plan: Extract<RecordPlan, { kind: 'create' | 'update' }>
  /** Sound, with defaults. */
  readonly data: Data
  readonly json: string
  readonly hash: string
  readonly remembered: Remembered | undefined
}

interface Decided {
  readonly keyed: KeyedRecord
  readonly plan: RecordPlan
  readonly hash?: string
  readonly remembered?: Remembered
  readonly write?: Write
  /** What is written, defaults filled in. */
  readonly data?: Data
}

function knownId(id: string | undefined): string | undefined {
  return id === plannedId ? undefined : id
}

function nonEmpty(changes: readonly FieldChange[]): readonly FieldChange[] | undefined {
  return changes.length === 0 ? undefined : changes
}

function assertNever(plan: never): never {
  throw new Error(`Unhandled plan ${JSON.stringify(plan)}`)
}
