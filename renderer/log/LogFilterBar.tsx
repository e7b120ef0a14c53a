import { X } from 'lucide-react'
import { memo, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '#renderer/language/format.ts'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import { Spinner } from '#renderer/ui/Spinner.tsx'
import { KindFilter } from './KindFilter.tsx'
import { LogExportMenu } from './LogExportMenu.tsx'
import './LogFilterBar.css'
import { LogJump } from './LogJump.tsx'
import { changeQuery, countConditions, type LogQuery, type QueryChange } from './log-query.ts'
import { PlaceFilter } from './PlaceFilter.tsx'
import { TimeFilter } from './TimeFilter.tsx'
import type { OpenView } from './use-log-view.ts'

export interface LogFilterBarProps {
  readonly query: LogQuery
  readonly onQuery: (query: LogQuery) => void
  readonly isOfOneFlow: boolean
  readonly view: OpenView | null
  readonly total: number
  /** How many rows are picked, and which: the second is asked for when it is needed. */
  readonly picked: number
  readonly pickedPlaces: () => readonly number[]
  readonly isOpening: boolean
  readonly onJump: (index: number) => void
}

const typingMs = 250

/** What of the log is shown, how much that is, and what can be done with it. */
export const LogFilterBar = memo(function LogFilterBar(props: LogFilterBarProps) {
  const { query, onQuery, isOfOneFlow, view, total, picked, pickedPlaces, isOpening, onJump } = props
  const { t } = useTranslation('log')
  const [text, setText] = useState(query.text ?? '')
  const latest = useRef({ query, onQuery })
  latest.current = { query, onQuery }

  // One for all, so that a condition that is chosen leaves the other choices as they are.
  const change = useCallback((to: QueryChange) => latest.current.onQuery(changeQuery(latest.current.query, to)), [])

  useEffect(() => setText(query.text ?? ''), [query.text])
  // Typing asks once it rests; a cleared field at once.
  useEffect(() => {
    const apply = () => {
      if ((latest.current.query.text ?? '') !== text) change({ text: text === '' ? undefined : text })
    }
    const timer = setTimeout(apply, text === '' ? 0 : typingMs)
    return () => clearTimeout(timer)
  }, [text, change])

  const base: LogQuery = isOfOneFlow ? { flowId: query.flowId } : {}
  const { flowId, runId, nodeId, outcomes, levels, time, from, to } = query
  const isSearching = isOpening || (view?.unsearched ?? 0) > 0
  return (
    <search className="log-filter-bar" aria-label={t('filter.label')}>
      <div className="log-filter-bar-text">
        <SearchField label={t('filter.text')} value={text} onChange={setText} />
      </div>
      <PlaceFilter flowId={flowId} runId={runId} nodeId={nodeId} onChange={change} isOfOneFlow={isOfOneFlow} />
      <KindFilter outcomes={outcomes} levels={levels} onChange={change} />
      <TimeFilter time={time} from={from} to={to} onChange={change} />
      {countConditions(query) > countConditions(base) && <IconButton label={t('filter.clear')} icon={X} onPress={() => onQuery(base)} />}
      <div className="log-filter-bar-end">
        <span className="log-filter-bar-total" role="status">
          {isSearching && <Spinner />}
          {view && t('total', { count: total, shown: formatNumber(total) })}
        </span>
        <LogJump view={view} total={total} onJump={onJump} />
        <LogExportMenu view={view} total={total} picked={picked} pickedPlaces={pickedPlaces} />
      </div>
    </search>
  )
})
