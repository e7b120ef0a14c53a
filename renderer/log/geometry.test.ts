import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { follow, type Geometry, isAtEnd, placeAt, placeShowing, rowsAt, type ScrollPlace, spacerHeight } from './geometry.ts'

const million: Geometry = { rowHeight: 28, total: 1_000_000, viewport: 700 }
const top: ScrollPlace = { scrollTop: 0, offset: 0 }

describe('the geometry of a list of a million rows', () => {
  it('stays below what a browser can lay out at 500 % zoom', () => {
    expect(spacerHeight(million) * 5).toBeLessThan(2 ** 25)
  })

  it('shows the first row at the top and the last row at the bottom', () => {
    expect(rowsAt(million, placeAt(million, 0), 0)).toEqual({ first: 0, end: 25 })
    const end = placeAt(million, Number.POSITIVE_INFINITY)
    expect(end.scrollTop).toBe(spacerHeight(million) - million.viewport)
    expect(rowsAt(million, end, 0)).toEqual({ first: 999_975, end: 1_000_000 })
    expect(isAtEnd(million, end)).toBe(true)
  })

  it('can show every row in full, wherever it stood before', () => {
    fc.assert(
      fc.property(fc.nat(999_999), fc.nat(28_000_000), fc.constantFrom('nearest' as const, 'middle' as const), (row, y, align) => {
        const place = placeShowing(million, placeAt(million, y), row, align)
        const rows = rowsAt(million, place, 0)
        const pixel = row * 28 - place.scrollTop - place.offset
        expect(pixel).toBeGreaterThanOrEqual(0)
        expect(pixel + 28).toBeLessThanOrEqual(700)
        expect(row).toBeGreaterThanOrEqual(rows.first)
        expect(row).toBeLessThan(rows.end)
        expect(place.scrollTop).toBeGreaterThanOrEqual(0)
        expect(place.scrollTop).toBeLessThanOrEqual(spacerHeight(million) - 700)
      }),
    )
  })

  it('moves as far as the wheel says, anywhere', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2_000, max: 27_990_000 }), fc.integer({ min: -600, max: 600 }), (y, step) => {
        const before = placeAt(million, y)
        const after = follow(million, before, before.scrollTop + step)
        expect(after.scrollTop + after.offset).toBe(Math.min(y + step, 28_000_000 - 700))
      }),
    )
  })

  it('wheels from the first row to the last without getting stuck', () => {
    const small: Geometry = { rowHeight: 28, total: 20_000, viewport: 700, tallest: 60_000 }
    let place = top
    for (let step = 0; step < 1_200; step += 1) {
      const most = spacerHeight(small) - small.viewport
      place = follow(small, place, Math.min(most, place.scrollTop + 490))
    }
    expect(rowsAt(small, place, 0).end).toBe(20_000)
    for (let step = 0; step < 1_200; step += 1) place = follow(small, place, Math.max(0, place.scrollTop - 490))
    expect(place).toEqual({ scrollTop: 0, offset: 0 })
  })

  it('reads a dragged scroll bar in proportion', () => {
    const spacer = spacerHeight(million)
    expect(rowsAt(million, follow(million, top, (spacer - 700) / 2), 0).first).toBeCloseTo(499_987, -3)
    expect(rowsAt(million, follow(million, top, spacer - 700), 0).end).toBe(1_000_000)
    expect(follow(million, placeAt(million, 14_000_000), 0)).toEqual({ scrollTop: 0, offset: 0 })
  })

  it('never asks for more than a hundred rows, however tall the screen', () => {
    const { first, end } = rowsAt({ ...million, viewport: 5_000 }, placeAt(million, 9_000_000), 20)
    expect(end - first).toBeLessThanOrEqual(100)
  })

  it('leaves a short list to the browser', () => {
    const short: Geometry = { rowHeight: 28, total: 300, viewport: 700 }
    expect(follow(short, top, 5_000)).toEqual({ scrollTop: 5_000, offset: 0 })
    expect(placeAt(short, 9_999_999)).toEqual({ scrollTop: 300 * 28 - 700, offset: 0 })
    expect(rowsAt({ ...short, total: 3 }, top, 8)).toEqual({ first: 0, end: 3 })
    expect(rowsAt({ ...short, total: 0 }, top, 8)).toEqual({ first: 0, end: 0 })
  })
})
