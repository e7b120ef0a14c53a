import { DataError } from '#core/kit/errors.ts'
import type { Order, OrderLine } from '#core/model/order.ts'

/** Kinds of order line that cannot be written without a product in the target. */
export type ProductLineKinds = readonly OrderLine['kind'][]

/** Every SKU worth looking up, once: those of lines that need a product, and of the others so that they can be linked. */
export function skusOf(order: Order): readonly string[] {
  return [...new Set(order.lines.flatMap(({ sku, kind }) => (filled(sku) && kind !== 'note' ? [sku] : [])))]
}

/**
 * The links of an order's lines to products.
 * @param productIds SKU → ids of the target; a SKU that is not in the map, or has no id, is not there.
 */
export function linkProducts(
  order: Order,
  {
    name,
    target,
    productIds,
    kinds,
  }: {
    readonly name: string
    readonly target: string
    readonly productIds: ReadonlyMap<string, readonly string[]>
    readonly kinds: ProductLineKinds
  },
): Readonly<Record<string, string>> | DataError {
  const needing = order.lines.map((line, index) => ({ line, number: index + 1 })).filter(({ line }) => kinds.includes(line.kind))
  const unnamed = needing.filter(({ line }) => !filled(line.sku))
  if (unnamed.length > 0) {
    const lines = unnamed.map(({ line, number }) => `line ${number} "${line.name}"`).join(', ')
    return new DataError(`${name}: ${lines} has no SKU.`, { code: 'product-without-sku', hint: 'Give the product a SKU in the source.' })
  }
  const needed = [...new Set(needing.flatMap(({ line }) => (filled(line.sku) ? [line.sku] : [])))]
  return missing(needed, { name, target, productIds }) ?? ambiguous(needed, { name, target, productIds }) ?? links(order, productIds)
}

interface Lookup {
  readonly name: string
  readonly target: string
  readonly productIds: ReadonlyMap<string, readonly string[]>
}

function missing(skus: readonly string[], { name, target, productIds }: Lookup): DataError | undefined {
  const absent = skus.filter((sku) => (productIds.get(sku) ?? []).length === 0)
  if (absent.length === 0) return undefined
  return new DataError(`${name}: no product with SKU ${absent.join(', ')} in ${target}.`, {
    code: 'product-missing',
    hint: 'Create them there, or let this flow send products first.',
    facts: { skus: absent },
  })
}

function ambiguous(skus: readonly string[], { name, target, productIds }: Lookup): DataError | undefined {
  const doubled = skus.filter((sku) => (productIds.get(sku) ?? []).length > 1)
  if (doubled.length === 0) return undefined
  const named = doubled.map((sku) => `${sku} (${(productIds.get(sku) ?? []).join(', ')})`)
  return new DataError(`${name}: ${target} has several products with SKU ${named.join('; ')}.`, {
    code: 'product-ambiguous',
    hint: `Give all but one another SKU in ${target}.`,
    facts: { skus: doubled },
  })
}

function links(order: Order, productIds: ReadonlyMap<string, readonly string[]>): Readonly<Record<string, string>> {
  const entries = skusOf(order).flatMap((sku) => {
    const [id, ...others] = productIds.get(sku) ?? []
    return id === undefined || others.length > 0 ? [] : [[sku, id] as const]
  })
  return Object.fromEntries(entries)
}

function filled(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== ''
}
