import type { Value } from '../schema/shapes.ts'
import type { NewOrder, Till } from './till.ts'

/** What an order of a seed went through: paid in part or in full, invoiced, cancelled; `oddity` is then written over it, right or wrong. */
export interface OrderSeed {
  readonly order: NewOrder
  /** Payments, given the total in cents that the till made of the order. */
  readonly pay?: (totalCents: number) => readonly Value<'Payment'>[]
  readonly end?: 'deposit' | 'invoice' | 'cancelled'
  readonly oddity?: (order: Value<'Order'>) => Partial<Value<'Order'>>
}

/** What a till holds when it starts, in the vendor's own shapes. Branches, VAT codes and methods are always the same. */
export interface ShopSeed {
  /** Parents before their children; parent 0 is the top. */
  readonly groups?: readonly { readonly groupNumber: number; readonly parent: number; readonly name: string }[]
  readonly products?: readonly Value<'Product'>[]
  readonly relations?: readonly Value<'Relation'>[]
  readonly stock?: readonly Value<'SetStockRequest'>[]
  readonly orders?: readonly OrderSeed[]
  readonly invoices?: readonly Value<'Invoice'>[]
}

/** Fills a till by its own rules. @throws Error naming what the till refused. */
export function plantSeed(
  till: Till,
  { groups = [], products = [], relations = [], stock = [], orders = [], invoices = [] }: ShopSeed,
): void {
  for (const group of groups) till.addGroup(group)
  for (const product of products) till.addProduct(product)
  for (const relation of relations) till.addRelation(relation)
  for (const level of stock) till.setStock(level)
  for (const seed of orders) plantOrder(till, seed)
  for (const invoice of invoices) till.addInvoice(invoice)
}

function plantOrder(till: Till, { order, pay, end, oddity }: OrderSeed): void {
  let kept = till.addOrder(order)
  if (end === 'cancelled') kept = till.cancelOrder(kept.orderId)
  else if (end !== undefined) kept = till.payOrder(kept.orderId, pay?.(kept.totalInclAmount ?? 0) ?? [], end)
  if (oddity) till.changeOrder(kept.orderId, oddity(kept))
}
