import { describe, expect, it } from 'vitest'
import { countSelected, isSelected, noRows, selectAll, selectedPlaces, selectOnly, selectTo, toggleRow } from './row-selection.ts'

describe('picking rows', () => {
  it('picks one row', () => {
    expect(selectedPlaces(selectOnly(7))).toEqual([7])
  })

  it('draws a range from the anchor, both ways, and redraws it', () => {
    const down = selectTo(selectOnly(5), 8)
    expect(selectedPlaces(down)).toEqual([5, 6, 7, 8])
    expect(selectedPlaces(selectTo(down, 3))).toEqual([3, 4, 5])
  })

  it('adds single rows and takes them out again, also from the middle of a range', () => {
    const range = selectTo(selectOnly(2), 5)
    expect(selectedPlaces(toggleRow(range, 9))).toEqual([2, 3, 4, 5, 9])
    expect(selectedPlaces(toggleRow(range, 4))).toEqual([2, 3, 5])
    expect(selectedPlaces(toggleRow(toggleRow(range, 4), 4))).toEqual([2, 3, 4, 5])
  })

  it('joins neighbours into one range', () => {
    expect(toggleRow(toggleRow(selectOnly(1), 3), 2).ranges).toEqual([{ first: 1, end: 4 }])
  })

  it('picks a million rows as one range', () => {
    const all = selectAll(1_000_000)
    expect(all.ranges).toHaveLength(1)
    expect(countSelected(all)).toBe(1_000_000)
    expect(isSelected(all, 999_999)).toBe(true)
    expect(isSelected(all, 1_000_000)).toBe(false)
  })

  it('starts with nothing', () => {
    expect(countSelected(noRows)).toBe(0)
    expect(countSelected(selectAll(0))).toBe(0)
  })
})
