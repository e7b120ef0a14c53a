import { codings, units } from '#connectors/eaccounting/sandbox/books/fixed-lists.ts'
import { writeRecord } from '#connectors/eaccounting/sandbox/books/write-record.ts'
import type { Row } from '#connectors/eaccounting/sandbox/schema/shape.ts'
import type { EaccountingSandbox } from '#connectors/eaccounting/sandbox/start.ts'
import { amountOf, cannotDo, type Deed, type HandsOf, productOf, skuOf, stockedSku } from './hands.ts'

/** In eAccounting itself. */
export const eaccountingHands: HandsOf = ({ server }) => {
  const { books } = server as EaccountingSandbox
  const article = (sku: string): Row | undefined => [...books.records.articles.values()].find(({ Number: number }) => number === sku)
  const save = (sku: string, values: Row) => {
    const before = article(sku)
    const id = before?.Id === undefined ? undefined : String(before.Id)
    const kept = before
      ? { ...before, ...values }
      : { Number: sku, IsActive: true, CodingId: codings[0]?.Id, UnitId: units[0]?.Id, ...values }
    const reckoned = ['Id', 'ChangedUtc', 'CreatedUtc', 'StockBalanceAvailable', 'StockBalanceReserved']
    const body = Object.fromEntries(Object.entries(kept).filter(([name]) => !reckoned.includes(name)))
    writeRecord(books, 'articles', body, id)
  }

  function stock(sku: string, amount: number): Deed {
    save(sku, { StockBalance: amount })
    return { mark: sku, amount: String(amount) }
  }

  return {
    add(entity, number) {
      if (entity === 'stock') return stock(stockedSku(number), amountOf(number))
      if (entity !== 'product') return cannotDo('eAccounting', entity)
      save(skuOf(number), { Name: productOf(number), NetPrice: 16.49, StockBalance: 5 })
      return { mark: productOf(number) }
    },
    change(entity, number) {
      if (entity === 'stock') return stock(stockedSku(number), amountOf(number) + 100)
      save(skuOf(number), { Name: `${productOf(number)} nieuw` })
      return { mark: `${productOf(number)} nieuw` }
    },
    spoil(entity, number) {
      const sku = skuOf(number)
      save(sku, { Name: productOf(number), NetPrice: 16.49, StockBalance: 5 })
      // Nobody can take such a name away in the program; it comes from an import.
      if (entity === 'product') Object.assign(article(sku) ?? {}, { Name: '' })
      return { mark: sku }
    },
  }
}
