import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useRequest } from '#renderer/contract/use-request.ts'
import { formatRelative } from '#renderer/language/format.ts'
import { Select } from '#renderer/ui/Select.tsx'
import type { LogQuery, QueryChange } from './log-query.ts'

interface PlaceFilterProps extends Pick<LogQuery, 'flowId' | 'runId' | 'nodeId'> {
  readonly onChange: (change: QueryChange) => void
  readonly isOfOneFlow: boolean
}

const all = '*'

/** Which flow, and when one is chosen: which of its runs and nodes. */
export const PlaceFilter = memo(function PlaceFilter({ flowId, runId, nodeId, onChange, isOfOneFlow }: PlaceFilterProps) {
  return (
    <>
      {!isOfOneFlow && <FlowChoice flowId={flowId} onChange={onChange} />}
      {flowId !== undefined && <RunAndNode flowId={flowId} runId={runId} nodeId={nodeId} onChange={onChange} />}
    </>
  )
})

function FlowChoice({ flowId, onChange }: Pick<PlaceFilterProps, 'flowId' | 'onChange'>) {
  const { t } = useTranslation('log')
  const { result: flows = [] } = useRequest('flow:list', {})
  const items = useMemo(() => {
    const known = flows.map(({ id, name }) => ({ id, label: name }))
    // A flow that is gone has left its log.
    const gone = flowId !== undefined && !flows.some(({ id }) => id === flowId) ? [{ id: flowId, label: flowId }] : []
    return [{ id: all, label: t('filter.all-flows') }, ...known, ...gone]
  }, [flows, flowId, t])
  return (
    <div className="log-filter-bar-choice">
      <Select
        label={t('filter.flow')}
        isLabelHidden
        items={items}
        selected={flowId ?? all}
        onSelect={(id) => onChange({ flowId: id === all ? undefined : id })}
      />
    </div>
  )
}

function RunAndNode({ flowId, runId, nodeId, onChange }: { readonly flowId: string } & Omit<PlaceFilterProps, 'isOfOneFlow'>) {
  const { t } = useTranslation('log')
  const { result: runs } = useRequest('run:list', { flowId, limit: 50 })
  const { result: flow } = useRequest('flow:open', { flowId })
  const runItems = useMemo(() => {
    const known = (runs?.rows ?? []).map(({ id, startedAt, state }) => ({
      id: String(id),
      label: t('filter.run-item', { id, at: formatRelative(startedAt) }),
      hint: t(`run-state.${state}`),
    }))
    const older = runId !== undefined && !known.some(({ id }) => id === String(runId))
    return [
      { id: all, label: t('filter.all-runs') },
      ...(older ? [{ id: String(runId), label: t('filter.run-number', { id: runId }) }] : []),
      ...known,
    ]
  }, [runs, runId, t])
  const nodeItems = useMemo(
    () => [
      { id: all, label: t('filter.all-nodes') },
      ...(flow?.draft.nodes ?? []).map(({ id, name }) => ({ id, label: name ?? id })),
      ...(nodeId !== undefined && !flow?.draft.nodes.some(({ id }) => id === nodeId) ? [{ id: nodeId, label: nodeId }] : []),
    ],
    [flow, nodeId, t],
  )
  return (
    <>
      <div className="log-filter-bar-choice">
        <Select
          label={t('filter.run')}
          isLabelHidden
          items={runItems}
          selected={runId === undefined ? all : String(runId)}
          onSelect={(id) => onChange({ runId: id === all ? undefined : Number(id) })}
        />
      </div>
      <div className="log-filter-bar-choice">
        <Select
          label={t('filter.node')}
          isLabelHidden
          items={nodeItems}
          selected={nodeId ?? all}
          onSelect={(id) => onChange({ nodeId: id === all ? undefined : id })}
        />
      </div>
    </>
  )
}
