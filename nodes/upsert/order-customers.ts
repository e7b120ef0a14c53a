import type { Existing } from '#core/kit/define-connector.ts'
import type { Intent } from '#core/kit/define-node.ts'
import { AppError } from '#core/kit/errors.ts'
import { externalIdOf } from '#core/kit/external-id.ts'
import type { FieldChange, Origin } from '#core/kit/record.ts'
import { checkData } from '#core/upsert/check-data.ts'
import { withoutUndefined } from '#core/upsert/field-path.ts'
import { dataForCreate } from '#core/upsert/field-policies.ts'
import { type CustomerDecision, contactIdOf, type DerivedCustomer, decideCustomer } from '#core/upsert/order-customer.ts'
import type { RecordRules } from '#core/upsert/plan-record.ts'
import { unknownEnd } from '#core/upsert/plan-record.ts'
import { stableJson } from '#core/upsert/stable-json.ts'
import { createBoundedMap } from './bounded-map.ts'
import { carryOut, type Write, type WriteEnd } from './carry-out.ts'
import { findExisting } from './find-existing.ts'
import type { EntityTarget } from './target.ts'

export interface WantedCustomer {
  readonly email: string
  readonly customer: DerivedCustomer
  /** Of the order: the customer is named in the journal as that source's customer. */
  readonly origin: Origin
}

/** What became of the customer of an order. */
export type CustomerLink =
  | { readonly kind: 'linked'; readonly customerId: string; readonly contactId?: string }
  /** In a plan: it would be written with the order. */
  | {
      readonly kind: 'planned'
      readonly customerId?: string
      readonly does: 'created' | 'updated'
      readonly changes: readonly FieldChange[]
    }
  | { readonly kind: 'failed'; readonly error: AppError }

const cacheLimit = 10_000

/**
 * Finds, creates or updates the customers of orders, each e-mail address once. What was linked is remembered over the run,
 * so that a second order of the same customer costs nothing while it tells the same about them.
 */
