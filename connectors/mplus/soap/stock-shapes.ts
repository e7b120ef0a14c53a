import { boolean, integer, list, type Parsed, repeated, structure, text } from './shape.ts'

/** Stock of one article in one branch. `amountFree` can still be sold; `amountReserved` lies there for open orders. */
export const articleStock = structure('ArticleStock', {
  branchNumber: integer,
  articleNumber: integer,
  stockId: integer,
  amountFree: integer,
  decimalPlacesFree: integer,
  amountReserved: integer,
  decimalPlacesReserved: integer,
  amountIncoming: integer,
  decimalPlacesIncoming: integer,
  isDayStockArticle: boolean,
})

export type MplusStock = Parsed<typeof articleStock>

export const getStockRequest = structure('GetStockRequest', {
  branchNumber: integer,
  articleNumbers: list('articleNumbers', () => integer),
  stockId: integer,
  branchNumbers: list('branchNumber', () => integer),
})

export const getStockResponse = structure('GetStockResponse', { articleStocks: repeated(articleStock) })

export const setStockRequest = structure('SetStockRequest', {
  branchNumber: integer,
  articleNumber: integer,
  amount: integer,
  decimalPlaces: integer,
  employeeNumber: integer,
})

export const setStockResponse = structure('SetStockResponse', { result: text, stockId: integer })
