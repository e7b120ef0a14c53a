import { DataError } from '#core/kit/errors.ts'
import type { Price } from '#core/model/price.ts'
import type { MplusArticle, MplusProduct, priceGroup } from '../soap/product-shapes.ts'
import type { Draft, Parsed } from '../soap/shape.ts'
import { withoutEmptyLists } from '../soap/without-empty-lists.ts'
import { toCents } from '../values/money.ts'
import { articleNumberOf } from '../values/sku.ts'
import type { ProductDraft } from './product-to-mplus.ts'

/** A price as the till can hold it: of one article, in one price group, from a whole number of pieces on. */
export interface PriceRule {
  /** `1/120101/12`: price group, article, quantity. */
  readonly id: string
  readonly group: string
  readonly sku: string
  readonly from: string
  readonly element: Draft<typeof priceGroup>
}

/** @throws DataError that says what of the price the till has no place for */
export function priceRule(key: string, data: Partial<Price>): PriceRule {
  const what = `Price ${key}`
  const refuse = (code: string, says: string, hint: string) => new DataError(`${what} ${says}`, { code, hint })
  if (data.sku === undefined || data.sku === '')
    throw refuse(
      'price-without-product',
      'is for no single product; MplusKASSA keeps prices inside its articles.',
      'Leave it out with a filter.',
    )
  if (data.customerNumber !== undefined || data.customerGroup !== undefined)
    throw refuse(
      'price-of-some-customers',
      'is for some customers only; MplusKASSA has prices of price groups.',
      'Put these customers into a price group of their own.',
    )
  if (data.validUntil !== undefined)
    throw refuse(
      'price-with-end',
      `ends on ${data.validUntil}; prices of price groups have no dates.`,
      'Leave it out with a filter, or send it without an end.',
    )
  const group = data.priceList ?? ''
  if (!/^\d{1,9}$/.test(group))
    throw refuse(
      'price-list-unknown',
      `is of the price list "${group}"; price groups of MplusKASSA are numbers.`,
      'Match the price lists of both systems in a “Match codes” node.',
    )
  const sku = articleNumberOf(data.sku, what)
  const from = wholeNumber(data.fromQuantity ?? '1')
  if (from === undefined)
    throw refuse(
      'quantity-not-whole',
      `holds from ${data.fromQuantity} pieces; MplusKASSA counts whole ones.`,
      'Round the quantity in the mapping.',
    )
  return { id: `${group}/${sku}/${from}`, group, sku, from, element: elementOf(data, { what, group, from }) }
}

function elementOf(data: Partial<Price>, { what, group, from }: { readonly what: string; readonly group: string; readonly from: string }) {
  const { priceExcl, priceIncl, discountPercent } = data
  if (priceExcl === undefined && priceIncl === undefined && discountPercent === undefined)
    throw new DataError(`${what} is neither a price nor a discount.`, { code: 'price-empty', hint: 'Map one of them.' })
  const percent = discountPercent === undefined ? undefined : wholeNumber(discountPercent)
  if (discountPercent !== undefined && percent === undefined) {
    throw new DataError(`${what} is a discount of ${discountPercent} %; MplusKASSA has whole percents.`, {
      code: 'discount-not-whole',
      hint: 'Round it in the mapping, or send the price after discount.',
    })
  }
  return {
    priceGroupNumber: group,
    priceIncl: priceIncl === undefined ? undefined : toCents(priceIncl, `${what}: the price`),
    priceExcl: priceExcl === undefined ? undefined : toCents(priceExcl, `${what}: the price`),
    discountPercentage: percent,
    minimumAmount: from === '1' ? undefined : from,
  }
}

/** Whole, however it is written: "12", "12.000". */
function wholeNumber(text: string): string | undefined {
  return /^(\d{1,9})(?:\.0+)?$/.exec(text)?.[1]?.replace(/^0+(?=\d)/, '')
}

/** Whether an entry of an article is the price of this group from this quantity on. */
export function isSameRule(one: Parsed<typeof priceGroup>, { group, from }: Pick<PriceRule, 'group' | 'from'>): boolean {
  const least = one.minimumAmount === undefined || one.minimumAmount === '0' ? '1' : one.minimumAmount
  return one.priceGroupNumber === group && least === from
}

/** The product as it stands with these prices in it; everything goes back whole, as with any change of a product. */
export function withRules(product: MplusProduct, rules: readonly PriceRule[]): ProductDraft {
  const { syncMarker: _marker, ...kept } = withoutEmptyLists(product)
  return {
    ...kept,
    articleList: product.articleList.map((article) =>
      articleWith(
        article,
        rules.filter(({ sku }) => sku === article.articleNumber),
      ),
    ),
  }
}

function articleWith(article: MplusArticle, rules: readonly PriceRule[]) {
  const {
    syncMarker: _marker,
    createTimestamp: _made,
    changeTimestamp: _changed,
    averagePurchasePrice: _average,
    ...kept
  } = withoutEmptyLists(article)
  if (rules.length === 0) return kept
  const others = article.priceGroupList.filter((one) => !rules.some((rule) => isSameRule(one, rule)))
  const named = (rule: PriceRule) => article.priceGroupList.find((one) => isSameRule(one, rule))?.description
  return { ...kept, priceGroupList: [...others, ...rules.map((rule) => ({ ...rule.element, description: named(rule) }))] }
}
