import i18next from 'i18next'
import { indexOf } from '../document-index.ts'
import type { Canvas } from './canvas-store.ts'
import { grid, type Point } from './geometry.ts'
import { type Direction, nextThing } from './next-thing.ts'
import { nudge, toggleDisabled } from './selection-actions.ts'
import { besideThing, focusThing } from './view-actions.ts'

const directions: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }
const steps: Readonly<Record<Direction, Point>> = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }

export interface PressedKey {
  readonly key: string
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly hasMod: boolean
}

/**
 * Keys that walk the canvas and act on what they are on; everything else is a command with keys of its own. True when it was used.
 * Arrows walk and select, with Ctrl they only walk, with Shift they move what is selected (with Ctrl as well: pixel by pixel).
 */
export function pressOnCanvas(canvas: Canvas, { key, shiftKey, altKey, hasMod }: PressedKey): boolean {
  const { focusId, things } = canvas.store.getState()
  const { document, selection, select, openPanel } = canvas.editor.getState()
  const direction = directions[key]
  if (direction && !altKey) {
    if (shiftKey) {
      const by = hasMod ? 1 : grid
      nudge(canvas, [steps[direction][0] * by, steps[direction][1] * by])
      return true
    }
    const next = nextThing(document, things, focusId, direction)
    if (next === null) return things.length > 0
    focusThing(canvas, next)
    if (!hasMod) select([next])
    return true
  }
  if (altKey || hasMod || shiftKey) return false
  switch (key) {
    case 'Enter':
      if (focusId === null) return false
      if (indexOf(document).nodes.has(focusId)) openPanel(focusId)
      else canvas.store.setState({ renaming: focusId })
      return true
    case ' ':
      if (focusId === null) return false
      select(selection.includes(focusId) ? selection.filter((id) => id !== focusId) : [...selection, focusId])
      canvas.say(i18next.t('editor:said.selected', { count: canvas.editor.getState().selection.length }))
      return true
    case 'Escape':
      select([])
      return true
    case 'd':
    case 'D':
      toggleDisabled(canvas)
      return true
    case 'x':
    case 'X':
      if (focusId === null || !indexOf(document).nodes.has(focusId)) return false
      canvas.store.setState({ pick: { what: 'cut', nodeId: focusId, at: besideThing(canvas, focusId) } })
      return true
    default:
      return false
  }
}
