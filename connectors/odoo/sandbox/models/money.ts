import Big from 'big.js'
import { type Environment, rowsOf } from '../engine/environment.ts'
import type { Row } from '../engine/table.ts'

export interface Amounts {
  readonly excl: number
  readonly tax: number
  readonly incl: number
}

/**
 * Amounts of a line, rounded half up on cents per line.
 * A tax whose price includes it is taken out of the price; others are added.
 */
export function lineAmounts(
  environment: Environment,
  line: { readonly price: number; readonly quantity: number; readonly discount: number; readonly taxIds: readonly number[] },
): Amounts {
  const taxes = rowsOf(environment, 'account.tax', line.taxIds).flatMap((tax) => leafTaxes(environment, tax))
  const gross = new Big(line.price).times(line.quantity).times(new Big(100).minus(line.discount)).div(100)
  const included = taxes.filter((tax) => tax.price_include)
  const rate = included.filter(isRate).reduce<Big>((total, tax) => total.plus(Number(tax.amount)), new Big(0))
  const fixed = included
    .filter((tax) => !isRate(tax))
    .reduce<Big>((total, tax) => total.plus(new Big(Number(tax.amount)).times(line.quantity)), new Big(0))
  const base = gross.minus(fixed).div(rate.div(100).plus(1))
  const added = taxes
    .filter((tax) => !tax.price_include)
    .reduce<Big>((total, tax) => total.plus(taxOn(base, tax, line.quantity).round(2, Big.roundHalfUp)), new Big(0))
  if (included.length === 0) {
    const excl = base.round(2, Big.roundHalfUp)
    return { excl: excl.toNumber(), tax: added.toNumber(), incl: excl.plus(added).toNumber() }
  }
  const taken = gross.minus(base).round(2, Big.roundHalfUp)
  const excl = gross.round(2, Big.roundHalfUp).minus(taken)
  return { excl: excl.toNumber(), tax: taken.plus(added).toNumber(), incl: excl.plus(taken).plus(added).toNumber() }
}

const isRate = (tax: Row) => tax.amount_type === 'percent' || tax.amount_type === 'division'

function taxOn(base: Big, tax: Row, quantity: number): Big {
  const amount = new Big(Number(tax.amount))
  if (tax.amount_type === 'fixed') return amount.times(quantity)
  if (tax.amount_type === 'division') return base.div(new Big(1).minus(amount.div(100))).minus(base)
  return base.times(amount).div(100)
}

function leafTaxes(environment: Environment, tax: Row): readonly Row[] {
  if (tax.amount_type !== 'group') return [tax]
  return rowsOf(environment, 'account.tax', (tax.children_tax_ids ?? []) as readonly number[])
}
