import type { Existing } from '#core/kit/define-connector.ts'
import type { Remembered } from '#core/kit/define-node.ts'
import { DataError } from '#core/kit/errors.ts'
import type { Customer } from '#core/model/customer.ts'
import { emailKey } from '#core/model/customer.ts'
import type { Order } from '#core/model/order.ts'
import { type Data, isPlainObject } from './field-path.ts'
import { emailOf } from './match-key.ts'
import { planRecord, type RecordPlan, type RecordRules } from './plan-record.ts'

/** How an order flow comes to the debtor of a document. */
export type CustomerRules =
  | { readonly mode: 'default'; readonly customerId: string }
  | {
      readonly mode: 'by-email'
      /** The debtor for orders without an e-mail address; absent: such orders fail. */
      readonly fallbackId?: string
      /** `several` and the rest as for any record; `updateExisting` is the switch "update customers". */
      readonly record: RecordRules
    }

/** What has to be known about the customer before the order can be planned. */
export type CustomerNeed =
  | { readonly kind: 'given'; readonly customerId: string }
  | { readonly kind: 'by-email'; readonly email: string; readonly customer: DerivedCustomer }

/** A customer as one order tells it: only what the order says, so that nothing else of the target's is touched. */
export type DerivedCustomer = Omit<Customer, 'contacts' | 'active'> & Partial<Pick<Customer, 'contacts'>>

export function customerNeed(order: Order, name: string, rules: CustomerRules): CustomerNeed | DataError {
  if (rules.mode === 'default') return { kind: 'given', customerId: rules.customerId }
  const email = emailOf(order.customer.email)
  if (email !== undefined) return { kind: 'by-email', email, customer: customerOfOrder(order, email) }
  if (rules.fallbackId !== undefined) return { kind: 'given', customerId: rules.fallbackId }
  const given = order.customer.email?.trim()
  return new DataError(given ? `${name}: "${given}" is no e-mail address.` : `${name}: its customer has no e-mail address.`, {
    code: 'customer-without-email',
    hint: 'Fill it in in the source, or let this flow book such orders on a default debtor.',
  })
}

/** With a company name a company with the orderer as its contact, else a person. */
export function customerOfOrder(order: Order, email: string): DerivedCustomer {
  const { customer, billing, shipping } = order
  const company = filled(customer.company) ?? filled(billing?.company)
  const person = filled(customer.name) ?? filled(billing?.name) ?? filled(shipping?.name) ?? email
  const phone = filled(customer.phone) ?? filled(billing?.phone)
  const shared = withoutEmpty({ email, phone, vatNumber: filled(customer.vatNumber), billing, shipping })
  return company === undefined
    ? { kind: 'person', name: person, ...shared }
    : { kind: 'company', name: company, ...shared, contacts: [withoutEmpty({ name: person, email, phone })] }
}

/**
 * A new customer is billed where the parcel goes when the order names no other address. One that is there keeps its own:
 * two orders to two delivery addresses would otherwise overwrite it in turn.
 */
function newCustomer(customer: DerivedCustomer): DerivedCustomer {
  return withoutEmpty({ ...customer, billing: customer.billing ?? customer.shipping })
}

export type CustomerDecision =
  | { readonly kind: 'use'; readonly customerId: string; readonly contactId?: string; readonly isSent: boolean }
  | { readonly kind: 'write'; readonly plan: Extract<RecordPlan, { kind: 'create' | 'update' }>; readonly data: Data }
  | { readonly kind: 'fail'; readonly error: DataError }

/** `hash` is that of the customer as derived; `existing` what the target has for the e-mail address. */
export function decideCustomer(
  {
    email,
    customer,
    hash,
    existing,
    remembered,
  }: {
    readonly email: string
    readonly customer: DerivedCustomer
    readonly hash: string
    readonly existing: readonly Existing[]
    readonly remembered?: Remembered
  },
  rules: RecordRules,
): CustomerDecision {
  const name = `Customer ${email}`
  const chosen = existing.length === 1 || rules.several === 'first' ? existing[0] : existing.find(({ id }) => id === remembered?.targetId)
  const data = chosen ? fitToExisting(customer, chosen.data) : customer
  const plan = planRecord({ name, data, hash, existing, remembered }, rules)
  switch (plan.kind) {
    case 'create':
      return { kind: 'write', plan, data: plan.replaces ? customer : newCustomer(customer) }
    case 'update':
      return { kind: 'write', plan, data: plan.data }
    case 'unchanged':
    case 'skip':
      return plan.id === undefined
        ? { kind: 'fail', error: new DataError(`${name} is not in ${rules.target}.`, { code: 'customer-missing' }) }
        : {
            kind: 'use',
            customerId: plan.id,
            contactId: chosen && contactIdOf(chosen.data, customer),
            isSent: plan.kind === 'unchanged',
          }
    case 'unknown':
      return { kind: 'fail', error: new DataError(plan.message, { code: 'customer-unknown', hint: plan.hint }) }
    case 'fail':
      return { kind: 'fail', error: plan.error.code === 'ambiguous' ? ambiguousCustomer(email, existing, rules.target) : plan.error }
    default:
      return assertNever(plan)
  }
}

/** The id of the orderer below a company, where the target tells contacts apart. */
export function contactIdOf(existing: Data, { kind, email }: DerivedCustomer): string | undefined {
  if (kind !== 'company' || email === undefined) return undefined
  const found = contactsOf(existing).find((contact) => typeof contact.email === 'string' && emailKey(contact.email) === email)
  return typeof found?.id === 'string' ? found.id : undefined
}

/**
 * A private order on a company's e-mail address must not turn the company into a person (or the reverse): name and kind stay.
 * The orderer is added to the contacts that are there, never put in their place.
 */
function fitToExisting(customer: DerivedCustomer, existing: Data): Data {
  const { kind, name, contacts = [], ...shared } = customer
  if (typeof existing.kind === 'string' && existing.kind !== kind) return shared
  const present = contactsOf(existing)
  const isPresent = (email: string | undefined) =>
    present.some((contact) => typeof contact.email === 'string' && emailKey(contact.email) === email)
  const added = contacts.filter((contact) => !isPresent(contact.email))
  return added.length === 0 ? { kind, name, ...shared } : { kind, name, ...shared, contacts: [...present, ...added] }
}

function contactsOf(data: Data): readonly Data[] {
  return Array.isArray(data.contacts) ? data.contacts.filter(isPlainObject) : []
}

function ambiguousCustomer(email: string, existing: readonly Existing[], target: string): DataError {
  const ids = existing.map(({ id }) => id)
  const names = existing.map(({ id, label }) => (label === undefined ? id : `${label} (${id})`))
  return new DataError(`${target} has ${ids.length} customers with e-mail ${email}: ${names.join(', ')}.`, {
    code: 'customer-ambiguous',
    hint: `Merge them in ${target}, or let this flow take the first.`,
    facts: { ids },
  })
}

function filled(text: string | undefined): string | undefined {
  const trimmed = text?.trim()
  return trimmed === '' ? undefined : trimmed
}

function withoutEmpty<T extends Record<string, unknown>>(values: T): T {
  // Members that are undefined are absent members: the type already allows both.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T
}

function assertNever(plan: never): never {
  throw new Error(`Unhandled plan ${JSON.stringify(plan)}`)
}
