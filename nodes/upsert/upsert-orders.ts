import type { Existing } from '#core/kit/define-connector.ts'
import type { BoundConnection, BoundEntity, Remembered, Result } from '#core/kit/define-node.ts'
import { AppError, SettingsError } from '#core/kit/errors.ts'
import type { FieldChange } from '#core/kit/record.ts'
import type { Order } from '#core/model/order.ts'
import { checkData } from '#core/upsert/check-data.ts'
import type { Data } from '#core/upsert/field-path.ts'
import { dataForCreate } from '#core/upsert/field-policies.ts'
import type { CustomerRules } from '#core/upsert/order-customer.ts'
import { type OrderNeeds, type OrderRules, openOrder, orderNeeds, orderProducts } from '#core/upsert/order-saga.ts'
import { stableJson } from '#core/upsert/stable-json.ts'
import { createBoundedMap } from './bounded-map.ts'
import { carryOut, type Write, type WriteEnd } from './carry-out.ts'
import { findExisting } from './find-existing.ts'
import { type CustomerLink, createCustomerLinker, type WantedCustomer } from './order-customers.ts'
import { createProductFinder } from './order-products.ts'
import { changesOfCreate, endUnknown, fail, passOn } from './outcomes.ts'
import { type EntityTarget, openEntity } from './target.ts'
import type { WriteWave } from './upsert-records.ts'
import type { KeyedRecord } from './waves.ts'

const recentLimit = 10_000

/**
 * Orders: skip what is there, check the order, link its products and its customer, then place the document.
 * All reading and deciding comes before the first write, so that no customer is made for an order that cannot be placed.
 * @throws SettingsError when the target cannot do what the settings ask of it.
 */
