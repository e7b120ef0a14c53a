import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useRequest } from '#renderer/contract/use-request.ts'
import { formatRelative } from '#renderer/language/format.ts'
import { Select } from '#renderer/ui/Select.tsx'
import { changeQuery, type LogQuery } from './log-query.ts'

interface PlaceFilterProps {
  readonly query: LogQuery
  readonly onQuery: (query: LogQuery) => void
  readonly isOfOneFlow: boolean
}

const all = '*'

/** Which flow, and when one is chosen: which of its runs and nodes. */
export function PlaceFilter({ query, onQuery, isOfOneFlow }: PlaceFilterProps) {
  return (
    <>
      {!isOfOneFlow && <FlowChoice query={query} onQuery={onQuery} />}
      {query.flowId !== undefined && <RunAndNode flowId={query.flowId} query={query} onQuery={onQuery} />}
    </>
  )
}

function FlowChoice({ query, onQuery }: Omit<PlaceFilterProps, 'isOfOneFlow'>) {
  const { t } = useTranslation('log')
  const { result: flows = [] } = useRequest('flow:list', {})
  const items = useMemo(() => {
    const known = flows.map(({ id, name }) => ({ id, label: name }))
    // A flow that is gone has left its log.
    const gone =
      query.flowId !== undefined && !flows.some(({ id }) => id === query.flowId) ? [{ id: query.flowId, label: query.flowId }] : []
    return [{ id: all, label: t('filter.all-flows') }, ...known, ...gone]
  }, [flows, query.flowId, t])
  return (
    <div className="log-filter-bar-choice">
      <Select
        label={t('filter.flow')}
        isLabelHidden
        items={items}
        selected={query.flowId ?? all}
        onSelect={(id) => onQuery(changeQuery(query, { flowId: id === all ? undefined : id }))}
      />
    </div>
  )
}

function RunAndNode({ flowId, query, onQuery }: { readonly flowId: string } & Omit<PlaceFilterProps, 'isOfOneFlow'>) {
  const { t } = useTranslation('log')
  const { result: runs } = useRequest('run:list', { flowId, limit: 50 })
  const { result: flow } = useRequest('flow:open', { flowId })
  const runItems = useMemo(() => {
    const known = (runs?.rows ?? []).map(({ id, startedAt, state }) => ({
      id: String(id),
      label: t('filter.run-item', { id, at: formatRelative(startedAt) }),
      hint: t(`run-state.${state}`),
    }))
    const older = query.runId !== undefined && !known.some(({ id }) => id === String(query.runId))
    return [
      { id: all, label: t('filter.all-runs') },
      ...(older ? [{ id: String(query.runId), label: t('filter.run-number', { id: query.runId }) }] : []),
      ...known,
    ]
  }, [runs, query.runId, t])
  const nodeItems = useMemo(
    () => [
      { id: all, label: t('filter.all-nodes') },
      ...(flow?.draft.nodes ?? []).map(({ id, name }) => ({ id, label: name ?? id })),
      ...(query.nodeId !== undefined && !flow?.draft.nodes.some(({ id }) => id === query.nodeId)
        ? [{ id: query.nodeId, label: query.nodeId }]
        : []),
    ],
    [flow, query.nodeId, t],
  )
  return (
    <>
      <div className="log-filter-bar-choice">
        <Select
          label={t('filter.run')}
          isLabelHidden
          items={runItems}
          selected={query.runId === undefined ? all : String(query.runId)}
          onSelect={(id) => onQuery(changeQuery(query, { runId: id === all ? undefined : Number(id) }))}
        />
      </div>
      <div className="log-filter-bar-choice">
        <Select
          label={t('filter.node')}
          isLabelHidden
          items={nodeItems}
          selected={query.nodeId ?? all}
          onSelect={(id) => onQuery(changeQuery(query, { nodeId: id === all ? undefined : id }))}
        />
      </div>
    </>
  )
}
