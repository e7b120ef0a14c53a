import type { z } from 'zod'
import { category } from './category.ts'
import { customer } from './customer.ts'
import { order } from './order.ts'
import { price } from './price.ts'
import { product } from './product.ts'
import { stock } from './stock.ts'

/** The kinds of record every system is translated to and from. */
export const entities = {
  order: { label: 'Order', plural: 'Orders', schema: order, keyLabel: 'Order number' },
  customer: { label: 'Customer', plural: 'Customers', schema: customer, keyLabel: 'E-mail' },
  product: { label: 'Product', plural: 'Products', schema: product, keyLabel: 'SKU' },
  stock: { label: 'Stock', plural: 'Stock', schema: stock, keyLabel: 'SKU' },
  price: { label: 'Price', plural: 'Prices', schema: price, keyLabel: 'Price list and SKU' },
  category: { label: 'Category', plural: 'Categories', schema: category, keyLabel: 'Path' },
} as const satisfies Record<string, { label: string; plural: string; schema: z.ZodType; keyLabel: string }>

export type EntityName = keyof typeof entities

/** `Orders`; a kind of record the model does not know by its own name. */
export function pluralOf(entity: string): string {
  const known: Readonly<Record<string, { readonly plural: string }>> = entities
  return (Object.hasOwn(known, entity) ? known[entity]?.plural : undefined) ?? entity
}
