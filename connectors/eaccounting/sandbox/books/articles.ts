import Big from 'big.js'
import { Fault } from '../fault.ts'
import type { Row } from '../schema/shape.ts'
import { type Books, fixedRow } from './books.ts'

/** An article as it stands after a write; `before` is what a PUT replaces. */
export function articleAfter(books: Books, taken: Row, before: Row | undefined): Row {
  const coding = fixedRow(books, 'articleaccountcodings', taken.CodingId, 'CodingId')
  const unit = fixedRow(books, 'units', taken.UnitId, 'UnitId')
  for (const other of books.records.articles.values()) {
    if (other.Number === taken.Number && other.Id !== before?.Id)
      throw new Fault(409, 4000, `Article number ${taken.Number} is already in use`)
  }
  const now = books.now().toISOString()
  const balance = stockBalance(books, taken, before)
  return {
    Id: before?.Id ?? books.nextId(),
    NameEnglish: null,
    PurchasePrice: 0,
    SendToWebshop: true,
    UsesMoss: false,
    ArticleLabels: [],
    Note: null,
    IsStock: false,
    Barcodes: [],
    FreightCosts: 0,
    CurrencyCode: null,
    OrderingPoint: null,
    ...taken,
    ...prices(taken, Number(coding.VatRatePercent)),
    CodingName: coding.Name,
    UnitName: unit.Name,
    UnitAbbreviation: unit.Abbreviation,
    IsServiceArticle: coding.Type === 'Services',
    StockBalance: balance,
    StockBalanceManuallyChangedUtc: balance === (before?.StockBalance ?? 0) ? (before?.StockBalanceManuallyChangedUtc ?? null) : now,
    CreatedUtc: before?.CreatedUtc ?? now,
    ChangedUtc: now,
  }
}

/** What a reader sees: reserved and available follow the open orders. */
export function articleShown(books: Books, article: Row): Row {
  const reserved = [...books.records.orders.values()]
    .filter(({ Status }) => Status === 2)
    .flatMap(({ Rows }) => Rows as readonly Row[])
    .filter(({ ArticleId }) => ArticleId === article.Id)
    .reduce((sum, { Quantity }) => sum.plus(Number(Quantity ?? 0)), new Big(0))
  const available = new Big(Number(article.StockBalance)).minus(reserved)
  return { ...article, StockBalanceReserved: Number(reserved), StockBalanceAvailable: Number(available) }
}

/** Without the module anybody may set it, and a PUT without it sets 0; with it nobody, and nothing says so (strictest reading). */
function stockBalance({ company }: Books, taken: Row, before: Row | undefined): number {
  if (company.stockModule) return Number(before?.StockBalance ?? 0)
  return Number(taken.StockBalance ?? 0)
}

/** Net and gross follow each other; where both are given the net price counts. */
function prices({ NetPrice, GrossPrice }: Row, rate: number): Row {
  const factor = new Big(rate).plus(1)
  if (NetPrice === undefined && GrossPrice !== undefined) {
    return { NetPrice: Number(new Big(Number(GrossPrice)).div(factor).round(4)), GrossPrice }
  }
  const net = Number(NetPrice ?? 0)
  return { NetPrice: net, GrossPrice: Number(new Big(net).times(factor).round(4)) }
}
