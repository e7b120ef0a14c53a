import type { Existing, Idempotency } from '#core/kit/define-connector.ts'
import type { Remembered } from '#core/kit/define-node.ts'
import { DataError } from '#core/kit/errors.ts'
import type { Order } from '#core/model/order.ts'
import { type CustomerNeed, type CustomerRules, customerNeed } from './order-customer.ts'
import { linkProducts, type ProductLineKinds, skusOf } from './order-products.ts'
import { checkTotals } from './order-totals.ts'
import { planRecord } from './plan-record.ts'

export interface OrderRules {
  readonly target: string
  readonly idempotency: Idempotency
  readonly repeatUnknown: boolean
  readonly checkTotals: boolean
  readonly customers: CustomerRules
  readonly productLines: ProductLineKinds
  /** False when the target cannot look products up: lines then go without a link. */
  readonly looksUpProducts: boolean
}

/** First step: is the order already there? An order is written once and never updated. */
export type OrderOpening =
  | { readonly kind: 'write'; readonly attempt: 'first' | 'again' }
  | { readonly kind: 'exists'; readonly message: string; readonly id?: string }
  | { readonly kind: 'unknown'; readonly code: string; readonly message: string; readonly hint: string }
  | { readonly kind: 'fail'; readonly error: DataError }

export function openOrder(
  {
    name,
    existing,
    remembered,
  }: { readonly name: string; readonly existing: readonly Existing[] | undefined; readonly remembered?: Remembered },
  { target, idempotency, repeatUnknown }: Pick<OrderRules, 'target' | 'idempotency' | 'repeatUnknown'>,
): OrderOpening {
  // The empty hash never equals a sent one: an order that is there is told as `exists`, changed or not.
  const plan = planRecord(
    { name, data: {}, hash: '', existing, remembered },
    { target, idempotency, repeatUnknown, createMissing: true, updateExisting: false, several: 'first' },
  )
  switch (plan.kind) {
    case 'create':
      return { kind: 'write', attempt: plan.attempt }
    case 'skip':
      return { kind: 'exists', message: plan.message, id: plan.id }
    case 'unknown':
    case 'fail':
      return plan
    case 'update':
    case 'unchanged':
      throw new Error(`An order is never planned as ${plan.kind}: updating is off and its hash is empty.`)
    default:
      return assertNever(plan)
  }
}

/** Second step: what has to be looked up for it, once it is sound in itself. */
export interface OrderNeeds {
  readonly customer: CustomerNeed
  readonly skus: readonly string[]
}

export function orderNeeds(order: Order, name: string, rules: OrderRules): OrderNeeds | DataError {
  const mismatch = rules.checkTotals ? checkTotals(order, name) : undefined
  if (mismatch) return mismatch
  const customer = customerNeed(order, name, rules.customers)
  if (customer instanceof DataError) return customer
  return { customer, skus: rules.looksUpProducts ? skusOf(order) : [] }
}

/** Third step: the links to products. All must be there before a customer is written for the order. */
export function orderProducts(
  order: Order,
  name: string,
  productIds: ReadonlyMap<string, readonly string[]>,
  rules: OrderRules,
): Readonly<Record<string, string>> | DataError {
  if (!rules.looksUpProducts) return {}
  return linkProducts(order, { name, target: rules.target, productIds, kinds: rules.productLines })
}

function assertNever(plan: never): never {
  throw new Error(`Unhandled plan ${JSON.stringify(plan)}`)
}
