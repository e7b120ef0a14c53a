import { SearchX, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OutcomeEntry, RunReport } from '#core/contract/runs.ts'
import { type OutcomeKind, outcomeKinds } from '#core/kit/record.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { LongList, type LongListColumn } from '#renderer/log/LongList.tsx'
import { noRows, type RowSelection } from '#renderer/log/row-selection.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Select } from '#renderer/ui/Select.tsx'
import { SplitPane } from '#renderer/ui/SplitPane.tsx'
import { OutcomeDetails } from './OutcomeDetails.tsx'
import { outcomeCell, outcomeTone } from './outcome-cells.tsx'
import './RunRecords.css'
import { useCursorRows } from './use-cursor-rows.ts'

export interface RecordsFilter {
  readonly kinds?: readonly OutcomeKind[]
  /** null: those without a code. */
  readonly code?: string | null
  readonly nodeId?: string
  /** Tells causes with one code apart; null: those without a hint. */
  readonly hint?: string | null
}

interface RunRecordsProps {
  readonly report: RunReport
  readonly filter: RecordsFilter
  readonly onFilter: (filter: RecordsFilter) => void
}

const all = '*'

/** Every record of a run, as far as it is meant; what would change, for a plan. */
export function RunRecords({ report, filter, onFilter }: RunRecordsProps) {
  const { t } = useTranslation(['runs', 'ui'])
  const { run, byNode } = report
  const [selection, setSelection] = useState<RowSelection>(noRows)
  const [opened, setOpened] = useState<OutcomeEntry | null>(null)
  const { kinds, code, nodeId, hint } = filter
  const names = useMemo(() => new Map(byNode.map((node) => [node.nodeId, node.nodeName])), [byNode])
  const rows = useCursorRows<OutcomeEntry>(JSON.stringify([run.id, run.state, filter]), (after) =>
    host.request('run:outcomes', {
      runId: run.id,
      limit: 500,
      ...(kinds && { kinds: [...kinds] }),
      ...(code !== undefined && { code }),
      ...(nodeId !== undefined && { nodeId }),
      ...(hint !== undefined && { hint }),
      ...(after !== undefined && { after }),
    }),
  )
  const isPlan = run.mode === 'plan'
  const columns = useMemo<readonly LongListColumn[]>(
    () => [
      { id: 'key', label: t('column.key'), width: 'minmax(104px, 1fr)' },
      { id: 'kind', label: t(isPlan ? 'column.would' : 'column.outcome'), width: isPlan ? '148px' : '112px' },
      ...(isPlan ? [{ id: 'changes', label: t('column.changes'), width: 'minmax(0, 2fr)' }] : []),
      { id: 'message', label: t('column.why'), width: 'minmax(0, 2fr)' },
      ...(isPlan ? [] : [{ id: 'target', label: t('column.target'), width: 'minmax(0, 0.7fr)', from: 640 }]),
      { id: 'at', label: t('column.at'), width: '124px', from: 720 },
    ],
    [t, isPlan],
  )
  const failure = rows.failure()
  const isNarrowed = Object.values(filter).some((value) => value !== undefined)
  return (
    <div className="run-records">
      <div className="run-records-bar">
        <div className="run-records-choice">
          <Select
            label={t('column.outcome')}
            isLabelHidden
            items={[
              { id: all, label: t('records.all-outcomes') },
              ...outcomeKinds.map((kind) => ({ id: kind, label: t(`ui:outcome.${kind}`) })),
            ]}
            selected={kinds?.[0] ?? all}
            onSelect={(id) => {
              const kind = outcomeKinds.find((one) => one === id)
              onFilter({ ...(kind && { kinds: [kind] }), ...(nodeId !== undefined && { nodeId }) })
            }}
          />
        </div>
        <div className="run-records-choice">
          <Select
            label={t('column.node')}
            isLabelHidden
            items={[{ id: all, label: t('records.all-nodes') }, ...byNode.map((node) => ({ id: node.nodeId, label: node.nodeName }))]}
            selected={nodeId ?? all}
            onSelect={(id) => onFilter({ ...(kinds && { kinds }), ...(id !== all && { nodeId: id }) })}
          />
        </div>
        {code !== undefined && <span className="run-records-code">{t('records.one-cause')}</span>}
        {isNarrowed && <IconButton label={t('records.clear')} icon={X} onPress={() => onFilter({})} />}
      </div>
      <SplitPane
        name="run-record"
        label={t('outcome.title')}
        side="end"
        size={380}
        minimum={260}
        maximum={680}
        isOpen={opened !== null}
        pane={
          opened && (
            <OutcomeDetails
              outcome={opened}
              nodeName={names.get(opened.nodeId) ?? opened.nodeId}
              flowId={run.flowId}
              onClose={() => setOpened(null)}
            />
          )
        }
      >
        {failure !== undefined ? (
          <Failing error={toContractError(failure)} onRetry={rows.retry} />
        ) : !rows.isLoaded() ? (
          <Loading label={t('records.loading')} />
        ) : rows.total() === 0 ? (
          <EmptyState icon={SearchX} title={t('records.none')} text={t(isNarrowed ? 'records.none-narrowed' : 'records.none-text')} />
        ) : (
          <LongList
            label={t(isPlan ? 'records.plan-title' : 'records.title')}
            columns={columns}
            total={rows.total()}
            row={rows.row}
            cell={outcomeCell}
            tone={outcomeTone}
            onShow={rows.show}
            selection={selection}
            onSelect={setSelection}
            onOpen={(index) => setOpened(rows.row(index) ?? null)}
          />
        )}
      </SplitPane>
    </div>
  )
}
