import { ArrowRight, GripVertical, NotebookPen, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Choice } from '#renderer/ui/ChoiceList.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import { ChoiceOrText } from './ChoiceOrText.tsx'
import { draggedField, draggedRow } from './dragged.ts'
import './MappingRow.css'
import type { MappingDraft } from './mapping-rows.ts'
import { listOf, pathFor, type SourceField } from './source-fields.ts'
import { TryResult } from './TryResult.tsx'
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
  readonly onChange: (row: MappingDraft) => void
  readonly onRemove: () => void
  readonly onMove: (to: number) => void
  readonly onDropRow: () => void
}

/** One mapping: where the value begins, what is done to it, which field it fills, and what that makes of the record. */
export function MappingRow({
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
  onDropRow,
}: MappingRowProps) {
  const { t } = useTranslation('mapping')
  const own = useRef<HTMLDivElement>(null)
  const [isNoting, setNoting] = useState(false)
  const list = listOf(row.target)
  const name = row.target === '' ? t('row.new') : row.target
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
        if (path !== undefined) onChange({ ...withoutStart(row), target: row.target, path: pathFor(path, list) })
        else onDropRow()
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
          onMove(to)
          focusGrip(own.current, to)
        }}
      >
        <GripVertical className="mapping-row-grip-icon" aria-hidden />
      </button>
      <div className="mapping-row-value">
        <ValueEditor
          label={t('row.value', { target: name })}
          value={row}
          fields={fields}
          list={list}
          onChange={(value) => onChange({ ...value, target: row.target })}
        />
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
          onChange={(target) => onChange({ ...row, target })}
        />
        <TryResult result={result} problem={problem} isPerLine={list !== undefined} />
      </div>
      <div className="mapping-row-actions">
        <IconButton
          label={t('row.note', { target: name })}
          icon={NotebookPen}
          size="small"
          isPressed={isNoting}
          onPress={() => setNoting(!isNoting)}
        />
        <IconButton label={t('row.remove', { target: name })} icon={X} size="small" onPress={onRemove} />
      </div>
      {(isNoting || row.note !== undefined) && (
        <div className="mapping-row-note">
          {isNoting ? (
            <TextField
              label={t('row.note', { target: name })}
              isLabelHidden
              placeholder={t('row.note-hint')}
              value={typeof row.note === 'string' ? row.note : ''}
              onChange={(note) => onChange(withNote(row, note))}
            />
          ) : (
            <p className="map-quiet">{String(row.note)}</p>
          )}
        </div>
      )}
    </div>
  )
}

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
