import type { Product } from '#core/model/product.ts'
import { type Coding, rateOf } from '../reference-data.ts'
import { decimalOf } from '../values/number.ts'
import { filled } from '../values/text.ts'
import type { ArticleRow } from './article-rows.ts'
import { pathOfLabel } from './label-rows.ts'

export interface Surroundings {
  readonly codings: ReadonlyMap<string, Coding>
  /** Of the company: an article tells only the currency of its purchase price. */
  readonly currency: string | undefined
}

/** An article as a simple product: eAccounting knows no other kind. */
export function toProduct(row: ArticleRow, { codings, currency }: Surroundings): Product {
  const coding = codings.get(row.CodingId ?? '')
  return {
    sku: filled(row.Number),
    gtin: filled(row.Barcodes?.[0]?.Barcode),
    name: filled(row.Name) ?? row.Number ?? row.Id,
    description: filled(row.Note),
    priceExcl: decimalOf(row.NetPrice),
    priceIncl: decimalOf(row.GrossPrice),
    // 0 is what eAccounting has where nobody entered one.
    costPrice: row.PurchasePrice === 0 ? undefined : decimalOf(row.PurchasePrice),
    currency,
    taxCode: filled(row.CodingId),
    taxRate: coding && rateOf(coding),
    unit: filled(row.UnitName) ?? filled(row.UnitAbbreviation),
    categories: (row.ArticleLabels ?? []).flatMap(({ Name }) => {
      const path = pathOfLabel(Name ?? '')
      return path.length === 0 ? [] : [[...path]]
    }),
    features: [],
    variants: [],
    quantity: decimalOf(row.StockBalanceAvailable ?? row.StockBalance),
    managesStock: row.IsStock ?? false,
    active: row.IsActive ?? true,
  }
}