export function createOrderWriter(connection: BoundConnection, target: EntityTarget): WriteWave {
  const { entity, context, journal, isPlan } = target
  const { create } = entity
  if (!create) throw new SettingsError(`${target.target} cannot create orders.`, { code: 'cannot-create' })
  const products = entityNamed(connection, 'product')?.find
  const rules = orderRules(connection, target, products?.by.includes('sku') ?? false)
  const findProducts = products && rules.looksUpProducts ? createProductFinder(products) : undefined
  const linkCustomers = customerLinker(connection, target, rules.customers)
  const recent = createBoundedMap<Existing>(recentLimit)

  return async (wave) => {
    const steps = await open(wave)
    const linked = await linkAllProducts(steps)
    const customers = await linkCustomers(wantedCustomers(linked))
    const decided = linked.map((step) => decide(step, customers))
    if (isPlan) return decided.map(planned)
    const placing = decided.filter((step) => step.kind === 'place')
    const ends = await carryOut(
      placing.map(({ write }) => write),
      target,
    )
    const endOf = new Map<Step, WriteEnd | undefined>(placing.map((step, index) => [step, ends[index]]))
    return decided.map((step) => (step.kind === 'ended' ? step.result : resultOf(step, endOf.get(step))))
  }

  /** Which orders are there already, which are sound, and what has to be looked up for them. */
  async function open(wave: readonly KeyedRecord[]): Promise<readonly (Ended | Opened)[]> {
    const remembered = journal.recall(wave.map(({ externalId }) => externalId))
    // The order itself goes along: a target that must search its own list needs to know how far back.
    const items = wave.map(({ matchKey, externalId, record }) => ({ key: matchKey, externalId, data: record.data as Data }))
    const by = target.matchBy
    const found = entity.find && by !== undefined ? await findExisting(entity.find, { by, items, signal: context.signal }) : undefined
    return wave.map((keyed) => {
      const refused = found?.refused.get(keyed.matchKey)
      if (refused) return ended(keyed, fail(keyed, refused))
      const hits = found?.existing.get(keyed.matchKey) ?? []
      const own = recent.get(keyed.matchKey)
      const existing = hits.length === 0 && own ? [own] : found && hits
      return openOne(keyed, existing, remembered.get(keyed.externalId))
    })
  }

  function openOne(keyed: KeyedRecord, existing: readonly Existing[] | undefined, remembered: Remembered | undefined): Ended | Opened {
    const { name, record } = keyed
    const opening = openOrder({ name, existing, remembered }, rules)
    switch (opening.kind) {
      case 'exists':
        if (opening.id === plannedId)
          return ended(keyed, passOn(keyed, { kind: 'skipped', code: 'exists', message: `${name} comes twice.` }))
        if (!isPlan) linkFound(keyed, opening.id, remembered)
        return ended(keyed, passOn(keyed, { kind: 'skipped', code: 'exists', message: opening.message, targetId: opening.id }))
      case 'unknown':
        return ended(keyed, endUnknown(keyed, target.target))
      case 'fail':
        return ended(keyed, fail(keyed, opening.error))
      case 'write': {
        const checked = checkData(entity.schema, record.data, name)
        if (!checked.ok) return ended(keyed, fail(keyed, checked.error))
        // The order entity's schema is the neutral order, which checkData has just held the data against.
        const order = checked.data as unknown as Order
        const needs = orderNeeds(order, name, rules)
        if (needs instanceof AppError) return ended(keyed, fail(keyed, needs))
        return { kind: 'opened', keyed, order, needs, attempt: opening.attempt, wasOpen: remembered?.isOpen ?? false }
      }
      default:
        return assertNever(opening)
    }
  }

  async function linkAllProducts(steps: readonly (Ended | Opened)[]): Promise<readonly (Ended | Linked)[]> {
    const opened = steps.filter((step) => step.kind === 'opened')
    const skus = opened.flatMap(({ needs }) => needs.skus)
    const found = findProducts && skus.length > 0 ? await findProducts(skus, context.signal) : { ids: new Map(), refused: new Map() }
    return steps.map((step) => {
      if (step.kind === 'ended') return step
      const refusal = step.needs.skus.map((sku) => found.refused.get(sku)).find((error) => error !== undefined)
      if (refusal) return ended(step.keyed, fail(step.keyed, withName(step.keyed, refusal)))
      const productIds = orderProducts(step.order, step.keyed.name, found.ids, rules)
      return productIds instanceof AppError
        ? ended(step.keyed, fail(step.keyed, productIds))
        : { ...step, kind: 'linked' as const, productIds }
    })
  }

  function decide(step: Ended | Linked, customers: ReadonlyMap<string, CustomerLink>): Ended | Placing {
    if (step.kind === 'ended') return step
    const { keyed, order, needs, attempt, wasOpen, productIds } = step
    const customer: CustomerLink | undefined =
      needs.customer.kind === 'given' ? { kind: 'linked', customerId: needs.customer.customerId } : customers.get(needs.customer.email)
    if (!customer) throw new Error(`${keyed.name}: its customer was looked up and came back without an answer.`)
    if (customer.kind === 'failed') return ended(keyed, fail(keyed, withName(keyed, customer.error)))
    const allowed = dataForCreate(order, target.policies)
    const checked = allowed === order ? { ok: true as const, data: allowed } : checkData(entity.schema, allowed, keyed.name)
    if (!checked.ok) return ended(keyed, fail(keyed, checked.error))
    const { record, externalId } = keyed
    const json = stableJson(checked.data)
    const intent = { externalId, entity: record.entity, key: record.key, action: 'create', hash: target.hashOf(json), sent: json } as const
    const links = { customerId: customer.customerId, contactId: customer.kind === 'linked' ? customer.contactId : undefined, productIds }
    const item = { key: record.key, externalId, data: checked.data, documentType: target.documentType, links, attempt }
    return { kind: 'place', keyed, customer, wasOpen, write: { action: 'create', intent, item }, data: checked.data }
  }

  function planned(step: Ended | Placing): Result {
    if (step.kind === 'ended') return step.result
    const { keyed, customer, data } = step
    recent.set(keyed.matchKey, { id: plannedId, data: {} })
    const changes = changesOfCreate(data)
    if (customer.kind !== 'planned') return passOn(keyed, { kind: 'planned', plannedKind: 'created', changes })
    const email = String((data.customer as Data | undefined)?.email ?? '')
    return passOn(keyed, {
      kind: 'planned',
      plannedKind: 'created',
      message: `${keyed.name}: customer ${email} would be ${customer.does} with it.`,
      changes: [...customer.changes.map((change) => ofCustomer(change, customer.does)), ...changes],
    })
  }

  function resultOf({ keyed, wasOpen }: Placing, end: WriteEnd | undefined): Result {
    if (!end) throw new Error(`${keyed.name}: a decided order came back without an end.`)
    if (end.kind === 'failed') return fail(keyed, end.error)
    if (end.kind === 'unknown') return endUnknown(keyed, target.target, end.error)
    recent.set(keyed.matchKey, { id: end.id, label: end.label, data: {} })
    const title = end.label ?? end.id
    // What is there after a run that broke off is what that run made.
    if (end.existed && !wasOpen) {
      const message = `${keyed.name} is already in ${target.target} as ${title}.`
      return passOn(keyed, { kind: 'skipped', code: 'exists', message, targetId: end.id })
    }
    return passOn(keyed, { kind: 'created', targetId: end.id, message: `${keyed.name} is ${title} in ${target.target}.` })
  }

  function linkFound({ externalId, record }: KeyedRecord, targetId: string | undefined, remembered: Remembered | undefined): void {
    if (targetId === undefined || (remembered?.targetId === targetId && !remembered.isOpen)) return
    if (remembered?.isOpen) journal.end([{ externalId, state: 'done', targetId, hash: target.hashOf(stableJson(record.data)) }])
    else journal.link([{ externalId, entity: record.entity, key: record.key, targetId }])
  }
}

