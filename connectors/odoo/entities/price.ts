import Big from 'big.js'
import { defineEntity, defineRead } from '#core/kit/define-connector.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { type TranslatedPage, translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import { type Price, price as schema } from '#core/model/price.ts'
import type { OdooClient } from '../client.ts'
import { originOf } from '../origin.ts'
import { loadDefaultTax, loadPriceLists, type Named, nameBehind, visible, visibleWithCustom } from '../reference-data.ts'
import { describeSweep } from '../sweep.ts'
import { byId, dayOf, decimalOf, given, idOf, labelOf, type OdooRecord, textOf, unique } from '../values.ts'
import { pagesByChange } from './pages-by-change.ts'
import { changesFields } from './read-settings.ts'

const model = 'product.pricelist.item'

const itemFields = [
  'pricelist_id',
  'applied_on',
  'categ_id',
  'product_tmpl_id',
  'product_id',
  'min_quantity',
  'date_start',
  'date_end',
  'compute_price',
  'fixed_price',
  'percent_price',
  'base',
  'price_discount',
  'price_surcharge',
  'price_round',
  'price_min_margin',
  'price_max_margin',
  'currency_id',
  'write_date',
] as const

/** Rules of price lists. Rules that only Odoo can calculate (formulas with surcharge, rounding or margins) are left out, with a warning. */
export const price = defineEntity<OdooClient, Price>({
  entity: 'price',
  label: 'Prices',
  schema,
  codes: { read: { 'price-list': { list: 'price-lists' } } },
  read: defineRead<OdooClient, typeof changesFields>({
    fields: changesFields,
    describePosition: describeSweep,
    pages: async function* (client, request) {
      const fields = await visibleWithCustom(client, model, itemFields, request.signal)
      yield* pagesByChange(client, request, { model, fields, translate: (rows) => translateRules(client, rows, request.signal) })
    },
  }),
})

async function translateRules(client: OdooClient, rows: readonly OdooRecord[], signal: AbortSignal): Promise<TranslatedPage<Price>> {
  const templateIds = unique(rows.map((row) => idOf(row.product_tmpl_id)))
  const productIds = unique(rows.map((row) => idOf(row.product_id)))
  const productFields = await visible(client, 'product.product', ['default_code', 'product_tmpl_id'], signal)
  const [variants, defaultTax, priceLists, categories] = await Promise.all([
    client.searchRead('product.product', {
      domain: ['|', ['product_tmpl_id', 'in', templateIds], ['id', 'in', productIds]],
      fields: productFields,
      order: 'id',
      signal,
    }),
    loadDefaultTax(client, signal),
    loadPriceLists(client, signal),
    client.read('product.category', unique(rows.map((row) => idOf(row.categ_id))), { fields: ['complete_name'], signal }),
  ])
  const paths = new Map(categories.map((row) => [row.id, (textOf(row.complete_name) ?? '').split(' / ')]))
  const known = byId(variants)
  const nameOf = (row: OdooRecord): Untranslated => {
    const key = `${priceListOf(row, priceLists)} · rule ${row.id}`
    return { entity: 'price', key, raw: row, origin: originOf(client.settings, row.id) }
  }
  return translatePage(rows, {
    name: nameOf,
    translate: (row): readonly FlowRecord<Price>[] => {
      const rule = ruleOf(row, defaultTax?.isPriceIncluded ?? false)
      if (!rule) {
        client.log({
          level: 'warn',
          message: `Price list ${labelOf(row.pricelist_id) ?? ''}: rule ${row.id} is a formula only Odoo can calculate; it was left out.`,
        })
        return []
      }
      return targetsOf(row, { known, variants, paths }).map((target) => {
        const data: Price = given({ ...base(row, priceLists), ...rule, ...target })
        return { ...nameOf(row), key: keyOf(data), data }
      })
    },
  })
}

/** "Price list and SKU", and the quantity where a price is graduated. */
function keyOf({ priceList, sku, category, fromQuantity }: Price): string {
  const graduated = new Big(fromQuantity).gt(1) ? [`from ${fromQuantity}`] : []
  return [priceList, sku ?? category?.join(' / ') ?? 'all products', ...graduated].join(' · ')
}

function priceListOf(row: OdooRecord, priceLists: readonly Named[]): string {
  return nameBehind(row.pricelist_id, priceLists) ?? 'Price list'
}

function base(row: OdooRecord, priceLists: readonly Named[]) {
  const from = decimalOf(row.min_quantity) ?? '0'
  return {
    priceList: priceListOf(row, priceLists),
    currency: labelOf(row.currency_id),
    // 0 in Odoo is "no minimum".
    fromQuantity: from === '0' ? '1' : from,
    validFrom: dayOf(row.date_start),
    validUntil: dayOf(row.date_end),
  }
}

function ruleOf(row: OdooRecord, isIncluded: boolean): Partial<Price> | undefined {
  switch (row.compute_price) {
    case 'fixed': {
      const amount = decimalOf(row.fixed_price)
      return isIncluded ? { priceIncl: amount } : { priceExcl: amount }
    }
    case 'percentage':
      return { discountPercent: decimalOf(row.percent_price) }
    default: {
      const extras = [row.price_surcharge, row.price_round, row.price_min_margin, row.price_max_margin]
      const isPlain = row.base === 'list_price' && extras.every((extra) => extra === undefined || extra === 0 || extra === false)
      return isPlain ? { discountPercent: decimalOf(row.price_discount) } : undefined
    }
  }
}

function targetsOf(
  row: OdooRecord,
  around: {
    readonly known: ReadonlyMap<number, OdooRecord>
    readonly variants: readonly OdooRecord[]
    readonly paths: ReadonlyMap<number, string[]>
  },
): readonly Pick<Price, 'sku' | 'category'>[] {
  switch (row.applied_on) {
    case '0_product_variant': {
      const sku = textOf(around.known.get(idOf(row.product_id) ?? 0)?.default_code)
      return sku === undefined ? [] : [{ sku }]
    }
    case '1_product': {
      // A price on a product holds for each of its variants.
      const own = around.variants.filter((variant) => idOf(variant.product_tmpl_id) === idOf(row.product_tmpl_id))
      return own.flatMap((variant) => (textOf(variant.default_code) === undefined ? [] : [{ sku: String(variant.default_code) }]))
    }
    case '2_product_category': {
      const category = around.paths.get(idOf(row.categ_id) ?? 0)
      return category ? [{ category }] : []
    }
    default:
      return [{}]
  }
}
