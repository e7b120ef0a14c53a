import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { routeStore, toHash } from '#renderer/frame/route.ts'
import './LogPage.css'
import { LogViewer } from './LogViewer.tsx'
import type { LogQuery } from './log-query.ts'

/** Everything that was logged, by all flows, with its filter in the address. */
export function LogPage({ filter = {} }: { readonly filter?: LogQuery }) {
  const { t } = useTranslation('log')
  const [query, setQuery] = useState<LogQuery>(filter)
  const change = useCallback((next: LogQuery) => {
    setQuery(next)
    // The address follows without a new entry and without a new page: going back leads to the page before, not through every letter.
    if (routeStore.getState().route.page === 'log') history.replaceState(null, '', toHash({ page: 'log', filter: next }))
  }, [])
  return (
    <div className="log-page">
      <h1 className="only-read">{t('title')}</h1>
      <LogViewer query={query} onQuery={change} />
    </div>
  )
}
