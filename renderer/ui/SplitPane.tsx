import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rememberPanel, usePreferences } from '#renderer/settings/preferences.ts'
import './SplitPane.css'

export interface SplitPaneProps {
  /** Remembers its size under this name: `palette`, `inspector`, `drawer`. */
  readonly name: string
  /** What a screen reader calls the pane. */
  readonly label: string
  /** The side of the pane that is resized; the other one takes the rest. */
  readonly side: 'start' | 'end' | 'bottom'
  readonly size: number
  readonly minimum?: number
  readonly maximum?: number
  /** A folded pane is not there at all. */
  readonly isOpen?: boolean
  readonly pane: ReactNode
  readonly children: ReactNode
}

const step = 16

/** Two places side by side, with an edge that is dragged or moved by the arrow keys; a double click puts it back. */
export function SplitPane({ name, label, side, size: usual, minimum = 160, maximum = 720, isOpen = true, pane, children }: SplitPaneProps) {
  const { t } = useTranslation('ui')
  const kept = usePreferences(({ panels }) => panels[name])
  const [dragged, setDragged] = useState<number | null>(null)
  const from = useRef<{ readonly place: number; readonly size: number } | null>(null)
  const isTall = side === 'bottom'
  const within = (value: number) => Math.round(Math.min(maximum, Math.max(minimum, value)))
  const size = dragged ?? within(typeof kept === 'number' ? kept : usual)

  const placeOf = (event: PointerEvent) => (isTall ? event.clientY : event.clientX)
  const grown = (event: PointerEvent) => {
    if (!from.current) return size
    const moved = placeOf(event) - from.current.place
    return within(from.current.size + (side === 'start' ? moved : -moved))
  }
  const keyMoves: Readonly<Record<string, number>> =
    side === 'start'
      ? { ArrowRight: step, ArrowLeft: -step }
      : side === 'end'
        ? { ArrowLeft: step, ArrowRight: -step }
        : { ArrowUp: step, ArrowDown: -step }
  const onKeyDown = (event: KeyboardEvent) => {
    const move = keyMoves[event.key]
    if (move === undefined) return
    event.preventDefault()
    rememberPanel(name, within(size + move))
  }

  const edge = isOpen && (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; the separator with a value can
    <div
      className={`split-pane-edge split-pane-edge-${side}`}
      role="separator"
      aria-orientation={isTall ? 'horizontal' : 'vertical'}
      aria-label={t(isTall ? 'pane.resize-height' : 'pane.resize', { name: label })}
      aria-valuenow={size}
      aria-valuemin={minimum}
      aria-valuemax={maximum}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { place: placeOf(event), size }
        setDragged(size)
      }}
      onPointerMove={(event) => from.current && setDragged(grown(event))}
      onPointerUp={(event) => {
        const next = grown(event)
        from.current = null
        setDragged(null)
        if (next !== size || dragged !== null) rememberPanel(name, next)
      }}
      onPointerCancel={() => {
        from.current = null
        setDragged(null)
      }}
      onDoubleClick={() => rememberPanel(name, usual)}
      onKeyDown={onKeyDown}
    />
  )
  const resized = isOpen && (
    <div className="split-pane-sized" style={isTall ? { height: size } : { width: size }}>
      {pane}
    </div>
  )
  return (
    <div className={`split-pane split-pane-${side}`}>
      {side === 'start' && resized}
      {side === 'start' && edge}
      <div className="split-pane-rest">{children}</div>
      {side !== 'start' && edge}
      {side !== 'start' && resized}
    </div>
  )
}
