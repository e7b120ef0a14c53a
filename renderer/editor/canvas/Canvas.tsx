import { Background, BackgroundVariant, ConnectionLineType, ReactFlow, SelectionMode } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { classNames } from '#renderer/ui/class-names.ts'
import { type EditorState, useEditor } from '../store.ts'
import './Canvas.css'
import { CanvasMenu } from './CanvasMenu.tsx'
import { CommentView } from './CommentView.tsx'
import { pressOnCanvas } from './canvas-keys.ts'
import { CanvasContext, type Canvas as CanvasOfFlow, type CanvasState, useCanvasState } from './canvas-store.ts'
import type { CanvasThing, CanvasWire } from './canvas-things.ts'
import { FindList } from './FindList.tsx'
import { GroupView } from './GroupView.tsx'
import { grid } from './geometry.ts'
import { gesturesOf } from './gestures.ts'
import { KnifeLine } from './KnifeLine.tsx'
import { Minimap } from './Minimap.tsx'
import { NodeView } from './NodeView.tsx'
import { QuickAddList } from './QuickAddList.tsx'
import { focusThing, showThings } from './view-actions.ts'
import { WirePicks } from './WirePicks.tsx'
import { WireView } from './WireView.tsx'

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
  const act = useMemo(() => gesturesOf(canvas), [canvas])

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
