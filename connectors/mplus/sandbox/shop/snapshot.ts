import { formatScaled } from './amounts.ts'
import type { Shop } from './shop.ts'

/** JSON values only. */
export type SnapshotValue = string | number | boolean | null | readonly SnapshotValue[] | { readonly [name: string]: SnapshotValue }

/** Given out by the till or the clock: two histories that end in the same business state differ in these alone. */
const incidental: ReadonlySet<string> = new Set([
  'syncMarker',
  'createTimestamp',
  'changeTimestamp',
  'entryTimestamp',
  'changeCounter',
  'versionNumber',
  'orderId',
  'orderIds',
  'orderNumber',
  'invoiceId',
  'invoiceIds',
  'invoiceNumber',
  'invoiceNumbers',
  'lineId',
  'paymentId',
  'productNumber',
  'relationNumber',
])

/**
 * The business state in an order that depends on content alone, so that two tills can be compared byte for byte with JSON.stringify.
 * Numbers and ids the till gives out are replaced by what they stand for: a relation by its names and e-mail, a group by its path.
 */
export function takeSnapshot(shop: Shop): { readonly [name: string]: SnapshotValue } {
  const nameRelation = (relationNumber: number | undefined) => {
    const relation = shop.relations.get(relationNumber ?? 0)
    return relation
      ? [relation.extRelationId, relation.companyName, relation.name, relation.email].map((part) => part ?? '').join(' | ')
      : null
  }
  const groupPath = (groupNumber: number): string => {
    const group = shop.groups.get(groupNumber)
    return group ? `${group.parent === 0 ? '' : `${groupPath(group.parent)} / `}${group.name}` : ''
  }
  return {
    groups: sorted(
      [...shop.groups.values()].map(({ groupNumber, text, sortOrder }) => ({ path: groupPath(groupNumber), text, sortOrder })),
    ),
    products: sorted(
      [...shop.products.values()].map(({ groupNumbers = [], articleList, ...product }) => ({
        ...(canonical(product) as object),
        groups: groupNumbers.map(groupPath).sort(),
        articles: sorted(articleList.article.map(canonical)),
      })),
    ),
    relations: sorted([...shop.relations.values()].map(canonical)),
    stock: sorted(
      [...shop.stock.values()].map(({ branchNumber, articleNumber, free, reserved, incoming }) => ({
        branchNumber,
        articleNumber,
        free: formatScaled(free),
        reserved: formatScaled(reserved),
        incoming: formatScaled(incoming),
      })),
    ),
    orders: sorted([...shop.orders.values()].map((order) => ({ ...canonicalObject(order), relation: nameRelation(order.relationNumber) }))),
    invoices: sorted(
      [...shop.invoices.values()].map((invoice) => ({ ...canonicalObject(invoice), relation: nameRelation(invoice.relationNumber) })),
    ),
  }
}

/** Without the incidental, with keys in alphabetical order. */
function canonical(value: unknown): SnapshotValue {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value === 'object' && value !== null) return canonicalObject(value)
  // What is left over of the vendor's shapes is text, whole numbers and booleans.
  return value as string | number | boolean
}

function canonicalObject(value: object): { readonly [name: string]: SnapshotValue } {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inner]) => inner !== undefined && !incidental.has(name))
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, inner]) => [name, canonical(inner)]),
  )
}

function sorted(values: readonly unknown[]): SnapshotValue[] {
  return values
    .map((value) => canonical(value))
    .map((value) => ({ value, text: JSON.stringify(value) }))
    .sort((left, right) => (left.text < right.text ? -1 : left.text > right.text ? 1 : 0))
    .map(({ value }) => value)
}
