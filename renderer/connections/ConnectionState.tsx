import { CircleCheck, CircleDashed, CircleX, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ConnectionState as State } from '#core/contract/connections.ts'
import { originalOf, saySentences } from '#renderer/language/say-sentence.ts'
import { Moment } from '#renderer/ui/Moment.tsx'
import { Spinner } from '#renderer/ui/Spinner.tsx'
import './ConnectionState.css'

/** Whom we reached there and when; or why not, and what to do. */
export function ConnectionState({ state }: { readonly state: State }) {
  const { t } = useTranslation('connections')
  switch (state.kind) {
    case 'unchecked':
      return (
        <p className="connection-state">
          <CircleDashed className="connection-state-icon" aria-hidden />
          <span className="connection-state-quiet">{t('state.unchecked')}</span>
        </p>
      )
    case 'checking':
      return (
        <p className="connection-state" role="status">
          <Spinner />
          <span className="connection-state-quiet">{t('state.checking')}</span>
        </p>
      )
    case 'working':
      return (
        <div className="connection-state-with-notes">
          <p className="connection-state connection-state-working">
            <CircleCheck className="connection-state-icon" aria-hidden />
            <span>
              {t('state.working', { account: state.check.account })}
              <span className="connection-state-quiet">
                {state.check.version && <> · {state.check.version}</>} · <Moment at={state.checkedAt} />
              </span>
            </span>
          </p>
          {state.check.warnings.length > 0 && (
            <ul className="connection-state-warnings">
              {state.check.warnings.map((warning) => (
                <li key={warning} className="connection-state connection-state-warning">
                  <TriangleAlert className="connection-state-icon" aria-hidden />
                  <span title={originalOf(warning)}>{saySentences(warning)}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      )
    case 'failing':
      return (
        <div className="connection-state connection-state-failing">
          <CircleX className="connection-state-icon" aria-hidden />
          <div>
            <p>
              <span className="connection-state-message" title={originalOf(state.error.message)}>
                {saySentences(state.error.message)}
              </span>
              <span className="connection-state-quiet">
                {' · '}
                <Moment at={state.checkedAt} />
              </span>
            </p>
            {state.error.hint && <p className="connection-state-quiet">{saySentences(state.error.hint)}</p>}
          </div>
        </div>
      )
  }
}
