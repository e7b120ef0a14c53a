import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Choice } from '#renderer/ui/ChoiceList.tsx'
import { classNames } from '#renderer/ui/class-names.ts'
import { CodeRowLine } from './CodeRowLine.tsx'
import './CodeRows.css'
import { type DraftRow, type KnownCodes, noteOf, type RowProblem } from './draft-rows.ts'

interface CodeRowsProps {
  readonly label: string
  readonly hasCountry: boolean
  readonly drafts: readonly DraftRow[]
  readonly problems: ReadonlyMap<number, RowProblem>
  readonly known: KnownCodes
  readonly sourceItems: readonly Choice[]
  readonly targetItems: readonly Choice[]
  readonly sourceLabel: string
  readonly targetLabel: string
  /** The row the keyboard is wanted in. */
  readonly focused: number | null
  readonly onFocused: (id: number | null) => void
  readonly onChange: (id: number, change: Partial<DraftRow>) => void
  readonly onRemove: (id: number) => void
}

/** Beyond so many rows, only those on screen exist. */
const mostAtOnce = 100
/** A control with its gap: `--size-control` and `--space-1`. */
const rowHeight = 34

export function CodeRows(props: CodeRowsProps) {
  const { t } = useTranslation('codes')
  const { label, hasCountry, drafts, sourceLabel, targetLabel } = props
  const isLong = drafts.length > mostAtOnce
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as the rows of a table
    <div className={classNames('code-rows', hasCountry && 'code-rows-country')} role="group" aria-label={label}>
      {drafts.length > 0 && (
        <div className="code-rows-head code-row-cells" aria-hidden>
          <span className="cut">{t('column.from', { system: sourceLabel })}</span>
          {hasCountry && <span>{t('column.country')}</span>}
          <span />
          <span className="cut">{t('column.to', { system: targetLabel })}</span>
        </div>
      )}
      {drafts.length === 0 && <p className="code-table-quiet">{t('no-rows')}</p>}
      {isLong ? <LongRows {...props} /> : drafts.map((row, index) => <Line key={row.id} {...props} row={row} index={index} />)}
    </div>
  )
}

function LongRows(props: CodeRowsProps) {
  const { drafts, focused, problems } = props
  const own = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: drafts.length,
    getScrollElement: () => own.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => drafts[index]?.id ?? index,
    overscan: 8,
  })
  const place = focused === null ? -1 : drafts.findIndex(({ id }) => id === focused)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new wish scrolls
  useEffect(() => {
    if (place >= 0) virtualizer.scrollToIndex(place)
  }, [place])
  const firstProblem = drafts.findIndex(({ id }) => problems.has(id))
  // biome-ignore lint/correctness/useExhaustiveDependencies: a problem out of sight is shown when it arises
  useEffect(() => {
    if (firstProblem >= 0) virtualizer.scrollToIndex(firstProblem)
  }, [firstProblem])
  return (
    <div className="code-rows-long" ref={own}>
      <div className="code-rows-space" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start, key }) => {
          const row = drafts[index]
          return (
            row && (
              <div
                key={key}
                className="code-rows-place"
                data-index={index}
                ref={virtualizer.measureElement}
                style={{ transform: `translateY(${start}px)` }}
              >
                <Line {...props} row={row} index={index} />
              </div>
            )
          )
        })}
      </div>
    </div>
  )
}

function Line({ row, index, ...props }: CodeRowsProps & { readonly row: DraftRow; readonly index: number }) {
  return (
    <CodeRowLine
      row={row}
      number={index + 1}
      hasCountry={props.hasCountry}
      problem={props.problems.get(row.id)}
      note={noteOf(row, props.known)}
      sourceItems={props.sourceItems}
      targetItems={props.targetItems}
      sourceLabel={props.sourceLabel}
      targetLabel={props.targetLabel}
      isWanted={props.focused === row.id}
      onFocused={props.onFocused}
      onChange={props.onChange}
      onRemove={props.onRemove}
    />
  )
}
