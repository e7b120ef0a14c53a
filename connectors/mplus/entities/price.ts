import { attempt } from '#core/kit/attempt.ts'
import {
  type CreateItem,
  defineEntity,
  type Existing,
  type FindItem,
  type FindRequest,
  type WriteRequest,
  type WriteResult,
} from '#core/kit/define-connector.ts'
import { DataError, toAppError, VendorError } from '#core/kit/errors.ts'
import { type Price, price as schema } from '#core/model/price.ts'
import type { MplusClient } from '../client.ts'
import { refusalError } from '../failures.ts'
import type { MplusProduct } from '../soap/product-shapes.ts'
import { fromCents } from '../values/money.ts'
import { isArticleNumber } from '../values/sku.ts'
import { isSameRule, type PriceRule, priceRule, withRules } from './price-to-mplus.ts'
import { productsByArticle } from './product-find.ts'

type PriceData = Partial<Price>

/**
 * Prices of price groups, which the till keeps inside its articles: a price or a discount, from a quantity on. Creating and
 * updating are the same write. The vendor does not publish whether an article takes them, so every write is read back.
 */
export const price = defineEntity<MplusClient, PriceData>({
  entity: 'price',
  label: 'Prices of price groups',
  schema,
  find: {
    by: ['rule'],
    run: async (client, { items, signal }: FindRequest) => {
      const products = await productsOf(client, items, signal)
      return new Map(items.map((item) => [item.key, existingOf(item, products, client.currency)]))
    },
  },
  create: { idempotency: 'absolute', batch: 200, run: setPrices },
  // A price group goes by its number.
  codes: { write: { 'price-list': { list: 'price-groups' } } },
})

function productsOf(client: MplusClient, items: readonly Pick<FindItem, 'data'>[], signal: AbortSignal) {
  const skus = items.flatMap(({ data }) => (typeof data?.sku === 'string' && isArticleNumber(data.sku) ? [data.sku] : []))
  return skus.length === 0 ? new Map<string, MplusProduct>() : productsByArticle(client, skus, signal)
}

function existingOf({ key, data }: FindItem, products: ReadonlyMap<string, MplusProduct>, currency: string): readonly Existing[] {
  const wanted = ruleOrNothing(key, data)
  if (!wanted) return []
  const article = products.get(wanted.sku)?.articleList.find(({ articleNumber }) => articleNumber === wanted.sku)
  const held = article?.priceGroupList.find((one) => isSameRule(one, wanted))
  if (!held) return []
  const amount = (cents: string | undefined) => (cents === undefined || cents === '0' ? undefined : fromCents(cents))
  const percent = held.discountPercentage === '0' ? undefined : held.discountPercentage
  const same = { priceList: wanted.group, sku: wanted.sku, fromQuantity: wanted.from, currency }
  const existing = { ...same, priceExcl: amount(held.priceExcl), priceIncl: amount(held.priceIncl), discountPercent: percent }
  const { priceExcl, priceIncl, discountPercent } = data as PriceData
  return [{ id: wanted.id, label: wanted.id, data: existing, wanted: { ...same, priceExcl, priceIncl, discountPercent } }]
}

/** What cannot be a price of the till is found nowhere; writing it says why. */
function ruleOrNothing(key: string, data: FindItem['data']): PriceRule | undefined {
  try {
    return data && priceRule(key, data as PriceData)
  } catch (error) {
    if (error instanceof DataError) return undefined
    throw error
  }
}

/** An article goes back whole, so all prices of one product travel together. */
async function setPrices(client: MplusClient, { items, signal }: WriteRequest<CreateItem<PriceData>>): Promise<readonly WriteResult[]> {
  const results = new Map<CreateItem<PriceData>, WriteResult>()
  const rules: { readonly item: CreateItem<PriceData>; readonly rule: PriceRule }[] = []
  for (const item of items) {
    try {
      rules.push({ item, rule: priceRule(item.key, item.data) })
    } catch (thrown) {
      results.set(item, { ok: false, error: toAppError(thrown), uncertain: false })
    }
  }
  const products = await productsOf(client, items, signal)
  const groups = rules.length === 0 ? [] : (await client.call('getPriceGroupList', {}, signal)).priceGroup
  const byProduct = Map.groupBy(rules, ({ rule }) => products.get(rule.sku))
  await Promise.all(
    [...byProduct].map(async ([product, ofProduct]) => {
      const known = ofProduct.filter(({ item, rule }) => {
        const wrong = refusal(item.key, rule, product, groups)
        if (wrong) results.set(item, { ok: false, error: wrong, uncertain: false })
        return !wrong
      })
      if (!product || known.length === 0) return
      const written = await attempt(async (leave) => {
        leave()
        const answer = await client.call(
          'updateProduct',
          {
            product: withRules(
              product,
              known.map(({ rule }) => rule),
            ),
          },
          signal,
        )
        const what = `Prices of ${product.description ?? known[0]?.rule.sku}`
        if (answer.result !== 'UPDATE-PRODUCT-RESULT-OK')
          throw refusalError({ what, result: answer.result, said: answer.errorMessage, answer })
        return { ok: true, id: product.productNumber ?? '' }
      })
      for (const { item, rule } of known) results.set(item, written.ok ? { ok: true, id: rule.id, label: rule.id } : written)
    }),
  )
  await readBack(client, { rules: rules.filter(({ item }) => results.get(item)?.ok), results, signal })
  return items.map((item) => results.get(item) as WriteResult)
}

function refusal(
  key: string,
  { sku, group }: PriceRule,
  product: MplusProduct | undefined,
  groups: readonly { readonly priceGroupNumber?: string }[],
): DataError | undefined {
  if (!product)
    return new DataError(`Price ${key}: MplusKASSA has no article ${sku}.`, { code: 'product-missing', hint: 'Send products first.' })
  if (groups.some(({ priceGroupNumber }) => priceGroupNumber === group)) return undefined
  return new DataError(`Price ${key}: this till has no price group ${group}.`, {
    code: 'price-group-unknown',
    hint: 'Make the price group in the till, or choose another one for this price list.',
  })
}

/** A till that drops what it was sent must not be believed. */
async function readBack(
  client: MplusClient,
  {
    rules,
    results,
    signal,
  }: {
    readonly rules: readonly { readonly item: CreateItem<PriceData>; readonly rule: PriceRule }[]
    readonly results: Map<CreateItem<PriceData>, WriteResult>
    readonly signal: AbortSignal
  },
): Promise<void> {
  if (rules.length === 0) return
  const products = await productsByArticle(client, [...new Set(rules.map(({ rule }) => rule.sku))], signal)
  for (const { item, rule } of rules) {
    const article = products.get(rule.sku)?.articleList.find(({ articleNumber }) => articleNumber === rule.sku)
    if (article?.priceGroupList.some((one) => isSameRule(one, rule))) continue
    const error = new VendorError(
      `Price ${item.key}: MplusKASSA took the article ${rule.sku} and did not keep its price in price group ${rule.group}.`,
      {
        code: 'price-not-kept',
        hint: 'This version of the till keeps prices of price groups for itself. Fill them in there.',
      },
    )
    results.set(item, { ok: false, error, uncertain: false })
  }
}
