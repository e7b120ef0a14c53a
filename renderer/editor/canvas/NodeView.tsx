import { Handle, type NodeProps, Position } from '@xyflow/react'
import { Pin } from 'lucide-react'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunProgress } from '#core/engine/run-event.ts'
import { renameNode } from '#core/flow/edit.ts'
import { formatShortNumber } from '#renderer/language/format.ts'
import { saySentence } from '#renderer/language/say-sentence.ts'
import { classNames } from '#renderer/ui/class-names.ts'
import { SystemIcon } from '#renderer/ui/SystemIcon.tsx'
import { systemHue } from '#renderer/ui/system-hue.ts'
import { useCatalogue } from '../catalogue.ts'
import { indexOf, problemsOf } from '../document-index.ts'
import { NodeIcon } from '../NodeIcon.tsx'
import { nodeFace } from '../node-face.ts'
import { nodeLine } from '../node-line.ts'
import { type EditorState, useEditor, useEditorStore } from '../store.ts'
import { type CanvasState, useCanvas, useCanvasState } from './canvas-store.ts'
import type { StepThing } from './canvas-things.ts'
import { type NodeShape, outputTop } from './geometry.ts'
import { NameField } from './NameField.tsx'
import './NodeView.css'
import { focusThing } from './view-actions.ts'

const slotsOf = ({ document }: EditorState) => document.slots

/** What one node shows of the stores: each as small as can be, so that it is drawn again only when that changes. */
function picksFor(id: string) {
  return {
    node: ({ document }: EditorState) => indexOf(document).nodes.get(id),
    line: ({ check }: EditorState) => check?.lines[id] ?? '',
    problems: ({ check }: EditorState) => problemsOf(check, id),
    counts: ({ run }: EditorState) => countsText(run?.progress ?? null, id),
    isWrong: ({ check }: EditorState) => problemsOf(check, id).length > 0,
    hasFailed: ({ run }: EditorState) => (run?.progress?.nodes[id]?.failed ?? 0) > 0,
    isActive: ({ run }: EditorState) => run?.summary.state === 'running' && run.progress?.nodes[id] !== undefined,
    isPinned: ({ pinned }: EditorState) => pinned.includes(id),
    isLast: ({ document }: EditorState) => !indexOf(document).from.has(id),
    reach: ({ outOfReach }: CanvasState) => (outOfReach === null ? undefined : (outOfReach.get(id) ?? 'lit')),
    hasFocus: ({ focusId }: CanvasState) => focusId === id,
    isRenamed: ({ renaming }: CanvasState) => renaming === id,
  }
}

/** `312 2`: one text for both numbers, so that equal counts of two events are equal. */
function countsText(progress: RunProgress | null, id: string): string {
  const counts = progress?.nodes[id]
  return counts ? `${counts.sent} ${counts.failed} ${counts.received}` : ''
}

const isFarIn = ({ isFar }: CanvasState) => isFar

/** A node: all of it where it can be read, a box where it cannot. */
export const NodeView = memo(function NodeView({ id, data: { shape }, selected }: NodeProps<StepThing>) {
  const pick = useMemo(() => picksFor(id), [id])
  return useCanvasState(isFarIn) ? <FarNode id={id} selected={selected} pick={pick} /> : <NearNode {...{ id, shape, selected, pick }} />
})

interface NodeParts {
  readonly id: string
  readonly selected: boolean
  readonly pick: ReturnType<typeof picksFor>
}

/** A box in the system's colour; what failed or is wrong can still be told. It keeps its name for who reads with other means. */
function FarNode({ id, selected, pick }: NodeParts) {
  const { t } = useTranslation('editor')
  const node = useEditor(pick.node)
  const slots = useEditor(slotsOf)
  const isWrong = useEditor(pick.isWrong)
  const hasFailed = useEditor(pick.hasFailed)
  const reach = useCanvasState(pick.reach)
  const hasFocus = useCanvasState(pick.hasFocus)
  const catalogue = useCatalogue()
  if (!node) return null
  const { title, connector } = nodeFace(node, slots, catalogue)
  return (
    // biome-ignore lint/a11y/useSemanticElements: as a near node
    <div
      className={classNames(
        'node-far',
        selected && 'node-selected',
        node.disabled && 'node-disabled',
        isWrong && 'node-far-wrong',
        hasFailed && 'node-far-failing',
        reach !== undefined && reach !== 'lit' && 'node-out-of-reach',
      )}
      style={systemHue(connector?.hue)}
      role="group"
      aria-roledescription={t('node.role')}
      aria-label={title}
      tabIndex={hasFocus ? 0 : -1}
      data-thing={id}
    />
  )
}

