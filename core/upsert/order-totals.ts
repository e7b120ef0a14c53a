import Big from 'big.js'
import { DataError } from '#core/kit/errors.ts'
import type { Order, OrderLine } from '#core/model/order.ts'

/**
 * Adds up all lines (products, shipping, discounts; amounts are signed as they stand) and holds the sum against the order's total.
 * Compared including tax where every line can be told so, else excluding tax. One cent per line is allowed for rounding.
 * Undefined when they agree, or when the order does not say enough to tell.
 */
export function checkTotals(order: Order, name: string): DataError | undefined {
  const checked = sumIncludingTax(order) ?? sumExcludingTax(order)
  if (checked === undefined) return undefined
  const { sum, total, basis } = checked
  const tolerance = new Big('0.01').times(Math.max(order.lines.length, 1))
  if (sum.minus(total).abs().lte(tolerance)) return undefined
  return new DataError(
    `${name}: its lines add up to ${money(sum)} ${order.currency} ${basis} tax, but its total says ${money(total)} ${order.currency}.`,
    {
      code: 'totals-mismatch',
      hint: 'A line, the shipping costs or a discount is missing or counted twice. Mend the mapping, or switch the totals check off.',
      facts: { sum: money(sum), total: money(total), basis: `${basis} tax` },
    },
  )
}

interface Sum {
  readonly sum: Big
  readonly total: Big
  readonly basis: 'including' | 'excluding'
}

function sumIncludingTax({ totals, lines }: Order): Sum | undefined {
  const sum = totals && addUp(lines, lineIncludingTax)
  return sum && { sum, total: new Big(totals.incl), basis: 'including' }
}

function sumExcludingTax({ totals, lines }: Order): Sum | undefined {
  if (!totals) return undefined
  const total = totals.excl ?? (totals.tax === undefined ? undefined : new Big(totals.incl).minus(totals.tax))
  const sum = total === undefined ? undefined : addUp(lines, lineExcludingTax)
  return total === undefined || sum === undefined ? undefined : { sum, total: new Big(total), basis: 'excluding' }
}

function addUp(lines: readonly OrderLine[], amountOf: (line: OrderLine) => Big | undefined): Big | undefined {
  let sum = new Big(0)
  for (const line of lines) {
    const amount = amountOf(line) ?? (line.kind === 'note' ? new Big(0) : undefined)
    if (amount === undefined) return undefined
    sum = sum.plus(amount)
  }
  return sum
}

function lineIncludingTax(line: OrderLine): Big | undefined {
  if (line.totalIncl !== undefined) return new Big(line.totalIncl)
  if (line.priceIncl !== undefined) return extended(line, line.priceIncl)
  const excluding = lineExcludingTax(line)
  if (excluding === undefined || line.taxRate === undefined) return undefined
  return excluding.times(new Big(line.taxRate).div(100).plus(1))
}

function lineExcludingTax(line: OrderLine): Big | undefined {
  if (line.totalExcl !== undefined) return new Big(line.totalExcl)
  return line.priceExcl === undefined ? undefined : extended(line, line.priceExcl)
}

function extended({ quantity, discountPercent }: OrderLine, price: string): Big {
  const factor = new Big(100).minus(discountPercent ?? 0).div(100)
  return new Big(price).times(quantity).times(factor)
}

function money(amount: Big): string {
  return amount.toFixed(2)
}
