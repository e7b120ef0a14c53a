import { ArrowDown, ScrollText, SearchX } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { LogRow } from '#core/contract/log.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { formatNumber } from '#renderer/language/format.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { SplitPane } from '#renderer/ui/SplitPane.tsx'
import { toast } from '#renderer/ui/toast.ts'
import { rowsAsText } from './copy-rows.ts'
import { LogFilterBar } from './LogFilterBar.tsx'
import { LogRowDetails } from './LogRowDetails.tsx'
import './LogViewer.css'
import { LongList, type LongListColumn, type LongListHandle } from './LongList.tsx'
import { logCell, logTone } from './log-cells.tsx'
import { countConditions, isOpenEnded, type LogQuery, toFilter } from './log-query.ts'
import { countSelected, noRows, type RowSelection, selectedPlaces } from './row-selection.ts'
import { useLogView } from './use-log-view.ts'

export interface LogViewerProps {
  readonly query: LogQuery
  readonly onQuery: (query: LogQuery) => void
  /** In the editor: the flow is given. */
  readonly isOfOneFlow?: boolean
}

const never = () => () => {}

/** So many rows go to the clipboard at most; for more there is a file. */
const mostCopied = 1_000

/** The log: filter, rows, the row that was picked. New rows come in at the end, and the list follows them until it is scrolled up. */
export function LogViewer({ query, onQuery, isOfOneFlow = false }: LogViewerProps) {
  const { t } = useTranslation('log')
  // Worked out once for a query: "the last hour" would otherwise be another hour with every repaint.
  const filter = useMemo(() => toFilter(query, Date.now()), [query])
  const { view, isOpening, error, reopen } = useLogView(filter)
  const list = useRef<LongListHandle>(null)
  const [selection, setSelection] = useState<RowSelection>(noRows)
  const [opened, setOpened] = useState<LogRow | null>(null)
  const [leftAt, setLeftAt] = useState<number | null>(null)
  const pages = view?.pages
  // Rows that arrive are the list's own business: what stands around it is painted again when their number changes.
  const subscribe = pages?.subscribe ?? never
  const total = useSyncExternalStore(subscribe, () => pages?.total() ?? 0)
  const failure = useSyncExternalStore(subscribe, () => pages?.failure())
  const canGrow = isOpenEnded(query, Date.now())

  // Another view has other rows at the same places.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view is what changed.
  useEffect(() => {
    setSelection(noRows)
    setLeftAt(null)
  }, [view?.viewId])

  const columns = useMemo<readonly LongListColumn[]>(
    () =>
      [
        { id: 'at', label: t('column.at'), width: '124px' },
        { id: 'kind', label: t('column.kind'), width: '112px' },
        { id: 'key', label: t('column.key'), width: 'minmax(104px, 1.2fr)' },
        { id: 'message', label: t('column.message'), width: 'minmax(0, 3.4fr)' },
        { id: 'node', label: t('column.node'), width: 'minmax(0, 1.3fr)', from: 820 },
        ...(isOfOneFlow ? [] : [{ id: 'flow', label: t('column.flow'), width: 'minmax(0, 1.5fr)', from: 960 }]),
        { id: 'run', label: t('column.run'), width: '48px', isNumber: true, from: 700 },
      ] satisfies readonly LongListColumn[],
    [t, isOfOneFlow],
  )
  const onShow = useCallback((first: number, end: number, direction: -1 | 1) => pages?.show(first, end, direction), [pages])
  const onEnd = useCallback((isAtEnd: boolean) => setLeftAt((before) => (isAtEnd ? null : (before ?? pages?.total() ?? 0))), [pages])
  const jump = useCallback((index: number) => list.current?.goTo(index), [])
  const latest = useRef(selection)
  latest.current = selection
  const pickedPlaces = useCallback(() => selectedPlaces(latest.current), [])
  const open = (index: number) => {
    const row = pages?.row(index)
    if (row) setOpened(row)
  }
  const copy = () => {
    const rows = selectedPlaces(selection)
      .slice(0, mostCopied)
      .flatMap((place) => pages?.row(place) ?? [])
    if (rows.length === 0) return
    void navigator.clipboard.writeText(rowsAsText(rows)).then(() => toast({ title: t('copied', { count: rows.length }) }))
  }

  const newRows = leftAt === null ? 0 : total - leftAt
  return (
    <div className="log-viewer">
      <LogFilterBar
        query={query}
        onQuery={onQuery}
        isOfOneFlow={isOfOneFlow}
        view={view}
        total={total}
        picked={countSelected(selection)}
        pickedPlaces={pickedPlaces}
        isOpening={isOpening}
        onJump={jump}
      />
      <SplitPane
        name={isOfOneFlow ? 'log-drawer-row' : 'log-row'}
        label={t('details.title')}
        side="end"
        size={360}
        minimum={240}
        maximum={640}
        isOpen={opened !== null}
        pane={opened && <LogRowDetails row={opened} onClose={() => setOpened(null)} />}
      >
        <div className="log-viewer-list">
          {error ? (
            <Failing error={error} onRetry={reopen} />
          ) : !view ? (
            <Loading label={t('opening')} />
          ) : total === 0 ? (
            <EmptyLog query={query} onQuery={onQuery} isOfOneFlow={isOfOneFlow} />
          ) : (
            <LongList
              key={view.viewId}
              ref={list}
              label={t('rows')}
              columns={columns}
              total={total}
              row={view.pages.row}
              arrivals={view.pages}
              cell={logCell}
              tone={logTone}
              onShow={onShow}
              selection={selection}
              onSelect={setSelection}
              onOpen={open}
              onCopy={copy}
              onEnd={onEnd}
              isFollowing={leftAt === null && canGrow}
            />
          )}
          {failure !== undefined && !error && (
            <div className="log-viewer-failing">
              {/* The host closes the oldest of many views: a new one shows the same rows. */}
              <Failing layout="line" error={toContractError(failure)} onRetry={reopen} />
            </div>
          )}
          {newRows > 0 && (
            <div className="log-viewer-new">
              <Button variant="primary" size="small" icon={ArrowDown} onPress={() => list.current?.showEnd()}>
                {t('new-rows', { count: newRows, shown: formatNumber(newRows) })}
              </Button>
            </div>
          )}
        </div>
      </SplitPane>
    </div>
  )
}

function EmptyLog({ query, onQuery, isOfOneFlow }: Required<Pick<LogViewerProps, 'query' | 'onQuery' | 'isOfOneFlow'>>) {
  const { t } = useTranslation('log')
  const base: LogQuery = isOfOneFlow ? { flowId: query.flowId } : {}
  if (countConditions(query) <= countConditions(base))
    return <EmptyState icon={ScrollText} title={t('empty.title')} text={t('empty.text')} />
  return (
    <EmptyState
      icon={SearchX}
      title={t('no-match.title')}
      text={t('no-match.text')}
      action={<Button onPress={() => onQuery(base)}>{t('filter.clear')}</Button>}
    />
  )
}
