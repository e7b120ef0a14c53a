// biome-ignore-all lint/a11y/useSemanticElements: rows that stand at their place in a virtual list cannot be a <table>.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names the active row.
import { memo, type ReactNode } from 'react'
import { classNames } from '#renderer/ui/class-names.ts'
import type { LongListColumn } from './LongList.tsx'

interface LongListRowProps {
  readonly id: string
  readonly index: number
  readonly top: number
  readonly row: unknown
  readonly columns: readonly LongListColumn[]
  readonly cell: (row: unknown, column: string) => ReactNode
  readonly tone: ((row: unknown) => string | undefined) | undefined
  readonly isSelected: boolean
  readonly isActive: boolean
}

/** One row at its place. Painted again only when something of it changed. */
export const LongListRow = memo(function LongListRow({
  id,
  index,
  top,
  row,
  columns,
  cell,
  tone,
  isSelected: isPicked,
  isActive,
}: LongListRowProps) {
  const mark = row === undefined ? 'waiting' : tone?.(row)
  return (
    <div
      id={id}
      role="row"
      data-row={index}
      aria-rowindex={index + 2}
      aria-selected={isPicked}
      aria-busy={row === undefined || undefined}
      className={classNames('long-list-row', 'long-list-cells', isActive && 'long-list-active', mark && `long-list-${mark}`)}
      style={{ transform: `translateY(${top}px)` }}
    >
      {row === undefined ? (
        // One cell instead of many: while the scroll bar is dragged, all rows are like this.
        <div role="gridcell" aria-colspan={columns.length} className="long-list-cell long-list-whole">
          <span className="long-list-blank" />
        </div>
      ) : (
        columns.map(({ id: column, isNumber }) => (
          <div key={column} role="gridcell" className={classNames('long-list-cell', isNumber && 'long-list-number')}>
            {cell(row, column)}
          </div>
        ))
      )}
    </div>
  )
})
