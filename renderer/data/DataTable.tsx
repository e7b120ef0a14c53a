import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { outcomeKinds } from '#core/kit/record.ts'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { asLine } from '#renderer/runs/changed-part.ts'
import { classNames } from '#renderer/ui/class-names.ts'
import { OutcomeMark } from '#renderer/ui/OutcomeMark.tsx'
import { ColumnEdge } from './ColumnEdge.tsx'
import { columnsStore, noChoice } from './chosen-columns.ts'
import { type Column, cellOf, columnOf, type SchemaField, usualColumns } from './columns.ts'
import './DataTable.css'
import type { Rows } from './use-rows.ts'

interface DataTableProps {
  readonly rows: Rows
  readonly schema: readonly SchemaField[]
  readonly entity: string | undefined
  /** Only the key: beside a tree. */
  readonly isNarrow: boolean
  readonly chosen: number | null
  readonly onChoose: (index: number) => void
  readonly hasOutcome: boolean
}

const rowHeight = 28
const keyWidth = 150
const outcomeWidth = 200

/** Any number of rows, of which only those on screen exist; arrows choose one. */
export function DataTable({ rows, schema, entity, isNarrow, chosen, onChoose, hasOutcome }: DataTableProps) {
  const { t } = useTranslation('data')
  const own = useRef<HTMLDivElement>(null)
  const choice = useStore(columnsStore, ({ byEntity }) => byEntity[entity ?? '']) ?? noChoice
  const columns = useMemo(
    () =>
      isNarrow ? [] : (choice.paths ?? usualColumns(schema, entity)).map((path) => columnOf(path, schema, entity, choice.widths[path])),
    [isNarrow, choice, schema, entity],
  )
  const virtualizer = useVirtualizer({
    count: rows.total,
    getScrollElement: () => own.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const items = virtualizer.getVirtualItems()
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0]
  const { show } = rows
  const current = useRef(show)
  current.current = show
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another place are asked for as well
  useEffect(() => current.current(first, last + 1), [first, last, rows.total])

  const keyColumn = choice.widths.key ?? keyWidth
  const withOutcome = hasOutcome && !isNarrow
  const outcomeColumn = choice.widths.outcome ?? outcomeWidth
  const template = [keyColumn, ...(withOutcome ? [outcomeColumn] : []), ...columns.map((column) => column.width)]
    .map((width) => `${width}px`)
    .join(' ')
  const onKeyDown = (event: KeyboardEvent) => {
    const to = target(event.key, chosen ?? -1, rows.total)
    if (to === undefined) return
    event.preventDefault()
    onChoose(to)
    virtualizer.scrollToIndex(to)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be virtual
    <div
      className={classNames('data-table', isNarrow && 'data-table-narrow')}
      role="grid"
      aria-label={t('table')}
      aria-rowcount={rows.total + 1}
      aria-colcount={columns.length + 1 + (withOutcome ? 1 : 0)}
      aria-activedescendant={chosen === null ? undefined : `data-row-${chosen}`}
      // The grid has the focus; its rows come and go.
      tabIndex={0}
      ref={own}
      onKeyDown={onKeyDown}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a table element cannot be virtual */}
      <div className="data-row data-head" role="row" aria-rowindex={1} tabIndex={-1} style={{ gridTemplateColumns: template }}>
        <HeadCell label={t('key')} path="key" width={keyColumn} entity={entity} />
        {withOutcome && <HeadCell label={t('outcome')} path="outcome" width={outcomeColumn} entity={entity} />}
        {columns.map((column) => (
          <HeadCell
            key={column.path}
            label={column.label}
            path={column.path}
            width={column.width}
            entity={entity}
            isNumber={column.isNumber}
          />
        ))}
      </div>
      <div className="data-table-body" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => (
          <Row
            key={index}
            index={index}
            start={start}
            row={rows.row(index)}
            columns={columns}
            template={template}
            isChosen={chosen === index}
            withOutcome={withOutcome}
            onChoose={onChoose}
          />
        ))}
      </div>
    </div>
  )
}

function HeadCell({
  label,
  path,
  width,
  entity,
  isNumber = false,
}: {
  readonly label: string
  readonly path: string
  readonly width: number
  readonly entity: string | undefined
  readonly isNumber?: boolean
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be virtual
    <div className={classNames('data-cell', isNumber && 'data-cell-number')} role="columnheader" tabIndex={-1} title={path}>
      <span className="cut">{label}</span>
      <ColumnEdge label={label} path={path} width={width} entity={entity ?? ''} />
    </div>
  )
}

interface RowProps {
  readonly index: number
  readonly start: number
  readonly row: ReturnType<Rows['row']>
  readonly columns: readonly Column[]
  readonly template: string
  readonly isChosen: boolean
  readonly withOutcome: boolean
  readonly onChoose: (index: number) => void
}

function Row({ index, start, row, columns, template, isChosen, withOutcome, onChoose }: RowProps) {
  const { t } = useTranslation('data')
  const kind = row?.outcome && outcomeKinds.find((one) => one === row.outcome?.kind)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be virtual
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid hears the keys
    <div
      id={`data-row-${index}`}
      className={classNames('data-row', isChosen && 'data-row-chosen')}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      tabIndex={-1}
      style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
      onClick={() => onChoose(index)}
    >
      <Cell className="mono" text={row ? row.record.key : t('coming')} />
      {withOutcome && (
        // biome-ignore lint/a11y/useSemanticElements: a table element cannot be virtual
        <div className="data-cell" role="gridcell" tabIndex={-1} title={row?.outcome?.message && saySentences(row.outcome.message)}>
          {kind && <OutcomeMark kind={kind} />}
          {row?.outcome?.message && <span className="data-cell-said cut">{saySentences(row.outcome.message)}</span>}
        </div>
      )}
      {columns.map((column) => {
        const value = row && cellOf(row, column.path)
        return <Cell key={column.path} className={column.isNumber ? 'data-cell-number' : undefined} text={asLine(value)} />
      })}
    </div>
  )
}

function Cell({ text, className }: { readonly text: string; readonly className?: string }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element cannot be virtual
    <div className={classNames('data-cell', className)} role="gridcell" tabIndex={-1} title={text.length > 12 ? text : undefined}>
      <span className="cut">{text}</span>
    </div>
  )
}

function target(key: string, from: number, total: number): number | undefined {
  const page = 10
  const to = { ArrowDown: from + 1, ArrowUp: from - 1, PageDown: from + page, PageUp: from - page, Home: 0, End: total - 1 }[key]
  return to === undefined ? undefined : Math.max(0, Math.min(total - 1, to))
}
