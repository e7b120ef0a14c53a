import { useStoreApi } from '@xyflow/react'
import { type PointerEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '../catalogue.ts'
import { indexOf, problemsOf } from '../document-index.ts'
import { nodeFace } from '../node-face.ts'
import { useEditorStore } from '../store.ts'
import { useCanvas } from './canvas-store.ts'
import { rectOf } from './canvas-things.ts'
import { around, type Rect } from './geometry.ts'
import './Minimap.css'

const size = { width: 176, height: 120 }
const redrawMs = 100
/** A large flow takes longer to draw than a frame has to spare beside a drag. */
const largeFrom = 200
const largeRedrawMs = 400

interface Frame {
  readonly box: Rect
  readonly scale: number
}

/** The whole flow, small, with what failed and what is wrong in colour; drawn as one picture, so that it costs nothing per node. */
export function Minimap() {
  const { t } = useTranslation('editor')
  const canvas = useCanvas()
  const editor = useEditorStore()
  const catalogue = useCatalogue()
  const picture = useRef<HTMLCanvasElement>(null)
  const frame = useRef<Frame>({ box: { x: 0, y: 0, ...size }, scale: 1 })
  const seen = useRef<HTMLDivElement>(null)
  // React Flow's store itself: the picture follows it without rendering.
  const flow = useStoreApi()

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const draw = () => {
      timer = undefined
      const context = picture.current?.getContext('2d')
      if (!context || !picture.current) return
      const { things } = canvas.store.getState()
      const { document, check, run, selection } = editor.getState()
      const rects = things.map(rectOf)
      const box = around(rects) ?? { x: 0, y: 0, ...size }
      const scale = Math.min(size.width / (box.width + 160), size.height / (box.height + 160), 0.25)
      frame.current = { box, scale }
      const density = devicePixelRatio
      picture.current.width = size.width * density
      picture.current.height = size.height * density
      context.scale(density, density)
      const colour = colours(picture.current)
      const chosen = new Set(selection)
      const { nodes } = indexOf(document)
      for (const thing of things) {
        const { x, y, width, height } = rectOf(thing)
        const [left, top] = placeIn(frame.current, x, y)
        const node = nodes.get(thing.id)
        const hasFailed = (run?.progress?.nodes[thing.id]?.failed ?? 0) > 0
        const hue = node && nodeFace(node, document.slots, catalogue).connector?.hue
        context.globalAlpha = thing.type === 'step' ? 1 : 0.35
        context.fillStyle = hasFailed
          ? colour.failed
          : problemsOf(check, thing.id).length > 0
            ? colour.waiting
            : chosen.has(thing.id)
              ? colour.accent
              : thing.type === 'step'
                ? (hue ?? colour.plain)
                : colour.quiet
        context.fillRect(left, top, Math.max(2, width * scale), Math.max(2, height * scale))
      }
      showView()
    }
    const showView = () => {
      const element = seen.current
      const { transform, width, height } = flow.getState()
      if (!element) return
      const [x, y, zoom] = transform
      const [left, top] = placeIn(frame.current, -x / zoom, -y / zoom)
      element.style.transform = `translate(${left}px,${top}px)`
      element.style.width = `${(width / zoom) * frame.current.scale}px`
      element.style.height = `${(height / zoom) * frame.current.scale}px`
    }
    const later = () => {
      timer ??= setTimeout(draw, canvas.store.getState().things.length > largeFrom ? largeRedrawMs : redrawMs)
    }
    draw()
    const leave = [
      canvas.store.subscribe((state, before) => state.things !== before.things && later()),
      editor.subscribe((state, before) => (state.check !== before.check || state.run !== before.run) && later()),
      flow.subscribe((state, before) => (state.transform !== before.transform || state.width !== before.width) && showView()),
    ]
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    scheme.addEventListener('change', later)
    return () => {
      clearTimeout(timer)
      scheme.removeEventListener('change', later)
      for (const one of leave) one()
    }
  }, [canvas, editor, catalogue, flow])

  const goTo = (event: PointerEvent<HTMLElement>) => {
    if (event.buttons !== 1 && event.type !== 'pointerdown') return
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    const { box } = frame.current
    // On a small canvas it is drawn smaller than it is.
    const scale = (frame.current.scale * width) / size.width
    const x = (event.clientX - left - width / 2) / scale + box.x + box.width / 2
    const y = (event.clientY - top - height / 2) / scale + box.y + box.height / 2
    void canvas.view?.setCenter(x, y, { zoom: canvas.view.getZoom(), duration: 0 })
  }
  return (
    <div
      className="minimap"
      style={size}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        goTo(event)
      }}
      onPointerMove={goTo}
    >
      <canvas ref={picture} style={size} role="img" aria-label={t('minimap.title')} />
      <div ref={seen} className="minimap-view" />
    </div>
  )
}

function placeIn({ box, scale }: Frame, x: number, y: number): readonly [number, number] {
  return [(x - box.x - box.width / 2) * scale + size.width / 2, (y - box.y - box.height / 2) * scale + size.height / 2]
}

function colours(element: Element) {
  const style = getComputedStyle(element)
  const named = (name: string) => resolve(style.getPropertyValue(name), element)
  return {
    plain: named('--line-strong'),
    quiet: named('--line-strong'),
    failed: named('--failed'),
    waiting: named('--waiting'),
    accent: named('--accent'),
  }
}

/** A picture does not understand `light-dark()`: the value as it holds for this element. */
function resolve(value: string, element: Element): string {
  const [, light = value, dark = value] = /^light-dark\((.+?),\s*(.+)\)$/.exec(value.trim()) ?? []
  return getComputedStyle(element).colorScheme === 'dark' ||
    (getComputedStyle(element).colorScheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
    ? dark
    : light
}
