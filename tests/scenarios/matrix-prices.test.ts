import { expect } from 'vitest'
import { describeCells, placed } from './matrix/describe-cells.ts'
import { readAll } from './matrix/look.ts'

describeCells(
  {
    entity: 'price',
    there: ({ articles }) => ({ articles }),
    // One of AccountView's is a discount on everything, and a till knows prices of articles only.
    refusals: ({ from }) => (from === 'accountview' ? ['price-without-product'] : []),
  },
  async ({ world, source, target, first }) => {
    const told = await readAll(source, 'price')
    const there = new Set(placed(first).map(({ key }) => key))
    const rules = told.filter(({ key }) => there.has(key))
    expect(new Set(rules.map(({ data }) => data.sku))).toEqual(new Set(world.articles.map(({ sku }) => sku)))
    const state = JSON.stringify(target.server.state())
    for (const { data } of rules) expect(state).toContain(String(Math.round(Number(data.priceExcl) * 100)))
  },
)
