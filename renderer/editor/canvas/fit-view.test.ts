import { expect, it } from 'vitest'
import { fitView } from './fit-view.ts'

const canvas = { width: 1_000, height: 500, maxZoom: 1 }
const map = { x: 812, y: 368, width: 176, height: 120 }
const node = (x: number, y: number) => ({ x, y, width: 232, height: 56 })

/** Where a node's far corner is drawn. */
function corner(x: number, y: number, view: { x: number; y: number; zoom: number } | undefined) {
  if (!view) throw new Error('There is no view.')
  return [(x + 232) * view.zoom + view.x, (y + 56) * view.zoom + view.y]
}

it('shows nothing of nothing', () => {
  expect(fitView([], { ...canvas, covered: [] })).toBeUndefined()
})

it('shows what is small at its own size, in the middle', () => {
  expect(fitView([node(0, 0)], { ...canvas, covered: [] })).toEqual({ x: 384, y: 222, zoom: 1 })
})

it('shows what is large as large as it fits, with a margin', () => {
  const view = fitView([node(0, 0), node(2_000, 100)], { ...canvas, covered: [] })
  expect(view?.zoom).toBeCloseTo(890 / 2_232)
  expect(corner(2_000, 100, view)[0]).toBeCloseTo(945)
})

it('leaves the view as it is where the map lies over nothing', () => {
  const things = [node(0, 0), node(2_000, -100)]
  expect(fitView(things, { ...canvas, covered: [map] })).toEqual(fitView(things, { ...canvas, covered: [] }))
})

it('makes room for the map where a node would be under it', () => {
  const things = [node(0, 0), node(1_000, 600)]
  const plain = corner(1_000, 600, fitView(things, { ...canvas, covered: [] }))
  expect(plain[0]).toBeGreaterThan(map.x - 232)
  const [right = 0, bottom = 0] = corner(1_000, 600, fitView(things, { ...canvas, covered: [map] }))
  expect(right <= map.x || bottom <= map.y).toBe(true)
})

it('keeps clear of the tools as well', () => {
  const tools = { x: 12, y: 448, width: 340, height: 40 }
  const view = fitView([node(0, 0), node(0, 700), node(800, 700)], { ...canvas, covered: [map, tools] })
  const [right = 0, bottom = 0] = corner(800, 700, view)
  expect(right <= map.x || bottom <= map.y).toBe(true)
  expect(corner(0, 700, view)[1]).toBeLessThanOrEqual(tools.y)
})
