import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '#renderer/language/format.ts'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import { Spinner } from '#renderer/ui/Spinner.tsx'
import { KindFilter } from './KindFilter.tsx'
import { LogExportMenu } from './LogExportMenu.tsx'
import './LogFilterBar.css'
import { LogJump } from './LogJump.tsx'
import { changeQuery, countConditions, type LogQuery } from './log-query.ts'
import { PlaceFilter } from './PlaceFilter.tsx'
import type { RowSelection } from './row-selection.ts'
import { TimeFilter } from './TimeFilter.tsx'
import type { OpenView } from './use-log-view.ts'

export interface LogFilterBarProps {
  readonly query: LogQuery
  readonly onQuery: (query: LogQuery) => void
  readonly isOfOneFlow: boolean
  readonly view: OpenView | null
  readonly total: number
  readonly selection: RowSelection
  readonly isOpening: boolean
  readonly onJump: (index: number) => void
}

const typingMs = 250

/** What of the log is shown, how much that is, and what can be done with it. */
export function LogFilterBar({ query, onQuery, isOfOneFlow, view, total, selection, isOpening, onJump }: LogFilterBarProps) {
  const { t } = useTranslation('log')
  const [text, setText] = useState(query.text ?? '')
  const latest = useRef({ query, onQuery })
  latest.current = { query, onQuery }

  useEffect(() => setText(query.text ?? ''), [query.text])
  // Typing asks once it rests; a cleared field at once.
  useEffect(() => {
    const apply = () => {
      const { query: now, onQuery: tell } = latest.current
      if ((now.text ?? '') !== text) tell(changeQuery(now, { text: text === '' ? undefined : text }))
    }
    const timer = setTimeout(apply, text === '' ? 0 : typingMs)
    return () => clearTimeout(timer)
  }, [text])

  const base: LogQuery = isOfOneFlow ? { flowId: query.flowId } : {}
  const isSearching = isOpening || (view?.unsearched ?? 0) > 0
  return (
    <search className="log-filter-bar" aria-label={t('filter.label')}>
      <div className="log-filter-bar-text">
        <SearchField label={t('filter.text')} value={text} onChange={setText} />
      </div>
      <PlaceFilter query={query} onQuery={onQuery} isOfOneFlow={isOfOneFlow} />
      <KindFilter query={query} onQuery={onQuery} />
      <TimeFilter query={query} onQuery={onQuery} />
      {countConditions(query) > countConditions(base) && <IconButton label={t('filter.clear')} icon={X} onPress={() => onQuery(base)} />}
      <div className="log-filter-bar-end">
        <span className="log-filter-bar-total" role="status">
          {isSearching && <Spinner />}
          {view && t('total', { count: total, shown: formatNumber(total) })}
        </span>
        <LogJump view={view} total={total} onJump={onJump} />
        <LogExportMenu view={view} total={total} selection={selection} />
      </div>
    </search>
  )
}
