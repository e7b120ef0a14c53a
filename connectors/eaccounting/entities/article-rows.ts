import { z } from 'zod'
import type { EaccountingClient } from '../client.ts'
import { anyOf } from '../client.ts'
import { chunks } from './chunks.ts'

const text = z.string().nullish()
const number = z.number().nullish()

/** The members we use; the others travel on untouched, because a replacement has to say everything. */
export const articleRow = z.looseObject({
  Id: z.string(),
  Number: text,
  Name: text,
  IsActive: z.boolean().nullish(),
  NetPrice: number,
  GrossPrice: number,
  PurchasePrice: number,
  CodingId: text,
  UnitId: text,
  UnitName: text,
  UnitAbbreviation: text,
  StockBalance: number,
  StockBalanceReserved: number,
  StockBalanceAvailable: number,
  IsStock: z.boolean().nullish(),
  IsServiceArticle: z.boolean().nullish(),
  Note: text,
  Barcodes: z.array(z.looseObject({ Barcode: text })).nullish(),
  ArticleLabels: z.array(z.looseObject({ Id: z.string().optional(), Name: text })).nullish(),
  ChangedUtc: text,
})

export type ArticleRow = z.infer<typeof articleRow>

/** Set by the vendor alone, or only meaningful when asked for one customer. */
export const articleReadOnly = [
  'Id',
  'CodingName',
  'UnitName',
  'UnitAbbreviation',
  'StockBalanceManuallyChangedUtc',
  'StockBalanceReserved',
  'StockBalanceAvailable',
  'CreatedUtc',
  'ChangedUtc',
  'PurchasePriceManuallyChangedUtc',
  'MessageThreads',
  'Notes',
  'ShowStockInformation',
  'IsServiceArticle',
  'FreightCostsManuallyChangedUtc',
  'StockValue',
  'NetPriceWithDiscount',
  'DiscountPercentage',
]

/** Articles by their number, compared exactly. */
export async function articlesByNumber(
  client: EaccountingClient,
  numbers: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly ArticleRow[]>> {
  const wanted = [...new Set(numbers)]
  const answers = await Promise.all(
    chunks(wanted, 25).map((some) => client.all('articles', { schema: articleRow, filter: anyOf('Number', some), signal })),
  )
  return Map.groupBy(answers.flat(), ({ Number: number }) => number ?? '')
}
