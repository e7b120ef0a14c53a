import type { EdgeProps } from '@xyflow/react'
import { memo, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatShortNumber } from '#renderer/language/format.ts'
import { classNames } from '#renderer/ui/class-names.ts'
import { indexOf } from '../document-index.ts'
import { type EditorState, useEditor } from '../store.ts'
import { type CanvasState, useCanvas, useCanvasState } from './canvas-store.ts'
import type { CanvasWire } from './canvas-things.ts'
import { curvePath, pointOn, wireCurve } from './geometry.ts'
import { openQuickAddOnWire } from './quick-add.ts'
import { cutWiresByKey } from './wire-actions.ts'
import './WireView.css'

function picksFor(key: string, source: string, target: string) {
  return {
    count: ({ run }: EditorState) => run?.progress?.wires[key],
    isRunning: ({ run }: EditorState) => run?.summary.state === 'running' && (run.progress?.wires[key] ?? 0) > 0,
    /** Records that came this way failed at its end. */
    hasFailed: ({ run }: EditorState) => (run?.progress?.nodes[target]?.failed ?? 0) > 0,
    isOff: ({ document }: EditorState) => {
      const { nodes } = indexOf(document)
      return nodes.get(source)?.disabled === true || nodes.get(target)?.disabled === true
    },
    isSpliced: ({ spliceKey }: CanvasState) => spliceKey === key,
    isCut: ({ cutKeys }: CanvasState) => cutKeys.has(key),
  }
}

const isFarIn = ({ isFar }: CanvasState) => isFar

/** A wire: all of it near by, a plain line from far. */
export const WireView = memo(function WireView(wire: EdgeProps<CanvasWire>) {
  const { id, source, target } = wire
  const pick = useMemo(() => picksFor(id, source, target), [id, source, target])
  return useCanvasState(isFarIn) ? <FarWire wire={wire} pick={pick} /> : <NearWire wire={wire} pick={pick} />
})

interface WireParts {
  readonly wire: EdgeProps<CanvasWire>
  readonly pick: ReturnType<typeof picksFor>
}

function FarWire({ wire: { sourceX, sourceY, targetX, targetY, selected }, pick }: WireParts) {
  const hasFailed = useEditor(pick.hasFailed)
  const isCut = useCanvasState(pick.isCut)
  const path = curvePath(wireCurve([sourceX, sourceY], [targetX, targetY]))
  return <path d={path} className={classNames('wire-far', selected && 'wire-far-selected', (hasFailed || isCut) && 'wire-far-failing')} />
}

/** A line to look at, a broad one to point at, and tools while it is pointed at. */
function NearWire({ wire: { id, sourceX, sourceY, targetX, targetY, selected, data }, pick }: WireParts) {
  const { t } = useTranslation('editor')
  const canvas = useCanvas()
  const count = useEditor(pick.count)
  const isRunning = useEditor(pick.isRunning)
  const hasFailed = useEditor(pick.hasFailed)
  const isOff = useEditor(pick.isOff)
  const isSpliced = useCanvasState(pick.isSpliced)
  const isCut = useCanvasState(pick.isCut)
  const [isPointedAt, setPointedAt] = useState(false)

  const curve = wireCurve([sourceX, sourceY], [targetX, targetY])
  const path = curvePath(curve)
  const middle = pointOn(curve, 0.5)
  // On a short wire the tools stand above each other, or they would cover one another.
  const isShort = Math.hypot(targetX - sourceX, targetY - sourceY) < 90
  const add = isShort ? [middle[0], middle[1] - 12] : middle
  const end = isShort ? [middle[0], middle[1] + 12] : pointOn(curve, 0.9)
  const port = data?.port === 'out' ? undefined : data?.port
  const label = [port, count !== undefined && count > 0 && formatShortNumber(count)].filter(Boolean).join(' · ')
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what a hand does here, the keyboard does from the node (cut, add after)
    <g
      className={classNames(
        'wire',
        selected && 'wire-selected',
        isPointedAt && 'wire-pointed',
        isRunning && 'wire-running',
        hasFailed && 'wire-failing',
        isOff && 'wire-off',
        isSpliced && 'wire-spliced',
        isCut && 'wire-cut',
      )}
      onMouseEnter={() => setPointedAt(true)}
      onMouseLeave={() => setPointedAt(false)}
    >
      <path d={path} className="wire-reach" />
      <path d={path} className="wire-line" />
      {label !== '' && !isPointedAt && (
        <text className="wire-label" x={middle[0]} y={middle[1] - 8}>
          {label}
        </text>
      )}
      {isPointedAt && (
        <>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
          <g
            className="wire-tool nopan nodrag"
            transform={`translate(${add[0]},${add[1]})`}
            onClick={(event) => openQuickAddOnWire(canvas, id, [event.clientX, event.clientY], middle)}
          >
            <title>{t('wire.add')}</title>
            <circle r="9" />
            <path d="M-4 0H4M0-4V4" />
          </g>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
          <g
            className="wire-tool wire-tool-cut nopan nodrag"
            transform={`translate(${end[0]},${end[1]})`}
            onClick={(event) => {
              event.stopPropagation()
              cutWiresByKey(canvas, [id])
            }}
          >
            <title>{t('wire.cut')}</title>
            <circle r="9" />
            <path d="M-4.5-3.5 4.5 3M-4.5 3.5 4.5-3M-6-4a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0M-6 4a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0" />
          </g>
        </>
      )}
    </g>
  )
}
