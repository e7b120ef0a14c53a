import {
  Background,
  BackgroundVariant,
  ConnectionLineType,
  type Edge,
  type FinalConnectionState,
  type IsValidConnection,
  type OnConnectStart,
  ReactFlow,
  type ReactFlowInstance,
  SelectionMode,
} from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { type DragEvent, type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { originsOutOfReach, targetsOutOfReach } from '#core/flow/wires.ts'
import { classNames } from '#renderer/ui/class-names.ts'
import { draggedEntry } from '../dragged-entry.ts'
import { type EditorState, useEditor } from '../store.ts'
import './Canvas.css'
import { CanvasMenu } from './CanvasMenu.tsx'
import { CommentView } from './CommentView.tsx'
import { pressOnCanvas } from './canvas-keys.ts'
import { CanvasContext, type Canvas as CanvasOfFlow, type CanvasState, useCanvasState } from './canvas-store.ts'
import type { CanvasThing, CanvasWire } from './canvas-things.ts'
import { endDrag, followDrag, followEntry } from './drag-actions.ts'
import { FindList } from './FindList.tsx'
import { GroupView } from './GroupView.tsx'
import { grid, nodeWidth, type Point } from './geometry.ts'
import { KnifeLine } from './KnifeLine.tsx'
import { Minimap } from './Minimap.tsx'
import { NodeView } from './NodeView.tsx'
import { QuickAddList } from './QuickAddList.tsx'
import { addFromPalette } from './quick-add.ts'
import { focusThing, showFirst, showThings } from './view-actions.ts'
import { WirePicks } from './WirePicks.tsx'
import { WireView } from './WireView.tsx'
import { drawWire, leadElsewhere } from './wire-actions.ts'

const nodeTypes = { step: NodeView, comment: CommentView, frame: GroupView }
const edgeTypes = { wire: WireView }
const snap: [number, number] = [grid, grid]
const panWith = [1]
const noKeys: string[] = []
const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
/** Beyond this, moving dashes and breathing bands would cost more frames than they are worth. */
const livelyUpTo = 150

const thingsOf = ({ things }: CanvasState) => things
const wiresOf = ({ wires }: CanvasState) => wires
const isWiring = ({ outOfReach }: CanvasState) => outOfReach !== null
const saidOf = ({ said }: CanvasState) => said
const focusOf = ({ focusId }: CanvasState) => focusId
const isRunningIn = ({ run }: EditorState) => run?.summary.state === 'running'
const isLivelyIn = ({ document }: EditorState) => document.wires.length <= livelyUpTo
const zoomOf = ({ zoom }: EditorState) => zoom

interface CanvasProps {
  readonly canvas: CanvasOfFlow
  readonly hasMinimap: boolean
}

/** The flow, drawn: everything a hand or the keyboard does to it, each as one step of the history. */
export function Canvas({ canvas, hasMinimap }: CanvasProps) {
  return (
    <CanvasContext value={canvas}>
      <Surface canvas={canvas} hasMinimap={hasMinimap} />
      <QuickAddList />
      <WirePicks />
      <FindList />
      <CanvasMenu />
      <Said />
    </CanvasContext>
  )
}

function Surface({ canvas, hasMinimap }: CanvasProps) {
  const { t } = useTranslation('editor')
  const things = useCanvasState(thingsOf)
  const wires = useCanvasState(wiresOf)
  const isDrawing = useCanvasState(isWiring)
  const hasFocusedThing = useCanvasState(focusOf) !== null
  const isRunning = useEditor(isRunningIn)
  const isLively = useEditor(isLivelyIn)
  const zoom = useEditor(zoomOf)
  const root = useRef<HTMLDivElement>(null)
  const act = useMemo(() => handlers(canvas), [canvas])

  useEffect(() => {
    if (!zoom) return
    showThings(canvas, zoom.ids)
    const first = zoom.ids[0]
    if (first !== undefined) focusThing(canvas, first)
  }, [zoom, canvas])

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement
    if (event.defaultPrevented || target.closest('input, textarea')) return
    const { key, shiftKey, altKey } = event
    if (!pressOnCanvas(canvas, { key, shiftKey, altKey, hasMod: isMac ? event.metaKey : event.ctrlKey })) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping from the palette; the keyboard adds in its own way
    <div
      ref={root}
      className={classNames(
        'canvas',
        isDrawing && 'canvas-wiring',
        isRunning && 'canvas-running',
        isRunning && isLively && 'canvas-lively',
      )}
      onDragOver={act.dragOver}
      onDragLeave={act.dragLeave}
      onDrop={act.drop}
    >
      <KnifeLine>
        <ReactFlow<CanvasThing, CanvasWire>
          aria-label={t('canvas.label')}
          aria-roledescription={t('canvas.role')}
          // The keyboard comes in here and goes on to a thing; with one at hand, that thing is the stop.
          tabIndex={hasFocusedThing ? -1 : 0}
          onKeyDown={onKeyDown}
          onFocus={(event) => act.focus(event.target)}
          // React Flow writes nothing into what it is given.
          nodes={things as CanvasThing[]}
          edges={wires as CanvasWire[]}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onInit={act.init}
          onMove={act.move}
          onNodesChange={canvas.change}
          onEdgeClick={act.clickWire}
          onPaneClick={act.clickCanvas}
          onNodeDrag={act.drag}
          onNodeDragStop={act.dragEnd}
          onSelectionDragStop={act.selectionDragEnd}
          onNodeDoubleClick={act.openNode}
          onConnect={act.connect}
          onConnectStart={act.connectStart}
          onConnectEnd={act.connectEnd}
          onReconnect={act.reconnect}
          onReconnectStart={act.reconnectStart}
          onReconnectEnd={act.reconnectEnd}
          isValidConnection={act.isValid}
          onNodeContextMenu={act.menuOfThing}
          onEdgeContextMenu={act.menuOfWire}
          onPaneContextMenu={act.menuOfCanvas}
          onSelectionContextMenu={act.menuOfSelection}
          connectionLineType={ConnectionLineType.Bezier}
          connectionRadius={28}
          reconnectRadius={12}
          snapToGrid
          snapGrid={snap}
          selectionOnDrag
          selectionMode={SelectionMode.Partial}
          panOnDrag={panWith}
          panOnScroll
          zoomOnDoubleClick={false}
          minZoom={0.08}
          maxZoom={2}
          nodeDragThreshold={2}
          nodesFocusable={false}
          edgesFocusable={false}
          disableKeyboardA11y
          deleteKeyCode={noKeys}
          elevateNodesOnSelect={false}
          multiSelectionKeyCode="Shift"
          selectionKeyCode={noKeys}
          onlyRenderVisibleElements
          proOptions={{ hideAttribution: true }}
        >
          <Background variant={BackgroundVariant.Dots} gap={grid * 3} size={1} className="canvas-dots" />
          {hasMinimap && <Minimap />}
        </ReactFlow>
      </KnifeLine>
    </div>
  )
}

/** Changes are told to those who cannot see them. */
function Said() {
  return (
    <div className="only-read" role="status">
      {useCanvasState(saidOf)}
    </div>
  )
}

/** Made once: React Flow compares what it is given. */
function handlers(canvas: CanvasOfFlow) {
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
