import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { connectors } from '#connectors/index.ts'
import { openCell } from './matrix/cell.ts'
import { type CellWorld, describeCells, holdToOneEnd, type Kind, placed, start, told, tryCell } from './matrix/describe-cells.ts'
import { onlyOne } from './matrix/look.ts'
import { systems } from './matrix/systems.ts'
import { type Family, type World, withMovedSkus, world as worlds } from './matrix/world.ts'

const kind: Kind = {
  entity: 'product',
  there: () => ({ articles: [] }),
  // A till keeps whole cents and numbers; Odoo's own delivery product has letters.
  refusals: ({ to }) => (to === 'mplus' ? ['amount-decimals', 'sku-not-numeric'] : []),
}

describeCells(kind, async ({ world, target, first }) => holdArticles(world, target, first))

async function holdArticles({ articles }: World, target: CellWorld['target'], first: CellWorld['first']): Promise<void> {
  const there = new Set(placed(first).map(({ key }) => key))
  expect(articles.filter(({ sku }) => there.has(sku)).length).toBeGreaterThan(1)
  for (const { sku, name, priceExcl } of articles.filter((one) => there.has(one.sku))) {
    const seen = await onlyOne(target, 'product', 'sku', sku)
    expect(seen).toMatchObject({ name })
    // Odoo and tills keep cents; the rest as many decimals as the source had.
    expect(Math.abs(Number(seen.priceExcl) - Number(priceExcl))).toBeLessThanOrEqual(0.0051)
  }
}

describe('SKUs that have changed places in the source', () => {
  const [world] = fc.sample(worlds, { numRuns: 1, seed: 7 })
  const ids = Object.keys(systems)
  const can = (id: string, ability: 'read' | 'create') => connectors[id]?.entities.product?.[ability] !== undefined
  const targets = ids.filter((id) => can(id, 'create'))
  const cells = ids.filter((id) => can(id, 'read')).flatMap((from) => targets.map((to) => [from, to] as const))

  it.each(cells)('of %s name the other product in %s too, and nothing is made twice', async (from, to) => {
    if (!world) throw new Error('No world came out of the generator.')
    const before = await start(from, world)
    const target = await start(to, { articles: [] })
    const cell = openCell({ entity: 'product', source: before, target })
    holdToOneEnd(await cell.run())
    await before.server.close()
    const moved = withMovedSkus(world)
    const source = await start(from, moved, before.server.port)
    const pass = await cell.run({ source, beginning: true })
    holdToOneEnd(pass)
    expect(pass.outcomes.filter(({ kind: end }) => end === 'created').map(told)).toEqual([])
    await holdArticles(moved, target, pass)
    const again = await cell.run({ source, beginning: true })
    expect(again.outcomes.filter(({ kind: end }) => end === 'created' || end === 'updated').map(told)).toEqual([])
    await Promise.all([source.server.close(), target.server.close()])
  })
})

describe('a product in three sizes', () => {
  const [world] = fc.sample(worlds, { numRuns: 1, seed: 13 })
  const family: Family = {
    ...{ name: 'Żółta kurtka “Åre”', priceExcl: '41.28', rate: 21, path: ['Kleding', 'Jassen'] },
    sizes: ['S', 'M', 'L'].map((size, index) => ({ sku: String(890_101 + index), size })),
  }
  const skus = family.sizes.map(({ sku }) => sku)
  const cells = ['mplus', 'odoo', 'ccv-salespos'].flatMap((from) =>
    ['mplus', 'odoo', 'ccv-salespos', 'eaccounting', 'visma-net'].map((to) => [from, to] as const),
  )

  it.each(cells)('of %s is in %s as it wants variants, or is refused with the reason', async (from, to) => {
    if (!world) throw new Error('No world came out of the generator.')
    const hasNone = to === 'visma-net'
    const only: Kind = {
      ...kind,
      given: () => ({ articles: world.articles.slice(0, 2), family }),
      refusals: (cell) => [...kind.refusals(cell), ...(hasNone ? ['variants-not-possible'] : [])],
    }
    await tryCell(only, {
      ...{ from, to, world },
      also: async ({ target, first }) => {
        if (hasNone) {
          expect(first.outcomes.filter(({ code }) => code === 'variants-not-possible').length).toBe(1)
          return
        }
        for (const sku of skus) await onlyOne(target, 'product', 'sku', sku)
      },
    })
  })
})
