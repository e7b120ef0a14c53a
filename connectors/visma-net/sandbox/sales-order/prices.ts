import { type Company, type Item, type Row, stamp } from '../company.ts'

/**
 * The price of a line that brings none: promotion, customer, its price class, base, and at last the item's own.
 * The vendor does not state the order; this is the one its settings suggest.
 */
export function priceOf(
  company: Company,
  { item, customer, quantity }: { readonly item: Item; readonly customer: Row; readonly quantity: number },
): number {
  const now = stamp(company.now())
  const priceClass = (customer.priceClass as Row | undefined)?.id
  const fitting = company.prices.filter(
    (one) =>
      one.inventoryId === item.dto.inventoryNumber &&
      one.breakQty <= quantity &&
      (one.effectiveDate ?? now) <= now &&
      (one.expirationDate ?? now) >= now &&
      (one.priceType === 'Base' || one.priceCode === (one.priceType === 'Customer' ? customer.number : priceClass)),
  )
  const rank = ({ promotion, priceType }: (typeof fitting)[number]) =>
    promotion ? 3 : { Customer: 2, CustomerPriceClass: 1, Base: 0 }[priceType]
  const [best] = fitting.toSorted((left, right) => rank(right) - rank(left) || right.breakQty - left.breakQty)
  return best?.price ?? Number(item.dto.defaultPrice)
}
