import { applyNodeChanges, type NodeChange, type ReactFlowInstance } from '@xyflow/react'
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { NoTarget, PortsOf } from '#core/flow/wires.ts'
import type { CatalogueLookup } from '../catalogue.ts'
import { indexOf } from '../document-index.ts'
import { portsIn } from '../node-face.ts'
import type { EditorStore } from '../store.ts'
import { type CanvasThing, type CanvasWire, canvasThings, canvasWires, groupRect, groupThing } from './canvas-things.ts'
import type { Point } from './geometry.ts'

/** What only the canvas knows: where things are while they are dragged, what a gesture points at, where the keyboard is. */
export interface CanvasState {
  readonly things: readonly CanvasThing[]
  readonly wires: readonly CanvasWire[]
  /** Zoomed out so far that words cannot be read: nodes are boxes and wires are lines. */
  readonly isFar: boolean
  /** The node, comment or group the keyboard is on. */
  readonly focusId: string | null
  /** While a wire is drawn: what it cannot lead to, and why; null otherwise. */
  readonly outOfReach: ReadonlyMap<string, NoTarget> | null
  /** The wire a dragged node would be spliced into. */
  readonly spliceKey: string | null
  /** Wires a drawn knife line goes through. */
  readonly cutKeys: ReadonlySet<string>
  /** Read aloud. */
  readonly said: string
  readonly quickAdd: QuickAdd | null
  readonly menu: { readonly at: Point; readonly of: 'thing' | 'wire' | 'canvas' } | null
  readonly pick: Pick | null
  readonly isSearching: boolean
  readonly renaming: string | null
}

/** A list of what can be added, at a place of the page; what is added goes to a place of the canvas and is wired to what asked. */
export interface QuickAdd {
  readonly at: Point
  readonly place: Point
  readonly from?: readonly [nodeId: string, port: string]
  readonly to?: string
  /** Nothing was drawn: what cannot be wired to `from` may be added all the same. */
  readonly isLoose?: boolean
  readonly wire?: string
}

/** A choice made with the keyboard: where a wire goes, or which wires to cut. */
export type Pick =
  | { readonly what: 'connect'; readonly nodeId: string; readonly at: Point }
  | { readonly what: 'cut'; readonly nodeId: string; readonly at: Point }

export interface Canvas {
  readonly editor: EditorStore
  readonly catalogue: CatalogueLookup
  readonly store: StoreApi<CanvasState>
  readonly portsOf: PortsOf
  /** React Flow's own handle on the view; there from the first paint on. */
  view: ReactFlowInstance<CanvasThing, CanvasWire> | null
  change(changes: readonly NodeChange<CanvasThing>[]): void
  say(text: string): void
  /** Told with every move of the view. */
  zoomed(zoom: number): void
  /** Puts every dragged thing back to where the document has it. */
  settle(): void
  /** Follows the editor until the returned function is called. */
  follow(): () => void
}

const none: ReadonlySet<string> = new Set()
const farZoom = 0.36

export function createCanvas(editor: EditorStore, catalogue: CatalogueLookup): Canvas {
  const portsOf = portsIn(catalogue)
  const { document, selection, selectedWires } = editor.getState()
  const store = createStore<CanvasState>(() => ({
    things: canvasThings(document, { selection, portsOf, before: [] }),
    wires: canvasWires(document, { selected: selectedWires, before: [] }),
    isFar: false,
    focusId: null,
    outOfReach: null,
    spliceKey: null,
    cutKeys: none,
    said: '',
    quickAdd: null,
    menu: null,
    pick: null,
    isSearching: false,
    renaming: null,
  }))

  const settle = () => {
    const { document, selection, selectedWires } = editor.getState()
    store.setState(({ things, wires, focusId }) => {
      const { nodes, comments, groups } = indexOf(document)
      const isThere = focusId !== null && (nodes.has(focusId) || comments.has(focusId) || groups.has(focusId))
      return {
        things: canvasThings(document, { selection, portsOf, before: things }),
        wires: canvasWires(document, { selected: selectedWires, before: wires }),
        focusId: isThere ? focusId : null,
      }
    })
  }

  return {
    editor,
    catalogue,
    store,
    portsOf,
    view: null,
    settle,
    change(changes) {
      const { things } = store.getState()
      const moved = withMembersMoved(editor, things, changes)
      const next = framesAround(editor, things, applyNodeChanges([...moved], [...things]), moved)
      if (next !== things) store.setState({ things: next })
      selectChanged(editor, changes)
    },
    zoomed(zoom) {
      const { isFar } = store.getState()
      // Apart, so that standing at the border does not flicker.
      if (isFar ? zoom > farZoom + 0.02 : zoom < farZoom) store.setState({ isFar: !isFar })
    },
    say: (text) => store.setState({ said: text }),
    follow() {
      settle()
      return editor.subscribe((state, before) => {
        const isOther = state.document !== before.document || state.selection !== before.selection
        if (isOther || state.selectedWires !== before.selectedWires) settle()
      })
    },
  }
}

