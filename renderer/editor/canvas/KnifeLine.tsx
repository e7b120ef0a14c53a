import { type ReactNode, type PointerEvent as ReactPointerEvent, useRef, useState } from 'react'
import { type Canvas, useCanvas } from './canvas-store.ts'
import { curveOf } from './drag-actions.ts'
import { crosses, type Point } from './geometry.ts'
import { cutWiresByKey } from './wire-actions.ts'

/** Wires a line over the page goes through. */
function wiresUnder(canvas: Canvas, line: readonly Point[]): ReadonlySet<string> {
  const { view } = canvas
  if (!view) return new Set()
  const drawn = line.map(([x, y]): Point => {
    const place = view.screenToFlowPosition({ x, y }, { snapToGrid: false })
    return [place.x, place.y]
  })
  const keys = canvas.store.getState().wires.map(({ id }) => id)
  return new Set(
    keys.filter((key) => {
      const curve = curveOf(canvas, key)
      return curve !== undefined && crosses(curve, drawn)
    }),
  )
}

/** Alt or Ctrl and a drag over empty canvas draws a knife; the wires it goes through are cut when it is let go, as one step. */
export function KnifeLine({ children }: { readonly children: ReactNode }) {
  const canvas = useCanvas()
  const drawn = useRef<Point[] | null>(null)
  const [line, setLine] = useState<readonly Point[]>([])

  const begin = (event: ReactPointerEvent<HTMLDivElement>) => {
    const isPane = event.target instanceof Element && event.target.classList.contains('react-flow__pane')
    if (!isPane || event.button !== 0 || !(event.altKey || event.ctrlKey)) return
    // Before React Flow sees it: no selection, no panning.
    event.stopPropagation()
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    drawn.current = [[event.clientX, event.clientY]]
  }
  const go = (event: ReactPointerEvent<HTMLDivElement>) => {
    if (!drawn.current) return
    event.stopPropagation()
    drawn.current = [...drawn.current, [event.clientX, event.clientY]]
    setLine(drawn.current)
    canvas.store.setState({ cutKeys: wiresUnder(canvas, drawn.current) })
  }
  const end = (isCut: boolean) => {
    if (!drawn.current) return
    const { cutKeys } = canvas.store.getState()
    drawn.current = null
    setLine([])
    canvas.store.setState({ cutKeys: new Set() })
    if (isCut) cutWiresByKey(canvas, [...cutKeys])
  }
  return (
    <div
      className="canvas-surface"
      onPointerDownCapture={begin}
      onPointerMoveCapture={go}
      onPointerUpCapture={() => end(true)}
      onPointerCancel={() => end(false)}
      onContextMenuCapture={(event) => {
        // Ctrl and a press is also the menu on some computers.
        if (drawn.current) event.preventDefault()
      }}
    >
      {children}
      {line.length > 1 && (
        <svg className="knife" aria-hidden>
          <polyline points={line.map((point) => point.join(',')).join(' ')} />
        </svg>
      )}
    </div>
  )
}
