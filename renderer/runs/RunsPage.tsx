import { History } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunSummary } from '#core/contract/runs.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError, useHostEvent } from '#renderer/contract/use-request.ts'
import { useLive } from '#renderer/frame/live.ts'
import { liveFlows } from '#renderer/frame/lives.ts'
import { go } from '#renderer/frame/route.ts'
import { LongList, type LongListColumn } from '#renderer/log/LongList.tsx'
import { noRows, type RowSelection } from '#renderer/log/row-selection.ts'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Select } from '#renderer/ui/Select.tsx'
import { useLiveTotals } from './live-totals.ts'
import { RecordSearch } from './RecordSearch.tsx'
import './RunsPage.css'
import { runCell, runTone } from './run-cells.tsx'
import { useCursorRows } from './use-cursor-rows.ts'

const all = '*'

/** Every run there was, newest first, and the way to a single record. */
export function RunsPage() {
  const { t } = useTranslation('runs')
  const [flowId, setFlowId] = useState<string>()
  const [attempt, setAttempt] = useState(0)
  const [selection, setSelection] = useState<RowSelection>(noRows)
  const flows = useLive(liveFlows).result ?? []
  const rows = useCursorRows<RunSummary>(
    flowId ?? all,
    (after) => host.request('run:list', { limit: 100, ...(flowId !== undefined && { flowId }), ...(after !== undefined && { after }) }),
    attempt,
  )
  const live = useLiveTotals()
  const again = useCallback(() => setAttempt((count) => count + 1), [])
  useHostEvent('run:started', again)
  useHostEvent('run:ended', again)

  const columns = useMemo<readonly LongListColumn[]>(
    () => [
      { id: 'id', label: t('column.run'), width: '56px', isNumber: true },
      { id: 'flow', label: t('column.flow'), width: 'minmax(0, 2fr)' },
      { id: 'state', label: t('column.state'), width: '112px' },
      { id: 'cause', label: t('column.cause'), width: 'minmax(0, 1fr)', from: 1080 },
      { id: 'version', label: t('column.version'), width: '72px', from: 1160 },
      { id: 'started', label: t('column.started'), width: '108px' },
      { id: 'duration', label: t('column.duration'), width: '72px', isNumber: true },
      { id: 'totals', label: t('column.totals'), width: 'minmax(0, 2.4fr)' },
    ],
    [t],
  )
  const failure = rows.failure()
  return (
    <div className="runs-page">
      <header className="runs-page-head">
        <h1 className="runs-page-title">{t('title')}</h1>
        <div className="runs-page-flow">
          <Select
            label={t('column.flow')}
            isLabelHidden
            items={[{ id: all, label: t('all-flows') }, ...flows.map(({ id, name }) => ({ id, label: name }))]}
            selected={flowId ?? all}
            onSelect={(id) => setFlowId(id === all ? undefined : id)}
          />
        </div>
        <div className="runs-page-search">
          <RecordSearch />
        </div>
      </header>
      {failure !== undefined ? (
        <Failing error={toContractError(failure)} onRetry={rows.retry} />
      ) : !rows.isLoaded() ? (
        <Loading label={t('loading')} />
      ) : rows.total() === 0 ? (
        <EmptyState icon={History} title={t('empty.title')} text={t('empty.text')} />
      ) : (
        <LongList
          label={t('title')}
          columns={columns}
          total={rows.total()}
          row={(index) => live(rows.row(index))}
          cell={runCell}
          tone={runTone}
          onShow={rows.show}
          selection={selection}
          onSelect={setSelection}
          onOpen={(index) => {
            const run = rows.row(index)
            if (run) go({ page: 'run', runId: run.id })
          }}
        />
      )}
    </div>
  )
}
