import type { Edge, FinalConnectionState, IsValidConnection, OnConnectStart, ReactFlowInstance } from '@xyflow/react'
import type { DragEvent, MouseEvent } from 'react'
import { originsOutOfReach, targetsOutOfReach } from '#core/flow/wires.ts'
import { draggedEntry } from '../dragged-entry.ts'
import type { Canvas } from './canvas-store.ts'
import type { CanvasThing, CanvasWire } from './canvas-things.ts'
import { endDrag, followDrag, followEntry } from './drag-actions.ts'
import { nodeWidth, type Point } from './geometry.ts'
import { addFromPalette } from './quick-add.ts'
import { showFirst } from './view-actions.ts'
import { drawWire, leadElsewhere } from './wire-actions.ts'

/** What a hand does on the canvas, as React Flow tells it. Made once for each canvas: React Flow compares what it is given. */
export function gesturesOf(canvas: Canvas) {
  const { editor, store } = canvas
  const flowPlace = (event: { readonly clientX: number; readonly clientY: number }): Point => {
    const place = canvas.view?.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false })
    return [place?.x ?? 0, place?.y ?? 0]
  }
  const openMenu = (event: MouseEvent | globalThis.MouseEvent, of: 'thing' | 'wire' | 'canvas') => {
    event.preventDefault()
    store.setState({ menu: { at: [event.clientX, event.clientY], of } })
  }
  const isValid: IsValidConnection<CanvasWire> = ({ target }) => store.getState().outOfReach?.has(target) === false
  const connectStart: OnConnectStart = (_event, { nodeId, handleId, handleType }) => {
    if (nodeId === null || handleId === null) return
    const { document } = editor.getState()
    store.setState({
      outOfReach:
        handleType === 'source'
          ? targetsOutOfReach(document, [nodeId, handleId], canvas.portsOf)
          : originsOutOfReach(document, nodeId, canvas.portsOf),
    })
  }
  return {
    isValid: ((connection) => {
      const { outOfReach } = store.getState()
      // While a wire is drawn backwards the list holds origins instead of targets.
      return outOfReach?.has(connection.source) === false || isValid(connection)
    }) satisfies IsValidConnection<CanvasWire>,
    init(view: ReactFlowInstance<CanvasThing, CanvasWire>) {
      canvas.view = view
      showFirst(canvas)
      canvas.zoomed(view.getZoom())
    },
    move(_event: unknown, { zoom }: { readonly zoom: number }) {
      canvas.zoomed(zoom)
    },
    focus(target: EventTarget) {
      const id = target instanceof Element ? target.closest<HTMLElement>('[data-thing]')?.dataset.thing : undefined
      if (id !== undefined && id !== store.getState().focusId) store.setState({ focusId: id })
    },
    clickWire(event: MouseEvent, { id }: Edge) {
      const { selectedWires, selection, select } = editor.getState()
      if (event.shiftKey) select(selection, selectedWires.includes(id) ? selectedWires.filter((one) => one !== id) : [...selectedWires, id])
      else select([], [id])
    },
    clickCanvas() {
      editor.getState().select([])
    },
    drag(event: globalThis.MouseEvent | TouchEvent | MouseEvent, node: CanvasThing, nodes: CanvasThing[]) {
      const ids = nodes.length > 1 ? nodes.map(({ id }) => id) : [node.id]
      if ('clientX' in event) followDrag(canvas, ids, flowPlace(event))
    },
    dragEnd(_event: unknown, node: CanvasThing, nodes: CanvasThing[]) {
      endDrag(canvas, nodes.length > 0 ? nodes.map(({ id }) => id) : [node.id])
    },
    selectionDragEnd(_event: unknown, nodes: CanvasThing[]) {
      endDrag(
        canvas,
        nodes.map(({ id }) => id),
      )
    },
    openNode(_event: unknown, { id, type }: CanvasThing) {
      if (type === 'step') editor.getState().openPanel(id)
    },
    connect({ source, sourceHandle, target }: { readonly source: string; readonly sourceHandle: string | null; readonly target: string }) {
      drawWire(canvas, { from: [source, sourceHandle ?? 'out'], to: target })
    },
    connectStart,
    connectEnd(event: globalThis.MouseEvent | TouchEvent, { isValid, fromHandle, toNode }: FinalConnectionState) {
      store.setState({ outOfReach: null })
      if (isValid || !fromHandle || toNode || !('clientX' in event)) return
      const [x, y] = flowPlace(event)
      const isForward = fromHandle.type === 'source'
      store.setState({
        quickAdd: {
          at: [event.clientX, event.clientY],
          place: [isForward ? x : x - nodeWidth, y - 28],
          ...(isForward ? { from: [fromHandle.nodeId, fromHandle.id ?? 'out'] as const } : { to: fromHandle.nodeId }),
        },
      })
    },
    reconnect(
      edge: CanvasWire,
      { source, sourceHandle, target }: { readonly source: string; readonly sourceHandle: string | null; readonly target: string },
    ) {
      leadElsewhere(canvas, edge.id, { from: [source, sourceHandle ?? 'out'], to: target })
    },
    reconnectStart(_event: unknown, { source, sourceHandle, target }: CanvasWire, fixed: 'source' | 'target') {
      connectStart(_event as globalThis.MouseEvent, {
        nodeId: fixed === 'source' ? source : target,
        handleId: fixed === 'source' ? (sourceHandle ?? 'out') : 'in',
        handleType: fixed,
      })
    },
    reconnectEnd() {
      store.setState({ outOfReach: null })
    },
    menuOfThing(event: MouseEvent, { id }: CanvasThing) {
      const { selection, select } = editor.getState()
      if (!selection.includes(id)) select([id])
      store.setState({ focusId: id })
      openMenu(event, 'thing')
    },
    menuOfWire(event: MouseEvent, { id }: Edge) {
      const { selectedWires, select } = editor.getState()
      if (!selectedWires.includes(id)) select([], [id])
      openMenu(event, 'wire')
    },
    menuOfCanvas: (event: MouseEvent | globalThis.MouseEvent) => openMenu(event, 'canvas'),
    menuOfSelection: (event: MouseEvent) => openMenu(event, 'thing'),
    dragOver(event: DragEvent) {
      const entry = draggedEntry.current
      if (!entry) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      followEntry(canvas, entry, flowPlace(event))
    },
    dragLeave() {
      store.setState({ spliceKey: null })
    },
    drop(event: DragEvent) {
      const entry = draggedEntry.current
      if (!entry) return
      event.preventDefault()
      const { spliceKey } = store.getState()
      store.setState({ spliceKey: null })
      const [x, y] = flowPlace(event)
      addFromPalette(canvas, entry, { place: [x - nodeWidth / 2, y - 28], ...(spliceKey !== null && { wire: spliceKey }) })
    },
  }
}
