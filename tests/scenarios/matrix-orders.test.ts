import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { connectors } from '#connectors/index.ts'
import type { OrderLine } from '#core/model/order.ts'
import { type CellWorld, describeCells, type Kind, placed, tryCell } from './matrix/describe-cells.ts'
import { onlyOne, readAll } from './matrix/look.ts'
import { type System, systems } from './matrix/systems.ts'
import { type World, withLongOrder, world as worlds } from './matrix/world.ts'

const kind: Kind = {
  entity: 'order',
  there: ({ articles }) => ({ articles }),
  refusals: ({ to }) => ['customer-without-email', ...(to === 'mplus' ? ['amount-decimals'] : [])],
}

describeCells(kind, holdOrders)

async function holdOrders({ world, source, target, first }: CellWorld): Promise<void> {
  const keys = placed(first).map(({ key }) => key)
  expect(first.outcomes.filter(({ code }) => code === 'customer-without-email').length).toBe(1)
  expect(keys.length).toBeGreaterThan(0)
  const read = (await readAll(source, 'order')).filter(({ key }) => keys.includes(key))
  const wanted = read.map(({ data }) => data.lines as readonly OrderLine[])
  // The source itself told what was sold in it.
  expect(soldIn(world)).toEqual(expect.arrayContaining(wanted.map(soldLines)))
  expect(sorted(await linesIn(target))).toEqual(sorted(wanted.map((lines) => lines.map(lineText))))
  for (const { data } of read) await onlyOne(target, 'customer', 'email', (data.customer as { email: string }).email)
}

/** What comes back is a negative quantity here and a negative price there: the amount has the sign. */
function soldLines(lines: readonly OrderLine[]): readonly string[] {
  return lines.map(({ sku, quantity }) => `${sku} ${Number(quantity)}`).sort()
}

function soldIn({ sales, articles }: World): readonly (readonly string[])[] {
  return sales.map(({ lines }) => lines.map(({ article, quantity }) => `${articles[article]?.sku} ${quantity}`).sort())
}

/** SKU, how many, and what one costs without VAT to the cent; a line sent back has a negative amount on either side. */
function lineText({ sku, quantity, priceExcl, priceIncl, totalExcl, taxRate, taxCode }: OrderLine): string {
  const rate = Number(taxRate ?? ratesByCode[taxCode ?? ''] ?? 0)
  const one = priceExcl ?? (totalExcl === undefined ? Number(priceIncl) / (1 + rate / 100) : Number(totalExcl) / Number(quantity))
  const sign = Math.sign(Number(one) * Number(quantity))
  return `${sku} ${sign * Math.abs(Number(quantity))} × ${Math.abs(Number(one)).toFixed(1)}`
}

/** What MplusKASSA and Visma.net call the rates, who tell the code alone. */
const ratesByCode: Readonly<Record<string, number>> = { 1: 21, 2: 9, 3: 0, HOOG: 21, LAAG: 9, NUL: 0 }

async function linesIn(target: System): Promise<readonly (readonly string[])[]> {
  // Orders of AccountView are written and not shown by its connector; what was stored is looked at where it lies.
  if (target.connectorId === 'accountview' && 'rows' in target.server) return linesOfAccountView(target.server as never)
  return (await readAll(target, 'order')).map(({ data }) => (data.lines as readonly OrderLine[]).map(lineText))
}

function linesOfAccountView({
  rows,
}: {
  rows(table: string): readonly Readonly<Record<string, unknown>>[]
}): readonly (readonly string[])[] {
  return [
    rows('SO_LINE').map((row) =>
      lineText({ kind: 'product', name: '', sku: String(row.ART_CODE), quantity: String(row.ORD_QTY), priceExcl: String(row.ART_PX) }),
    ),
  ]
}

/** AccountView's lines do not say whose they are, so lines are held against lines as a whole where they stand in one heap. */
function sorted(orders: readonly (readonly string[])[]): readonly string[] {
  return orders.flat().toSorted()
}

describe('an order of 500 lines', () => {
  const [world] = fc.sample(worlds, { numRuns: 1, seed: 11 })
  const can = (id: string, ability: 'read' | 'create') => connectors[id]?.entities.order?.[ability] !== undefined
  const ids = Object.keys(systems)
  const cells = ids
    .filter((id) => can(id, 'read'))
    .flatMap((from) => ids.filter((id) => can(id, 'create')).map((to) => [from, to] as const))

  it.each(cells)('of %s arrives whole in %s', async (from, to) => {
    if (!world) throw new Error('No world came out of the generator.')
    const articles = world.articles.map((one) => ({ ...one, priceExcl: Number(one.priceExcl).toFixed(2) }))
    await tryCell(kind, { from, to, world: withLongOrder({ ...world, articles }, 500), also: holdOrders })
  })
})
