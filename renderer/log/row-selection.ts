/** Rows picked in a long list: ranges, so that a million picked rows cost nothing. */
export interface RowSelection {
  /** Ordered, apart from each other; `end` is the row after the last. */
  readonly ranges: readonly RowRange[]
  /** Where a range that is drawn with Shift begins. */
  readonly anchor: number
}

export interface RowRange {
  readonly first: number
  readonly end: number
}

export const noRows: RowSelection = { ranges: [], anchor: 0 }

export function selectOnly(row: number): RowSelection {
  return { ranges: [{ first: row, end: row + 1 }], anchor: row }
}

/** Shift: everything between the anchor and this row, and nothing else. */
export function selectTo(selection: RowSelection, row: number): RowSelection {
  const { anchor } = selection
  return { ranges: [{ first: Math.min(anchor, row), end: Math.max(anchor, row) + 1 }], anchor }
}

/** Ctrl: this row too, or no longer. */
export function toggleRow(selection: RowSelection, row: number): RowSelection {
  const without = selection.ranges.flatMap(({ first, end }) =>
    row < first || row >= end
      ? [{ first, end }]
      : [
          { first, end: row },
          { first: row + 1, end },
        ].filter((range) => range.first < range.end),
  )
  const ranges = isSelected(selection, row) ? without : joined([...without, { first: row, end: row + 1 }])
  return { ranges, anchor: row }
}

export function selectAll(total: number): RowSelection {
  return { ranges: total === 0 ? [] : [{ first: 0, end: total }], anchor: 0 }
}

export function isSelected({ ranges }: RowSelection, row: number): boolean {
  return ranges.some(({ first, end }) => row >= first && row < end)
}

export function countSelected({ ranges }: RowSelection): number {
  return ranges.reduce((sum, { first, end }) => sum + end - first, 0)
}

/** Every picked place, in order. */
export function selectedPlaces({ ranges }: RowSelection): readonly number[] {
  return ranges.flatMap(({ first, end }) => Array.from({ length: end - first }, (_, place) => first + place))
}

function joined(ranges: readonly RowRange[]): readonly RowRange[] {
  const done: RowRange[] = []
  for (const range of ranges.toSorted((one, other) => one.first - other.first)) {
    const last = done.at(-1)
    if (last && range.first <= last.end) done.splice(-1, 1, { first: last.first, end: Math.max(last.end, range.end) })
    else done.push(range)
  }
  return done
}
