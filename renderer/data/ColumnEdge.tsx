import { type PointerEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { columnsStore, noChoice, setColumns } from './chosen-columns.ts'

interface ColumnEdgeProps {
  readonly label: string
  readonly path: string
  readonly width: number
  readonly entity: string
}

const least = 60
const most = 800
const step = 16

/** The right edge of a column's head: dragged, or moved by the arrow keys. */
export function ColumnEdge({ label, path, width, entity }: ColumnEdgeProps) {
  const { t } = useTranslation('data')
  const from = useRef<{ readonly x: number; readonly width: number } | null>(null)
  const set = (next: number) => {
    const { widths } = columnsStore.getState().byEntity[entity] ?? noChoice
    setColumns(entity, { widths: { ...widths, [path]: Math.round(Math.max(least, Math.min(most, next))) } })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; the separator with a value can
    <div
      className="column-edge"
      role="separator"
      aria-orientation="vertical"
      aria-label={t('columns.width', { label })}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      onPointerDown={(event: PointerEvent) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { x: event.clientX, width }
      }}
      onPointerMove={(event: PointerEvent) => from.current && set(from.current.width + event.clientX - from.current.x)}
      onPointerUp={() => {
        from.current = null
      }}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
        event.preventDefault()
        event.stopPropagation()
        set(width + (event.key === 'ArrowRight' ? step : -step))
      }}
    />
  )
}
