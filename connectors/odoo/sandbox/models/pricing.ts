import Big from 'big.js'
import { type Environment, linked, modelOf, rowOf, rowsOf, tableOf } from '../engine/environment.ts'
import type { Row } from '../engine/table.ts'
import { ancestors, fieldValue } from '../engine/values.ts'

interface Asked {
  readonly productId: number
  readonly quantity: number
  /** `2026-11-22 10:00:00`: rules outside their period do not count. */
  readonly moment: string
}

/** Price of a variant in a price list: that of the first rule that fits, else its sales price. */
export function priceOf(environment: Environment, pricelistId: unknown, asked: Asked): number {
  const rule = rulesOf(environment, pricelistId).find((item) => fits(environment, item, asked))
  return rule ? rulePrice(environment, rule, asked) : salesPrice(environment, asked.productId)
}

function salesPrice(environment: Environment, productId: number): number {
  const product = linked(environment, 'product.product', productId)
  return Number(fieldValue(environment, modelOf(environment, 'product.product'), product, 'lst_price'))
}

/** Most particular first: applied_on, quantity, category, newest. */
function rulesOf(environment: Environment, pricelistId: unknown): readonly Row[] {
  if (typeof pricelistId !== 'number') return []
  const rules = rowsOf(environment, 'product.pricelist.item', [
    ...tableOf(environment, 'product.pricelist.item').idsBy('pricelist_id', pricelistId),
  ])
  return rules.toSorted(
    (left, right) =>
      String(left.applied_on).localeCompare(String(right.applied_on)) ||
      Number(right.min_quantity ?? 0) - Number(left.min_quantity ?? 0) ||
      Number(right.categ_id || 0) - Number(left.categ_id || 0) ||
      right.id - left.id,
  )
}

function fits(environment: Environment, rule: Row, { productId, quantity, moment }: Asked): boolean {
  if (quantity < Number(rule.min_quantity ?? 0)) return false
  if (rule.date_start && String(rule.date_start) > moment) return false
  if (rule.date_end && String(rule.date_end) < moment) return false
  const { product_tmpl_id: templateId } = linked(environment, 'product.product', productId)
  switch (rule.applied_on) {
    case '0_product_variant':
      return rule.product_id === productId
    case '1_product':
      return rule.product_tmpl_id === templateId
    case '2_product_category': {
      const category = linked(environment, 'product.template', templateId).categ_id
      return typeof category === 'number' && ancestors(environment, 'product.category', [category]).has(Number(rule.categ_id))
    }
    default:
      return true
  }
}

function rulePrice(environment: Environment, rule: Row, asked: Asked): number {
  if (rule.compute_price === 'fixed') return Number(rule.fixed_price ?? 0)
  const base = new Big(basePrice(environment, rule, asked))
  const less = (percent: unknown) => base.times(new Big(100).minus(Number(percent ?? 0))).div(100)
  if (rule.compute_price === 'percentage') return less(rule.percent_price).toNumber()
  const discount = Number(rule.price_markup ?? 0) ? -Number(rule.price_markup) : rule.price_discount
  const step = Number(rule.price_round ?? 0)
  const rounded = step ? less(discount).div(step).round(0, Big.roundHalfUp).times(step) : less(discount)
  let price = rounded.plus(Number(rule.price_surcharge ?? 0))
  const least = base.plus(Number(rule.price_min_margin ?? 0))
  const most = base.plus(Number(rule.price_max_margin ?? 0))
  if (Number(rule.price_min_margin ?? 0) && price.lt(least)) price = least
  if (Number(rule.price_max_margin ?? 0) && price.gt(most)) price = most
  return price.toNumber()
}

function basePrice(environment: Environment, rule: Row, asked: Asked): number {
  if (rule.base === 'pricelist' && rowOf(environment, 'product.pricelist', rule.base_pricelist_id)) {
    return priceOf(environment, rule.base_pricelist_id, asked)
  }
  if (rule.base === 'standard_price') return Number(linked(environment, 'product.product', asked.productId).standard_price ?? 0)
  return salesPrice(environment, asked.productId)
}