function NearNode({ id, shape, selected, pick }: NodeParts & { readonly shape: NodeShape }) {
  const { t } = useTranslation('editor')
  const node = useEditor(pick.node)
  const slots = useEditor(slotsOf)
  const told = useEditor(pick.line)
  const problems = useEditor(pick.problems)
  const counts = useEditor(pick.counts)
  const isActive = useEditor(pick.isActive)
  const isPinned = useEditor(pick.isPinned)
  const isLast = useEditor(pick.isLast)
  const reach = useCanvasState(pick.reach)
  const isRenamed = useCanvasState(pick.isRenamed)
  const hasFocus = useCanvasState(pick.hasFocus)
  const catalogue = useCatalogue()
  const face = useMemo(() => node && nodeFace(node, slots, catalogue), [node, slots, catalogue])
  if (!node || !face) return null

  const [sent = 0, failed = 0, received = 0] = counts === '' ? [] : counts.split(' ').map(Number)
  // Where nothing is wired to go on, as behind most targets, what came in tells more.
  const passed = face.entry?.effect === 'write' || (isLast && received > 0) ? received : sent
  const line = nodeLine(node, told, catalogue)
  const words = problems.map(({ message }) => saySentence(message)).join('\n')
  const isOut = reach !== undefined && reach !== 'lit'
  const said = [
    face.title,
    face.kind === face.title ? '' : face.kind,
    line,
    node.disabled ? t('node.disabled') : '',
    problems.length > 0 ? `${t('node.problems', { count: problems.length })}: ${words}` : '',
    counts === '' ? '' : t('node.counts', { passed, failed }),
    isPinned ? t('node.pinned') : '',
  ]
  return (
    // biome-ignore lint/a11y/useSemanticElements: a node is no fieldset; it is one thing on the canvas that takes the keyboard
    <div
      className={classNames(
        'node',
        selected && 'node-selected',
        node.disabled && 'node-disabled',
        problems.length > 0 && 'node-wrong',
        failed > 0 && 'node-failing',
        isActive && 'node-active',
        reach === 'lit' && 'node-lit',
        isOut && 'node-out-of-reach',
      )}
      style={systemHue(face.connector?.hue)}
      role="group"
      aria-roledescription={t('node.role')}
      aria-label={said.filter(Boolean).join('. ')}
      tabIndex={hasFocus ? 0 : -1}
      data-thing={id}
    >
      {shape.hasInput && <Handle type="target" id="in" position={Position.Left} className="port port-in" />}
      <span className="node-icon">
        {face.connector ? (
          <SystemIcon connector={face.connector.id} />
        ) : (
          <NodeIcon name={face.entry?.icon ?? 'box'} className="node-glyph" />
        )}
      </span>
      <span className="node-words">
        {isRenamed ? (
          <NodeName id={id} name={node.name ?? ''} usual={face.usualTitle} />
        ) : (
          <span className="node-title cut" title={face.title}>
            {face.title}
          </span>
        )}
        <span className="node-line cut" title={line || face.kind}>
          {isOut ? t(`reach.${reach}`) : line || face.kind}
        </span>
      </span>
      {isPinned && <Pin className="node-pin" aria-hidden />}
      {problems.length > 0 && (
        <span className="node-problem" aria-hidden>
          <span className="node-problem-words">{words}</span>
        </span>
      )}
      {counts !== '' && (
        <span className="node-counts" aria-hidden>
          {failed > 0 && <span className="node-failed">{formatShortNumber(failed)} ✕</span>}
          <span className="node-passed">{formatShortNumber(passed)} →</span>
        </span>
      )}
      {shape.outputs.map((port) => (
        <Handle
          key={port}
          type="source"
          id={port}
          position={Position.Right}
          className="port port-out"
          style={{ top: outputTop(shape, port) }}
          title={shape.outputs.length > 1 ? port : undefined}
        />
      ))}
    </div>
  )
}

function NodeName({ id, name, usual }: { readonly id: string; readonly name: string; readonly usual: string }) {
  const { t } = useTranslation('editor')
  const editor = useEditorStore()
  const canvas = useCanvas()
  const finish = (next: string | null) => {
    canvas.store.setState({ renaming: null })
    if (next !== null && next.trim() !== name) editor.getState().edit(t('did.node-renamed'), (document) => renameNode(document, id, next))
    focusThing(canvas, id)
  }
  return <NameField className="node-title node-name" label={t('node.name')} name={name} placeholder={usual} onFinish={finish} />
}