export function createCustomerLinker(
  target: EntityTarget,
  rules: RecordRules,
): (wanted: ReadonlyMap<string, WantedCustomer>) => Promise<ReadonlyMap<string, CustomerLink>> {
  const { entity, context, journal, isPlan } = target
  const known = createBoundedMap<{ readonly hash: string; readonly existing: Existing; readonly link: CustomerLink }>(cacheLimit)

  return async (wanted) => {
    const links = new Map<string, CustomerLink>()
    const asked: Asked[] = []
    for (const one of wanted.values()) {
      const hash = target.hashOf(stableJson(one.customer))
      const before = known.get(one.email)
      if (before?.hash === hash) links.set(one.email, before.link)
      else asked.push({ ...one, hash, externalId: externalIdOf({ entity: entity.entity, key: one.email, origin: one.origin }) })
    }
    if (asked.length > 0) await linkAsked(asked, links)
    return links
  }

  async function linkAsked(asked: readonly Asked[], links: Map<string, CustomerLink>): Promise<void> {
    const remembered = journal.recall(asked.map(({ externalId }) => externalId))
    const { existing, refused } = await find(asked)
    const writing: Writing[] = []
    for (const one of asked) {
      const hits = existing.get(one.email) ?? []
      // A search that lags behind must not hide what this run has just created.
      const seen = hits.length > 0 ? hits : [known.get(one.email)?.existing].filter((hit) => hit !== undefined)
      const refusal = refused.get(one.email)
      const decision: CustomerDecision = refusal
        ? { kind: 'fail', error: refusal }
        : decideCustomer({ ...one, existing: seen, remembered: remembered.get(one.externalId) }, rules)
      if (decision.kind === 'fail') links.set(one.email, { kind: 'failed', error: decision.error })
      else if (decision.kind === 'use') use(one, decision, seen)
      else prepare(one, decision)
    }
    if (isPlan) {
      for (const { one, decision } of writing) keep(one, plannedLink(decision), decision.data)
      return
    }
    const ends = await carryOut(
      writing.map(({ write }) => write),
      target,
    )
    const contacts = await findContacts(writing)
    for (const [index, { one, decision }] of writing.entries()) {
      const end = ends[index]
      if (end) keep(one, linkOf(one, end, contacts.get(one.email)), decision.data)
    }

    function use(
      one: Asked,
      { customerId, contactId, isSent }: Extract<CustomerDecision, { kind: 'use' }>,
      seen: readonly Existing[],
    ): void {
      keep(one, { kind: 'linked', customerId, contactId }, seen.find(({ id }) => id === customerId)?.data ?? {})
      const before = remembered.get(one.externalId)
      const hash = isSent ? one.hash : undefined
      if (isPlan || (before && !before.isOpen && before.targetId === customerId && (hash === undefined || before.sentHash === hash))) return
      const { externalId, email } = one
      if (before?.isOpen) journal.end([{ externalId, state: 'done', targetId: customerId, hash: hash ?? '' }])
      else journal.link([{ externalId, entity: entity.entity, key: email, targetId: customerId, hash }])
    }

    function prepare(one: Asked, decision: Extract<CustomerDecision, { kind: 'write' }>): void {
      const write = writeOf(one, decision)
      if (write instanceof AppError) links.set(one.email, { kind: 'failed', error: write })
      else writing.push({ one, decision, write })
    }

    function keep(one: Asked, link: CustomerLink, data: Existing['data']): void {
      links.set(one.email, link)
      if (link.kind === 'failed') return
      known.set(one.email, { hash: one.hash, link: settled(link), existing: { id: link.customerId ?? plannedId, data } })
    }
  }

  function find(asked: readonly Asked[]) {
    if (!entity.find) return { existing: new Map<string, readonly Existing[]>(), refused: new Map<string, never>() }
    const items = asked.map(({ email, externalId }) => ({ key: email, externalId }))
    return findExisting(entity.find, { by: 'email', items, signal: context.signal })
  }

  function writeOf(
    { email, customer, externalId, hash }: Asked,
    { plan, data }: Extract<CustomerDecision, { kind: 'write' }>,
  ): Write | AppError {
    const sent = JSON.stringify(plan.kind === 'update' ? plan.changes : data)
    const intent: Intent = { externalId, entity: entity.entity, key: email, action: plan.kind, hash, sent }
    const name = `Customer ${email}`
    if (plan.kind === 'update') {
      // Only what the order says is held against the schema: what the target has may be odd, and is not ours to refuse.
      const whole = checkData(entity.schema, customer, name)
      if (!whole.ok) return whole.error
      const item = { key: email, id: plan.id, data: { ...whole.data, ...withoutUndefined(plan.data) }, changes: plan.changes }
      return { action: 'update', intent, item }
    }
    const checked = checkData(entity.schema, dataForCreate(data, target.policies), name)
    if (!checked.ok) return checked.error
    return { action: 'create', intent, item: { key: email, externalId, data: checked.data, attempt: plan.attempt } }
  }

  /** A create answers with the company's id only; the orderer below it is looked up where the target tells contacts apart. */
  async function findContacts(writing: readonly Writing[]): Promise<ReadonlyMap<string, string>> {
    const companies = writing.filter(({ one }) => one.customer.kind === 'company').map(({ one }) => one)
    if (companies.length === 0) return new Map()
    const { existing } = await find(companies)
    return new Map(
      companies.flatMap(({ email, customer }) => {
        const id = (existing.get(email) ?? []).map(({ data }) => contactIdOf(data, customer)).find((found) => found !== undefined)
        return id === undefined ? [] : [[email, id] as const]
      }),
    )
  }

  function linkOf({ email }: Asked, end: WriteEnd, contactId: string | undefined): CustomerLink {
    switch (end.kind) {
      case 'done':
        return { kind: 'linked', customerId: end.id, contactId }
      case 'failed': {
        const { message, hint, fix } = end.error
        const text = `customer ${email} was refused by ${target.target}: ${message}`
        return { kind: 'failed', error: new AppError(text, { code: 'customer-failed', fix, hint, cause: end.error }) }
      }
      case 'unknown': {
        const { message, hint } = unknownEnd(`customer ${email}`, target.target)
        return { kind: 'failed', error: new AppError(message, { code: 'customer-unknown', fix: 'user', hint, cause: end.error }) }
      }
      default:
        return assertNever(end)
    }
  }
}

const plannedId = '(planned)'

interface Asked extends WantedCustomer {
  readonly hash: string
  readonly externalId: string
}

interface Writing {
  readonly one: Asked
  readonly decision: Extract<CustomerDecision, { kind: 'write' }>
  readonly write: Write
}

function plannedLink({ plan, data }: Extract<CustomerDecision, { kind: 'write' }>): CustomerLink {
  return plan.kind === 'update'
    ? { kind: 'planned', does: 'updated', customerId: plan.id, changes: plan.changes }
    : { kind: 'planned', does: 'created', changes: [{ path: 'name', from: null, to: String(data.name ?? '') }] }
}

/** For the next order of this customer: in a plan the customer is then as good as there. */
function settled(link: CustomerLink): CustomerLink {
  return link.kind === 'planned' ? { kind: 'linked', customerId: link.customerId ?? plannedId } : link
}

function assertNever(end: never): never {
  throw new Error(`Unhandled end ${JSON.stringify(end)}`)
}
