import { FlaskConical, Lock, LogIn, PlugZap } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectionCard } from '#core/contract/connections.ts'
import { ConnectionState } from '#renderer/connections/ConnectionState.tsx'
import { SignInState } from '#renderer/connections/SignInState.tsx'
import { cancelSignIn, forgetSignIn, startSignIn, useSignIn } from '#renderer/connections/sign-in.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { liveConnections } from '#renderer/frame/lives.ts'
import { Badge } from '#renderer/ui/Badge.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { toastError } from '#renderer/ui/toast.ts'
import './ChosenConnection.css'

/** Whether the chosen connection works: asked by itself once, and again on request; or the yes its system waits for. */
export function ChosenConnection({ connection, isNamed }: { readonly connection: ConnectionCard; readonly isNamed: boolean }) {
  const { t } = useTranslation('integration')
  const { id, name, connectorId, isPractice, readOnly, state } = connection
  const system = useCatalogue().connector(connectorId)?.label ?? connectorId
  const signIn = useSignIn(id)
  const [isTesting, setTesting] = useState(false)
  const isWaiting = signIn?.kind === 'asking' || signIn?.kind === 'waiting'
  const isYesNeeded = connection.signIn === 'needed' || (state.kind === 'failing' && state.error.code === 'sign-in-needed')
  const isSignInShown = isWaiting || signIn?.kind === 'testing' || signIn?.kind === 'failed' || isYesNeeded

  const test = async () => {
    forgetSignIn(id)
    setTesting(true)
    try {
      await host.request('connection:test', { connectionId: id })
      liveConnections.refresh()
    } catch (thrown) {
      toastError(toContractError(thrown))
    } finally {
      setTesting(false)
    }
  }
  const isUntested = state.kind === 'unchecked' && !isSignInShown
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for a connection nobody has asked yet
  useEffect(() => {
    if (isUntested) void test()
  }, [isUntested])
  return (
    <div className="chosen-connection">
      {(isNamed || isPractice || readOnly) && (
        <p className="chosen-connection-name">
          {isNamed && <span className="cut">{name}</span>}
          {isPractice && (
            <Badge tone="waiting" icon={FlaskConical}>
              {t('connections.practice')}
            </Badge>
          )}
          {readOnly && <Badge icon={Lock}>{t('connections.read-only')}</Badge>}
        </p>
      )}
      <div className="chosen-connection-state" aria-live="polite">
        {isSignInShown ? (
          <SignInState system={system} signIn={signIn?.kind === 'done' ? undefined : signIn} />
        ) : (
          <ConnectionState state={isTesting ? { kind: 'checking' } : state} />
        )}
        {isWaiting ? (
          <Button size="small" onPress={() => void cancelSignIn(id)}>
            {t('connections.cancel-sign-in')}
          </Button>
        ) : isSignInShown ? (
          <Button size="small" variant="primary" icon={LogIn} isPending={signIn?.kind === 'testing'} onPress={() => void startSignIn(id)}>
            {t('connections.sign-in', { system })}
          </Button>
        ) : (
          <Button
            size="small"
            icon={PlugZap}
            isPending={isTesting}
            onPress={() => void test()}
            aria-label={t('connections.test-one', { name })}
          >
            {t('connections.test')}
          </Button>
        )}
      </div>
    </div>
  )
}