const plannedId = '(planned)'

interface Ended {
  readonly kind: 'ended'
  readonly keyed: KeyedRecord
  readonly result: Result
}
interface Opened {
  readonly kind: 'opened'
  readonly keyed: KeyedRecord
  readonly order: Order
  readonly needs: OrderNeeds
  readonly attempt: 'first' | 'again'
  /** An earlier run intended it and did not say how that ended. */
  readonly wasOpen: boolean
}
interface Linked extends Omit<Opened, 'kind'> {
  readonly kind: 'linked'
  readonly productIds: Readonly<Record<string, string>>
}
interface Placing {
  readonly kind: 'place'
  readonly keyed: KeyedRecord
  readonly customer: Exclude<CustomerLink, { kind: 'failed' }>
  readonly wasOpen: boolean
  readonly write: Write
  readonly data: Data
}
type Step = Ended | Opened | Linked | Placing

function ended(keyed: KeyedRecord, result: Result): Ended {
  return { kind: 'ended', keyed, result }
}

/** By e-mail address; the last order of a batch tells the newest about its customer. */
function wantedCustomers(steps: readonly (Ended | Linked)[]): ReadonlyMap<string, WantedCustomer> {
  const wanted = steps.flatMap((step) =>
    step.kind === 'linked' && step.needs.customer.kind === 'by-email'
      ? [[step.needs.customer.email, { ...step.needs.customer, origin: step.keyed.record.origin }] as const]
      : [],
  )
  return new Map(wanted)
}

function orderRules(connection: BoundConnection, target: EntityTarget, looksUpProducts: boolean): OrderRules {
  const { settings } = target.context
  return {
    target: target.target,
    idempotency: target.entity.create?.idempotency ?? 'none',
    repeatUnknown: settings.repeatUnknown,
    checkTotals: settings.checkTotals,
    productLines: settings.linesNeedingProduct,
    looksUpProducts,
    customers: customerRules(connection, target),
  }
}

function customerRules(connection: BoundConnection, { target, context: { settings } }: EntityTarget): CustomerRules {
  const { defaultCustomer } = settings
  if (settings.customers === 'default' || settings.missingEmail === 'default-customer') {
    if (!defaultCustomer) throw new SettingsError('"Default debtor" is missing.', { code: 'default-customer' })
    if (settings.customers === 'default') return { mode: 'default', customerId: defaultCustomer }
  }
  const customer = entityNamed(connection, 'customer')
  if (!customer?.create || !customer.find?.by.includes('email')) {
    throw new SettingsError(`${target} cannot find and create customers by e-mail; choose the default debtor.`, { code: 'customers' })
  }
  return {
    mode: 'by-email',
    fallbackId: settings.missingEmail === 'default-customer' ? defaultCustomer : undefined,
    record: {
      target,
      createMissing: true,
      updateExisting: settings.updateCustomers,
      idempotency: customer.create.idempotency,
      repeatUnknown: settings.repeatUnknown,
      several: settings.severalCustomers,
    },
  }
}

function customerLinker(connection: BoundConnection, { context }: EntityTarget, rules: CustomerRules) {
  const entity = entityNamed(connection, 'customer')
  if (rules.mode === 'default' || !entity) return async () => new Map<string, CustomerLink>()
  const { customerPolicies: policies = {}, customerSettings: settings } = context.settings
  const target = openEntity(context, connection, { entity, matchBy: 'email', policies, settings })
  return createCustomerLinker(target, { ...rules.record, compare: target.compare })
}

function entityNamed({ entities }: BoundConnection, name: string): BoundEntity | undefined {
  return Object.values(entities).find(({ entity }) => entity === name)
}

function ofCustomer({ path, from, to, rule }: FieldChange, does: 'created' | 'updated'): FieldChange {
  return { path: `customer.${path}`, from, to, rule: rule ?? `customer ${does} with the order` }
}

/** The customer's or the product's error, told about the order that met it. */
function withName({ name }: KeyedRecord, error: AppError): AppError {
  const { code, fix, hint, facts } = error
  return new AppError(`${name}: ${error.message}`, { code, fix, hint, facts, cause: error })
}

function assertNever(opening: never): never {
  throw new Error(`Unhandled opening ${JSON.stringify(opening)}`)
}
