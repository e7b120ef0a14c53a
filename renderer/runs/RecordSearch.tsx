import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Requests } from '#core/contract/contract.ts'
import type { ResultOf } from '#core/contract/define.ts'
import type { ContractError } from '#core/contract/reply.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { go, toHash } from '#renderer/frame/route.ts'
import { isOutcome } from '#renderer/log/log-cells.tsx'
import { EntityIcon } from '#renderer/ui/EntityIcon.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Moment } from '#renderer/ui/Moment.tsx'
import { OutcomeMark } from '#renderer/ui/OutcomeMark.tsx'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import './RecordSearch.css'

type Found = ResultOf<Requests['record:search']>

const typingMs = 200

/** "Where is my order?": part of a number is enough. Enter opens the first one found. */
export function RecordSearch() {
  const { t } = useTranslation('runs')
  const [text, setText] = useState('')
  const [found, setFound] = useState<{ readonly text: string; readonly rows: Found } | null>(null)
  const [error, setError] = useState<ContractError | null>(null)
  const wanted = text.trim()

  useEffect(() => {
    setError(null)
    if (wanted === '') return setFound(null)
    let isCurrent = true
    const timer = setTimeout(() => {
      host.request('record:search', { text: wanted, limit: 8 }).then(
        (rows) => isCurrent && setFound({ text: wanted, rows }),
        (thrown: unknown) => isCurrent && setError(toContractError(thrown)),
      )
    }, typingMs)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [wanted])

  const open = () => {
    const first = found?.text === wanted ? found.rows[0] : undefined
    if (first) go({ page: 'record', key: first.key })
  }
  return (
    <search className="record-search">
      <SearchField label={t('search.label')} value={text} onChange={setText} onSubmit={open} />
      {wanted !== '' && (found || error) && (
        <div className="record-search-found float">
          {error && <Failing layout="line" error={error} />}
          {found?.rows.length === 0 && <p className="record-search-none">{t('search.none', { text: found.text })}</p>}
          {found && found.rows.length > 0 && (
            <ul aria-label={t('search.found')}>
              {found.rows.map(({ key, entity, kind, at, message }) => (
                <li key={`${entity} ${key}`}>
                  <a className="record-search-row" href={toHash({ page: 'record', key })} onClick={() => setText('')}>
                    <EntityIcon entity={entity} isNamed />
                    <span className="record-search-words">
                      <span className="mono cut">{key}</span>
                      {message && <span className="record-search-quiet cut">{message}</span>}
                    </span>
                    <span className="record-search-end">
                      {isOutcome(kind) && <OutcomeMark kind={kind} />}
                      <span className="record-search-quiet">
                        <Moment at={at} />
                      </span>
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </search>
  )
}
