import { indexOf } from '../document-index.ts'
import type { Canvas } from './canvas-store.ts'
import { rectOf } from './canvas-things.ts'
import { fitView } from './fit-view.ts'
import { around, nodeWidth, type Point, type Rect } from './geometry.ts'

/** A flow that can be seen whole at this size is: its words are small, but can be read. */
const wholeZoom = 0.6
/** Where only a part can be seen, its words are read at ease. */
const partZoom = 0.75

const motionMs = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200)

export function rectsOf(canvas: Canvas, ids: readonly string[]): readonly Rect[] {
  const meant = new Set(ids)
  return canvas.store
    .getState()
    .things.filter(({ id }) => meant.has(id))
    .map(rectOf)
}

/** Shows these, or everything, as large as they fit beside the tools and the map. */
export function showThings(canvas: Canvas, ids?: readonly string[], maxZoom = 1): void {
  const frame = frameOf()
  const rects = ids ? rectsOf(canvas, ids) : canvas.store.getState().things.map(rectOf)
  const view = frame && fitView(rects, { ...frame, maxZoom })
  // Motion costs frames where there is much to move.
  const isLarge = canvas.store.getState().things.length > 300
  if (view) void canvas.view?.setViewport(view, { duration: isLarge ? 0 : motionMs() })
}

/** The canvas on screen, and what lies over it. */
function frameOf() {
  const frame = document.querySelector('.canvas')?.getBoundingClientRect()
  if (!frame) return undefined
  const over = [...document.querySelectorAll('.editor-canvas :is(.canvas-tools, .minimap)')].map((element) =>
    element.getBoundingClientRect(),
  )
  return {
    width: frame.width,
    height: frame.height,
    // A map that is not shown has no size.
    covered: over
      .filter(({ width }) => width > 0)
      .map(({ left, top, width, height }) => ({ x: left - frame.left, y: top - frame.top, width, height })),
  }
}

/** The first look at a flow: all of it where it can still be read, else its beginning. */
export function showFirst(canvas: Canvas): void {
  const rects = canvas.store.getState().things.map(rectOf)
  const box = around(rects)
  const frame = frameOf()
  const whole = frame && fitView(rects, { ...frame, maxZoom: 1 })
  if (!box || !frame || !whole || !canvas.view) return
  if (whole.zoom >= wholeZoom) return void canvas.view.setViewport(whole)
  const margin = 24
  const begin = (from: number, length: number, room: number) =>
    length * partZoom > room - 2 * margin ? margin - from * partZoom : room / 2 - (from + length / 2) * partZoom
  void canvas.view.setViewport({ x: begin(box.x, box.width, frame.width), y: begin(box.y, box.height, frame.height), zoom: partZoom })
}

export function fitSelection(canvas: Canvas): void {
  const { selection } = canvas.editor.getState()
  if (selection.length > 0) showThings(canvas, selection)
}

export function zoom(canvas: Canvas, direction: 'in' | 'out'): void {
  void (direction === 'in' ? canvas.view?.zoomIn({ duration: motionMs() }) : canvas.view?.zoomOut({ duration: motionMs() }))
}

/** The part of the canvas that is on screen. */
export function visibleRect(canvas: Canvas): Rect {
  const element = document.querySelector('.canvas .react-flow')?.getBoundingClientRect()
  const { view } = canvas
  if (!element || !view) return { x: 0, y: 0, width: 0, height: 0 }
  const { x, y } = view.screenToFlowPosition({ x: element.left, y: element.top }, { snapToGrid: false })
  return { x, y, width: element.width / view.getZoom(), height: element.height / view.getZoom() }
}

export function middleOfView(canvas: Canvas): Point {
  const { x, y, width, height } = visibleRect(canvas)
  return [x + width / 2, y + height / 2]
}

/** Moves the view only as far as it takes to show the thing; zooms in where it could not be read. */
export function reveal(canvas: Canvas, id: string): void {
  const { view } = canvas
  const rect = rectsOf(canvas, [id])[0]
  if (!view || !rect) return
  const seen = visibleRect(canvas)
  const margin = 24
  const isSeen =
    rect.x >= seen.x + margin &&
    rect.y >= seen.y + margin &&
    rect.x + rect.width <= seen.x + seen.width - margin &&
    rect.y + rect.height <= seen.y + seen.height - margin
  if (isSeen && view.getZoom() >= 0.4) return
  void view.setCenter(rect.x + Math.min(rect.width, nodeWidth * 3) / 2, rect.y + rect.height / 2, {
    zoom: Math.max(view.getZoom(), 0.75),
    duration: motionMs(),
  })
}

/** Puts the keyboard on a thing, wherever it is; it is drawn first when it was out of sight. */
export function focusThing(canvas: Canvas, id: string): void {
  const { nodes, comments, groups } = indexOf(canvas.editor.getState().document)
  if (!nodes.has(id) && !comments.has(id) && !groups.has(id)) return
  canvas.store.setState({ focusId: id })
  reveal(canvas, id)
  const attempt = (left: number) => {
    const element = document.querySelector<HTMLElement>(`[data-thing="${CSS.escape(id)}"]`)
    if (element) element.focus({ preventScroll: true })
    else if (left > 0) requestAnimationFrame(() => attempt(left - 1))
  }
  requestAnimationFrame(() => attempt(30))
}

/** The place on the page of the right edge of a thing: lists about it open there. */
export function besideThing(canvas: Canvas, id: string): Point {
  const rect = rectsOf(canvas, [id])[0]
  const place = rect && canvas.view?.flowToScreenPosition({ x: rect.x + rect.width + 8, y: rect.y })
  return place ? [place.x, place.y] : [innerWidth / 2, innerHeight / 3]
}
