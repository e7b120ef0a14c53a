import Big from 'big.js'
import { DataError } from '#core/kit/errors.ts'
import type { Order, OrderLine } from '#core/model/order.ts'

/** Finer than any till prices; what a division leaves beyond it is dust. */
const priceDecimals = 6

/** The price of one without VAT and after discount. @throws DataError when it can be neither taken nor computed */
export function unitPriceExcl(line: OrderLine, name: string): string {
  const price = line.priceExcl === undefined ? withoutVat(line, name) : new Big(line.priceExcl)
  return text(discounted(price, line).round(priceDecimals))
}

function withoutVat({ priceIncl, taxRate }: OrderLine, name: string): Big {
  if (priceIncl !== undefined && taxRate !== undefined) return new Big(priceIncl).div(new Big(taxRate).div(100).plus(1))
  throw new DataError(`${name}: it has no price without VAT.`, {
    code: 'price-missing',
    hint: 'Sales orders in AccountView are priced without VAT. Map the price excl. tax, or the price incl. tax together with the tax rate.',
  })
}

function discounted(amount: Big, { discountPercent = '0' }: OrderLine): Big {
  return amount.times(new Big(100).minus(discountPercent)).div(100)
}

export type AmountKind = 'excl' | 'incl'

/** Whether the amounts of an invoice go with or without VAT: as the source counts, where every line has them so. */
export function amountKind(
  lines: readonly OrderLine[],
  { number, pricesIncludeTax }: Pick<Order, 'number' | 'pricesIncludeTax'>,
): AmountKind {
  const kinds: readonly AmountKind[] = pricesIncludeTax ? ['incl', 'excl'] : ['excl', 'incl']
  const found = kinds.find((kind) => lines.every((line) => amountOf(line, kind) !== undefined))
  if (found) return found
  throw new DataError(`Order ${number}: its lines have neither all amounts without VAT nor all amounts with VAT.`, {
    code: 'amount-missing',
    hint: 'Map the price or the total of every line, excl. or incl. tax.',
  })
}

/** The amount of a line in cents of the currency; undefined where it is not told this way. */
export function amountOf(line: OrderLine, kind: AmountKind): string | undefined {
  const total = kind === 'excl' ? line.totalExcl : line.totalIncl
  if (total !== undefined) return text(new Big(total).round(2))
  const price = kind === 'excl' ? line.priceExcl : line.priceIncl
  return price === undefined ? undefined : text(discounted(new Big(price), line).times(line.quantity).round(2))
}

function text(amount: Big): string {
  return amount.eq(0) ? '0' : amount.toFixed()
}
