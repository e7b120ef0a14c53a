import { describe, expect, it } from 'vitest'
import { buildShop } from '../shop/build-shop.ts'
import { getStock, setStock, updateStock } from './stock.ts'

const place = { branchNumber: 1, articleNumber: 120_101 }
const all = { branchNumber: 1, articleNumbers: {} }

describe('stock', () => {
  it('is set to an absolute amount in the scale it was sent with', () => {
    const { shop } = buildShop()
    setStock(shop, { request: { ...place, amount: 5 } })
    setStock(shop, { request: { ...place, amount: 1250, decimalPlaces: 3 } })
    expect(getStock(shop, { request: all }).articleStocks).toMatchObject([{ amountFree: 1250, decimalPlacesFree: 3 }])
  })

  it('is changed by a relative amount', () => {
    const { shop } = buildShop()
    setStock(shop, { request: { ...place, amount: 5 } })
    updateStock(shop, { request: { ...place, amountChanged: -15, decimalPlaces: 1 } })
    expect(getStock(shop, { request: all }).articleStocks).toMatchObject([{ amountFree: 35, decimalPlacesFree: 1 }])
  })

  it('writes the difference into the history', () => {
    const { shop } = buildShop()
    setStock(shop, { request: { ...place, amount: 5 } })
    setStock(shop, { request: { ...place, amount: 3 } })
    expect(shop.movements.map(({ change, type }) => [change.amount, type])).toEqual([
      [5, 'STOCK-HISTORY-TYPE-API'],
      [-2, 'STOCK-HISTORY-TYPE-API'],
    ])
  })

  it('returns only levels changed after a stock id', () => {
    const { shop } = buildShop()
    const { stockId } = setStock(shop, { request: { ...place, amount: 5 } })
    setStock(shop, { request: { branchNumber: 1, articleNumber: 120_102, amount: 5 } })
    expect(getStock(shop, { request: { ...all, stockId } }).articleStocks).toMatchObject([{ articleNumber: 120_102 }])
  })

  it('is read for several branches at once', () => {
    const { shop } = buildShop()
    for (const branchNumber of [1, 2]) setStock(shop, { request: { ...place, branchNumber, amount: branchNumber } })
    const levels = getStock(shop, { request: { ...all, branchNumbers: { branchNumber: [1, 2] } } }).articleStocks ?? []
    expect(levels.map(({ amountFree }) => amountFree).sort()).toEqual([1, 2])
  })

  it.each([
    ['an unknown branch', { ...place, branchNumber: 9 }, 'SET-STOCK-RESULT-BRANCH-NOT-FOUND'],
    ['an unknown article', { ...place, articleNumber: 9 }, 'SET-STOCK-RESULT-ARTICLE-NOT-FOUND'],
    ['an article without stock', { ...place, articleNumber: 130_101 }, 'SET-STOCK-RESULT-NO-STOCK-ARTICLE'],
  ])('refuses %s', (_case, request, result) => {
    expect(setStock(buildShop().shop, { request: { ...request, amount: 1 } }).result).toBe(result)
  })
})
