import { ArrowRight, GripVertical, NotebookPen, X } from 'lucide-react'
import { memo, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Choice } from '#renderer/ui/ChoiceList.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import { ChoiceOrText } from './ChoiceOrText.tsx'
import { draggedField, draggedRow } from './dragged.ts'
import './MappingRow.css'
import type { MappingDraft, ValueDraft } from './mapping-rows.ts'
import { listOf, pathFor, type SourceField } from './source-fields.ts'
import { TryResult } from './TryResult.tsx'
import { useStable } from './use-stable.ts'
import type { Try } from './use-tries.ts'
import { ValueEditor } from './ValueEditor.tsx'

interface MappingRowProps {
  readonly row: MappingDraft
  readonly index: number
  readonly count: number
  readonly fields: readonly SourceField[]
  /** What it can fill. */
  readonly targets: readonly Choice[]
  readonly result: Try | undefined
  readonly problem: string | undefined
  /** Takes the focus when it grows. */
  readonly focusCount: number
  /** All of these are told the row's place, so that they can stay the same for every row. */
  readonly onChange: (index: number, row: MappingDraft) => void
  readonly onRemove: (index: number) => void
  readonly onMove: (from: number, to: number) => void
}

/** One mapping: where the value begins, what is done to it, which field it fills, and what that makes of the record. */
export const MappingRow = memo(function MappingRow({
  row,
  index,
  count,
  fields,
  targets,
  result,
  problem,
  focusCount,
  onChange,
  onRemove,
  onMove,
}: MappingRowProps) {
  const { t } = useTranslation('mapping')
  const own = useRef<HTMLDivElement>(null)
  const [isNoting, setNoting] = useState(false)
  const list = listOf(row.target)
  const name = row.target === '' ? t('row.new') : row.target
  const change = (next: MappingDraft) => onChange(index, next)
  const changeValue = useStable((value: ValueDraft) => change({ ...value, target: row.target }))
  const changeTarget = useStable((target: string) => change({ ...row, target }))
  const toggleNote = useStable(() => setNoting(!isNoting))
  const remove = useStable(() => onRemove(index))
  useEffect(() => {
    if (focusCount === 0) return
    own.current?.scrollIntoView({ block: 'nearest' })
    own.current?.querySelector<HTMLElement>('.mapping-row-value input')?.focus()
  }, [focusCount])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of controls, not a set of fields of a form
    <div
      className="mapping-row"
      role="group"
      aria-label={t('row.name', { target: name })}
      ref={own}
      onDragOver={(event) => {
        if (draggedRow.current() !== undefined || draggedField.current() !== undefined) event.preventDefault()
      }}
      onDrop={(event) => {
        const path = draggedField.current()
        event.preventDefault()
        event.stopPropagation()
        const from = draggedRow.current()
        if (path !== undefined) change({ ...withoutStart(row), target: row.target, path: pathFor(path, list) })
        else if (from !== undefined) onMove(from, index)
      }}
    >
      <button
        type="button"
        className="mapping-row-grip"
        draggable
        aria-label={t('row.move', { target: name, number: index + 1, count })}
        title={t('row.move-hint')}
        onDragStart={(event) => {
          event.dataTransfer.setData('text/plain', row.target)
          event.dataTransfer.effectAllowed = 'move'
          draggedRow.start(index)
        }}
        onDragEnd={() => draggedRow.end()}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
          event.preventDefault()
          const to = index + (event.key === 'ArrowUp' ? -1 : 1)
          onMove(index, to)
          focusGrip(own.current, to)
        }}
      >
        <GripVertical className="mapping-row-grip-icon" aria-hidden />
      </button>
      <div className="mapping-row-value">
        <ValueEditor label={t('row.value', { target: name })} value={row} fields={fields} list={list} onChange={changeValue} />
      </div>
      <ArrowRight className="mapping-row-arrow" aria-hidden />
      <div className="mapping-row-target">
        <ChoiceOrText
          label={t('row.target')}
          isLabelHidden
          isMono
          placeholder={t('row.target')}
          items={targets}
          value={row.target}
          onChange={changeTarget}
        />
        <TryResult result={result} problem={problem} isPerLine={list !== undefined} />
      </div>
      <RowActions name={name} isNoting={isNoting} onNote={toggleNote} onRemove={remove} />
      {(isNoting || row.note !== undefined) && (
        <div className="mapping-row-note">
          {isNoting ? (
            <TextField
              label={t('row.note', { target: name })}
              isLabelHidden
              placeholder={t('row.note-hint')}
              value={typeof row.note === 'string' ? row.note : ''}
              onChange={(note) => change(withNote(row, note))}
            />
          ) : (
            <p className="map-quiet">{String(row.note)}</p>
          )}
        </div>
      )}
    </div>
  )
})

interface RowActionsProps {
  readonly name: string
  readonly isNoting: boolean
  readonly onNote: () => void
  readonly onRemove: () => void
}

const RowActions = memo(function RowActions({ name, isNoting, onNote, onRemove }: RowActionsProps) {
  const { t } = useTranslation('mapping')
  return (
    <div className="mapping-row-actions">
      <IconButton label={t('row.note', { target: name })} icon={NotebookPen} size="small" isPressed={isNoting} onPress={onNote} />
      <IconButton label={t('row.remove', { target: name })} icon={X} size="small" onPress={onRemove} />
    </div>
  )
})

function withNote({ note: _before, ...row }: MappingDraft, note: string): MappingDraft {
  return note === '' ? { ...row, target: row.target as string } : { ...row, target: row.target as string, note }
}

function withoutStart({
  path: _path,
  constant: _constant,
  template: _template,
  firstOf: _firstOf,
  join: _join,
  separator: _separator,
  skipEmpty: _skip,
  ...rest
}: MappingDraft) {
  return rest
}

/** The row went elsewhere in the list; its handle keeps the focus. */
function focusGrip(row: HTMLElement | null, to: number): void {
  const list = row?.parentElement
  requestAnimationFrame(() => list?.querySelectorAll<HTMLElement>('.mapping-row-grip')[to]?.focus())
}
