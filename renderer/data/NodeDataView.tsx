import { Columns2, FlaskConical, Pencil, Pin, PinOff, Play, RotateCw, SkipForward, Square } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '#core/flow/document.ts'
import type { NodeEntry } from '#core/kit/describe.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { formatNumber } from '#renderer/language/format.ts'
import { Badge } from '#renderer/ui/Badge.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Menu } from '#renderer/ui/Menu.tsx'
import { Moment } from '#renderer/ui/Moment.tsx'
import { toastError } from '#renderer/ui/toast.ts'
import { type DataPlace, DataSide } from './DataSide.tsx'
import { PinEditor } from './PinEditor.tsx'
import { useNodeData } from './use-node-data.ts'
import { usePreview } from './use-preview.ts'

const flowIdOf = (state: EditorState) => state.flowId
const pinnedOf = (state: EditorState) => state.pinned
const limits = [10, 100, 1_000, 10_000] as const

/** One node's data, with what can be done about it. */
export function NodeDataView({ node, entry }: { readonly node: FlowNode; readonly entry: NodeEntry }) {
  const { t } = useTranslation('data')
  const flowId = useEditor(flowIdOf)
  const pinned = useEditor(pinnedOf)
  const { data, isLoading, error, refresh, version } = useNodeData(node.id)
  const preview = usePreview(node.id)
  const hasIn = entry.inputs !== 0
  const [side, setSide] = useState<'in' | 'out'>('out')
  const [port, setPort] = useState(entry.outputs[0])
  const [isBoth, setBoth] = useState(false)
  const [isEditing, setEditing] = useState(false)
  const isPinned = data?.isPinned ?? pinned.includes(node.id)
  const tell = (asked: Promise<unknown>) => void asked.then(refresh, (thrown: unknown) => toastError(toContractError(thrown)))
  const shownSide = entry.outputs.length === 0 ? 'in' : hasIn ? side : 'out'
  const outPlace: DataPlace = { nodeId: node.id, side: 'out', port }
  const inPlace: DataPlace = { nodeId: node.id, side: 'in' }
  const places = isBoth && hasIn && entry.outputs.length > 0 ? [inPlace, outPlace] : [shownSide === 'in' ? inPlace : outPlace]
  const isEmpty = data === undefined || data.source === null
  return (
    <div className="node-data">
      <div className="node-data-bar">
        <strong className="node-data-name cut">{node.name ?? entry.label}</strong>
        {!isEmpty && (
          <span className="node-data-source">
            {t(`source.${data?.source?.kind}`)} {data?.source && <Moment at={data.source.at} />}
          </span>
        )}
        {data?.isStale && (
          <span className="node-data-mark">
            <Badge tone="waiting" icon={RotateCw}>
              {t('stale')}
            </Badge>
            <Button variant="plain" size="small" onPress={() => preview.start('to-here')} isDisabled={preview.isRunning}>
              {t('run-again')}
            </Button>
          </span>
        )}
        {isPinned && (
          <span className="node-data-mark">
            <Badge tone="accent" icon={Pin}>
              {t('pinned')}
            </Badge>
            <Button
              variant="plain"
              size="small"
              icon={PinOff}
              onPress={() => tell(host.request('data:unpin', { flowId, nodeId: node.id }))}
            >
              {t('unpin')}
            </Button>
          </span>
        )}
        <span className="node-data-space" />
        {entry.effect === 'write' && (
          <Badge tone="plain" icon={FlaskConical}>
            {t('writes-blocked')}
          </Badge>
        )}
        <Menu
          label={t('limit.label')}
          trigger={
            <Button variant="plain" size="small">
              {t('limit.first', { count: preview.limit, shown: formatNumber(preview.limit) })}
            </Button>
          }
          items={limits.map((limit) => ({
            id: String(limit),
            label: t('limit.first', { count: limit, shown: formatNumber(limit) }),
            onAction: () => preview.setLimit(limit),
          }))}
        />
        {preview.isRunning ? (
          <Button size="small" icon={Square} onPress={preview.stop}>
            {t('stop')}
          </Button>
        ) : (
          <>
            <Button size="small" icon={Play} onPress={() => preview.start('to-here')}>
              {t('run-to-here')}
            </Button>
            {hasIn && (
              <Button size="small" icon={SkipForward} onPress={() => preview.start('only')}>
                {t('run-this')}
              </Button>
            )}
          </>
        )}
        <IconButton
          label={t(isPinned ? 'edit-pinned' : 'pin')}
          icon={isPinned ? Pencil : Pin}
          size="small"
          isDisabled={(isEmpty && !isPinned) || entry.outputs.length === 0}
          onPress={() => (isPinned ? setEditing(true) : tell(host.request('data:pin', { flowId, nodeId: node.id, ...(port && { port }) })))}
        />
        <IconButton
          label={t('edit-data')}
          icon={Pencil}
          size="small"
          isDisabled={isPinned || entry.outputs.length === 0}
          onPress={() => setEditing(true)}
        />
        {hasIn && entry.outputs.length > 0 && (
          <IconButton label={t('both')} icon={Columns2} size="small" isPressed={isBoth} onPress={() => setBoth(!isBoth)} />
        )}
      </div>
      {preview.isRunning && (
        <p className="node-data-running" role="status">
          {t('running')}
        </p>
      )}
      {preview.error && <Failing error={preview.error} layout="line" onRetry={() => preview.start('to-here')} />}
      {error && <Failing error={error} onRetry={refresh} />}
      {!error && isLoading && <Loading label={t('loading')} />}
      {!error && !isLoading && isEmpty && (
        <EmptyState
          icon={Play}
          title={t('empty.title')}
          text={t('empty.text')}
          action={
            <Button variant="primary" icon={Play} isPending={preview.isRunning} onPress={() => preview.start('to-here')}>
              {t('run-to-here')}
            </Button>
          }
        />
      )}
      {!error && !isEmpty && data && (
        <div className="node-data-sides">
          {places.map((place) => (
            <DataSide
              key={place.side}
              place={place}
              data={data}
              version={version}
              switcher={
                isBoth
                  ? undefined
                  : { sides: hasIn && entry.outputs.length > 0 ? ['in', 'out'] : [shownSide], side: shownSide, onSide: setSide }
              }
              ports={place.side === 'out' ? entry.outputs : []}
              onPort={setPort}
            />
          ))}
        </div>
      )}
      {isEditing && <PinEditor node={node} entry={entry} port={port} onClose={() => setEditing(false)} onDone={refresh} />}
    </div>
  )
}
