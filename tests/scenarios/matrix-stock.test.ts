import { expect } from 'vitest'
import { describeCells, placed } from './matrix/describe-cells.ts'
import { onlyOne, readAll } from './matrix/look.ts'
import type { World } from './matrix/world.ts'

/** The target sells the same articles and has another number of each. */
const otherNumbers = ({ articles }: World) => ({ articles: articles.map((one) => ({ ...one, onHand: one.onHand + 7 })) })

describeCells(
  { entity: 'stock', there: otherNumbers, refusals: ({ to }) => (to === 'odoo' ? ['stock-on-shelves'] : []) },
  async ({ world, source, target, first }) => {
    const told = new Map((await readAll(source, 'stock')).map(({ key, data }) => [key, data]))
    const there = new Set(placed(first).map(({ key }) => key))
    // More was sold than there is: Odoo keeps no shelf with less than nothing on it, and says so.
    const sound = world.articles.filter(({ sku }) => Number(told.get(sku)?.onHand ?? 0) >= 0)
    expect(sound.filter(({ sku }) => !there.has(sku))).toEqual([])
    for (const { sku } of world.articles.filter((one) => there.has(one.sku))) {
      const wanted = told.get(sku)
      const seen = await onlyOne(target, 'stock', 'sku', sku)
      // Most set what is available; Odoo counts what lies there.
      const figure = target.connectorId === 'odoo' ? 'onHand' : 'available'
      expect([sku, Number(seen[figure])]).toEqual([sku, Number(wanted?.[figure])])
    }
  },
)
