import Big from 'big.js'
import type { Product } from '#core/model/product.ts'
import type { Tax } from '../reference-data.ts'
import { given } from '../values.ts'

export type Prices = Pick<Product, 'priceExcl' | 'priceIncl'>

/** The sales tax of a product, as far as its price depends on it. `percent` is absent where it is no percentage, or not known. */
export type PriceTax = Pick<Tax, 'percent' | 'isPriceIncluded'>

/** Odoo's one list price and what it means. */
export interface ListPrice {
  readonly tax: PriceTax
  /** Decimals Odoo keeps of it: two unless changed. Absent since Odoo 19, which keeps all it is given (observed on 19.0). */
  readonly digits: number | undefined
}

/** Decimals of a price that is worked out where Odoo keeps all: at a quantity of a thousand a total still agrees to the cent. */
const workedOutDigits = 6

/** The tax that says what the list price means: one that is included makes it a price with tax; several leave the percentage open. */
export function priceTaxOf(taxes: readonly Tax[]): PriceTax {
  const [tax, another] = taxes
  return { percent: another ? undefined : tax?.percent, isPriceIncluded: taxes.some((one) => one.isPriceIncluded) }
}

/** The price in Odoo, and the other one worked out from it in cents, or in up to four decimals where Odoo's has as many. */
export function pricesFromOdoo(amount: string | undefined, tax: PriceTax): Prices {
  if (amount === undefined) return {}
  const decimals = amount.split('.')[1]?.length ?? 0
  const other = exchange(amount, tax)
    ?.round(Math.min(4, Math.max(2, decimals)))
    .toFixed()
  return given(tax.isPriceIncluded ? { priceExcl: other, priceIncl: amount } : { priceExcl: amount, priceIncl: other })
}

/** What Odoo's list price has to be for the prices of a record: the one Odoo wants, else worked out. Undefined when neither will do. */
export function listPriceOf({ priceExcl, priceIncl }: Prices, { tax, digits }: ListPrice): string | undefined {
  const [own, other] = tax.isPriceIncluded ? [priceIncl, priceExcl] : [priceExcl, priceIncl]
  if (own !== undefined) return digits === undefined ? own : new Big(own).round(digits).toFixed()
  if (other === undefined) return undefined
  const worked = exchange(other, { ...tax, isPriceIncluded: !tax.isPriceIncluded })
  return worked?.round(digits ?? workedOutDigits).toFixed()
}

/**
 * The prices of a record as Odoo can hold them. Odoo has one price: where it is what the record asks for, no other figure of the
 * record is a difference; where it is not, the price that does not count in Odoo is left out.
 */
export function heldPrices(
  asked: Prices,
  { existing, amount, ...price }: ListPrice & { existing: Prices; amount: string | undefined },
): Prices {
  const wanted = listPriceOf(asked, price)
  if (wanted === undefined) return asked
  const isThere = amount !== undefined && new Big(wanted).eq(amount)
  const own = price.tax.isPriceIncluded ? 'priceIncl' : 'priceExcl'
  if (isThere) return given({ priceExcl: asked.priceExcl && existing.priceExcl, priceIncl: asked.priceIncl && existing.priceIncl })
  return asked[own] === undefined ? asked : { [own]: asked[own] }
}

/** From a price with the tax to one without, or the other way round. */
function exchange(amount: string, { percent, isPriceIncluded }: PriceTax): Big | undefined {
  if (percent === undefined) return undefined
  const factor = new Big(percent).div(100).plus(1)
  if (!isPriceIncluded) return new Big(amount).times(factor)
  return factor.eq(0) ? undefined : new Big(amount).div(factor)
}
