import { CircleDashed, CircleX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { originalOf, saySentences } from '#renderer/language/say-sentence.ts'
import { CopyValue } from '#renderer/ui/CopyValue.tsx'
import { Spinner } from '#renderer/ui/Spinner.tsx'
import { ConnectionState } from './ConnectionState.tsx'
import { isWebAddress } from './open-in-browser.ts'
import './SignInState.css'
import type { SignIn } from './sign-in.ts'

interface SignInStateProps {
  /** The system's name. */
  readonly system: string
  readonly signIn: SignIn | undefined
}

/** How far signing in has come: what the user does next, whom we reached, or why not. */
export function SignInState({ system, signIn }: SignInStateProps) {
  const { t } = useTranslation('connections')
  switch (signIn?.kind) {
    case undefined:
      return (
        <p className="connection-state">
          <CircleDashed className="connection-state-icon sign-in-needed" aria-hidden />
          <span>{t('sign-in.needed', { system })}</span>
        </p>
      )
    case 'asking':
    case 'testing':
      return (
        <p className="connection-state" role="status">
          <Spinner />
          <span className="connection-state-quiet">{t(signIn.kind === 'asking' ? 'sign-in.asking' : 'sign-in.testing', { system })}</span>
        </p>
      )
    case 'waiting':
      return (
        <div className="sign-in-waiting">
          <p className="connection-state" role="status">
            <Spinner />
            <span>{t(signIn.isOpened ? 'sign-in.waiting' : 'sign-in.not-opened', { system })}</span>
          </p>
          <div className="sign-in-address">
            {isWebAddress(signIn.url) && (
              <a href={signIn.url} target="_blank" rel="noopener noreferrer">
                {t('sign-in.open', { system })}
              </a>
            )}
            <CopyValue value={signIn.url} />
          </div>
        </div>
      )
    case 'done':
      return <ConnectionState state={signIn.state} />
    case 'failed':
      return (
        <div className="connection-state connection-state-failing" role="alert">
          <CircleX className="connection-state-icon" aria-hidden />
          <div>
            <p className="connection-state-message" title={originalOf(signIn.error.message)}>
              {saySentences(signIn.error.message)}
            </p>
            {signIn.error.hint && <p className="connection-state-quiet">{saySentences(signIn.error.hint)}</p>}
          </div>
        </div>
      )
  }
}