type Change = NodeChange<CanvasThing>

/** A dragged frame takes along what is in it. */
function withMembersMoved(editor: EditorStore, things: readonly CanvasThing[], changes: readonly Change[]): readonly Change[] {
  const { groups } = indexOf(editor.getState().document)
  if (groups.size === 0) return changes
  const dragged = changes.filter((change) => change.type === 'position' && groups.has(change.id))
  if (dragged.length === 0) return changes
  const known = new Map(things.map((thing) => [thing.id, thing]))
  const moved = new Set(changes.map((change) => ('id' in change ? change.id : '')))
  return [
    ...changes,
    ...dragged.flatMap((change): Change[] => {
      const frame = change.type === 'position' ? known.get(change.id) : undefined
      if (change.type !== 'position' || !change.position || !frame) return []
      const [dx, dy] = [change.position.x - frame.position.x, change.position.y - frame.position.y]
      return (groups.get(change.id)?.members ?? []).flatMap((id): Change[] => {
        const member = known.get(id)
        if (!member || moved.has(id)) return []
        return [{ type: 'position', id, position: { x: member.position.x + dx, y: member.position.y + dy }, dragging: change.dragging }]
      })
    }),
  ]
}

/** Frames follow what they go around while it is dragged. */
function framesAround(
  editor: EditorStore,
  before: readonly CanvasThing[],
  things: readonly CanvasThing[],
  changes: readonly Change[],
): readonly CanvasThing[] {
  const { groupOf } = indexOf(editor.getState().document)
  if (groupOf.size === 0) return things
  const touched = new Set(changes.flatMap((change) => (change.type === 'position' ? (groupOf.get(change.id) ?? []) : [])))
  if (touched.size === 0) return things
  const known = new Map(things.map((thing) => [thing.id, thing]))
  const frames = new Map(
    [...touched].flatMap((group): [string, CanvasThing][] => {
      const rect = groupRect(group.members.flatMap((id) => known.get(id) ?? []))
      const was = before.find((thing) => thing.id === group.id)
      return rect ? [[group.id, groupThing(group.id, rect, was?.selected ?? false, was)]] : []
    }),
  )
  return things.map((thing) => frames.get(thing.id) ?? thing)
}

function selectChanged(editor: EditorStore, changes: readonly Change[]): void {
  const chosen = changes.filter((change) => change.type === 'select')
  if (chosen.length === 0) return
  const { selection, selectedWires, select } = editor.getState()
  const next = new Set(selection)
  for (const change of chosen) {
    if (change.type !== 'select') continue
    if (change.selected) next.add(change.id)
    else next.delete(change.id)
  }
  select([...next], selectedWires)
}

export const CanvasContext = createContext<Canvas | null>(null)

export function useCanvas(): Canvas {
  const canvas = useContext(CanvasContext)
  if (!canvas) throw new Error('useCanvas is used outside the canvas.')
  return canvas
}

export function useCanvasState<Picked>(select: (state: CanvasState) => Picked): Picked {
  return useStore(useCanvas().store, select)
}
