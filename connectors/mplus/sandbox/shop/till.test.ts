import { expect, it } from 'vitest'
import { levelOf } from '../operations/stock.ts'
import { buildOrder, buildShop } from './build-shop.ts'
import { findArticle } from './shop.ts'

it('frees the reserved stock of a cancelled order', () => {
  const { shop, till } = buildShop()
  till.cancelOrder(till.addOrder(buildOrder()).orderId)
  expect(levelOf(shop, { branchNumber: 1, articleNumber: 120_101 }).reserved.amount).toBe(0)
})

it('changes one field of an article and keeps the others', () => {
  const { shop, till } = buildShop()
  till.changeArticle(120_101, { description: 'Regenjas XL' })
  expect(findArticle(shop, 120_101)?.article).toMatchObject({ description: 'Regenjas XL', priceIncl: 4995, priceExcl: 4128 })
})

it('derives the other price when one is changed', () => {
  const { till } = buildShop()
  expect(till.changeArticle(120_101, { priceIncl: 1210 })).toMatchObject({ priceIncl: 1210, priceExcl: 1000 })
})

it('writes a wrong total over an order when told to', () => {
  const { till } = buildShop()
  expect(till.changeOrder(till.addOrder(buildOrder()).orderId, { totalInclAmount: 1 }).totalInclAmount).toBe(1)
})

it('computes the totals of an order whose lines are changed', () => {
  const { till } = buildShop()
  const lineList = { line: [{ articleNumber: 120_101, data: { quantity: 3 } }] }
  expect(till.changeOrder(till.addOrder(buildOrder()).orderId, { lineList }).totalInclAmount).toBe(14_985)
})

it('says why the till refused', () => {
  const { till } = buildShop()
  expect(() => till.addOrder(buildOrder({ relationNumber: 5 }))).toThrow(
    'The till refused (CREATE-ORDER-RESULT-FAILED). There is no relation 5.',
  )
})
