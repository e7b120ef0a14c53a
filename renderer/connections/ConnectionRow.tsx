import { Ellipsis, FlaskConical, Lock, LockOpen, LogIn, Pencil, PlugZap, Trash2 } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { ConnectionCard } from '#core/contract/connections.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { go } from '#renderer/frame/route.ts'
import { shownConnection } from '#renderer/frame/shown-connection.ts'
import { Badge } from '#renderer/ui/Badge.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Menu } from '#renderer/ui/Menu.tsx'
import { SystemIcon } from '#renderer/ui/SystemIcon.tsx'
import { toastError } from '#renderer/ui/toast.ts'
import { CallGauge } from './CallGauge.tsx'
import './ConnectionRow.css'
import { ConnectionState } from './ConnectionState.tsx'
import { flowsOf } from './flows-of.ts'
import { SignInState } from './SignInState.tsx'
import { cancelSignIn, forgetSignIn, startSignIn, useSignIn } from './sign-in.ts'
import { useCallUses } from './use-call-uses.ts'

interface ConnectionRowProps {
  readonly connection: ConnectionCard
  readonly onChange: () => void
  readonly onRemove: () => void
}

/** One connection: whom it reaches, what it may do, who uses it. */
export function ConnectionRow({ connection, onChange, onRemove }: ConnectionRowProps) {
  const { t } = useTranslation('connections')
  const { connector } = useCatalogue()
  const [isTesting, setTesting] = useState(false)
  const { id, name, connectorId, readOnly, isPractice, state } = connection
  const system = connector(connectorId)?.label ?? connectorId
  const signIn = useSignIn(id)
  const isSigningIn = signIn?.kind === 'asking' || signIn?.kind === 'waiting' || signIn?.kind === 'testing'
  // A yes that was there may have been withdrawn: only the system knows, and said so when it was asked last.
  const isYesNeeded = connection.signIn === 'needed' || (state.kind === 'failing' && state.error.code === 'sign-in-needed')
  // What signing in came to is told until something else is done with the connection.
  const isSignInShown = isSigningIn || signIn?.kind === 'failed' || isYesNeeded
  const flows = flowsOf(connection)
  const row = useRef<HTMLLIElement>(null)
  const isWanted = useStore(shownConnection, ({ id: wanted }) => wanted === id)
  useEffect(() => {
    if (!isWanted) return
    row.current?.scrollIntoView({ block: 'nearest' })
    row.current?.focus()
    shownConnection.setState({ id: null })
  }, [isWanted])
  const own = useMemo(() => [id], [id])
  const calls = useCallUses(own)[0]?.calls ?? connection.calls
  const test = async () => {
    forgetSignIn(id)
    setTesting(true)
    try {
      // The list hears of the new state by itself (`connection:changed`).
      await host.request('connection:test', { connectionId: id })
    } catch (thrown) {
      toastError(toContractError(thrown))
    } finally {
      setTesting(false)
    }
  }
  const setReadOnly = () => {
    host
      .request('connection:change', { connectionId: id, readOnly: !readOnly })
      .catch((thrown: unknown) => toastError(toContractError(thrown)))
  }
  return (
    <li className="connection-row" ref={row} tabIndex={-1}>
      <SystemIcon connector={connectorId} />
      <div className="connection-row-words">
        <div className="connection-row-head">
          <h2 className="connection-row-name cut" title={name}>
            {name}
          </h2>
          <span className="connection-row-system">{system}</span>
          {isPractice && (
            <Badge tone="waiting" icon={FlaskConical}>
              {t('practice')}
            </Badge>
          )}
          {readOnly && <Badge icon={Lock}>{t('read-only')}</Badge>}
        </div>
        {isSignInShown ? (
          <SignInState system={system} signIn={signIn?.kind === 'done' ? undefined : signIn} />
        ) : (
          <ConnectionState state={isTesting ? { kind: 'checking' } : state} />
        )}
        {calls && <CallGauge calls={calls} />}
        <p className="connection-row-flows">
          {flows.length === 0 ? (
            t('unused')
          ) : (
            <>
              {t('used-by')}{' '}
              {flows.map(({ flowId, flowName }, place) => (
                <span key={flowId}>
                  {place > 0 && ', '}
                  <Button variant="plain" size="small" className="connection-row-flow" onPress={() => go({ page: 'flow', flowId })}>
                    {flowName}
                  </Button>
                </span>
              ))}
            </>
          )}
        </p>
      </div>
      <div className="connection-row-actions">
        {signIn?.kind === 'waiting' || signIn?.kind === 'asking' ? (
          <Button size="small" onPress={() => void cancelSignIn(id)} aria-label={t('sign-in.cancel-one', { name })}>
            {t('sign-in.cancel')}
          </Button>
        ) : isSignInShown ? (
          <Button
            variant="primary"
            size="small"
            icon={LogIn}
            onPress={() => void startSignIn(id)}
            isPending={isSigningIn}
            aria-label={t('sign-in.one', { name })}
          >
            {t('sign-in.button')}
          </Button>
        ) : (
          <Button size="small" icon={PlugZap} onPress={() => void test()} isPending={isTesting} aria-label={t('test-one', { name })}>
            {t('form.test')}
          </Button>
        )}
        <Menu
          label={t('actions', { name })}
          placement="bottom end"
          trigger={<IconButton label={t('actions', { name })} icon={Ellipsis} size="small" />}
          items={[
            { id: 'change', label: t('change.button'), icon: Pencil, onAction: onChange },
            ...(connection.signIn === 'done'
              ? [{ id: 'sign-in', label: t('sign-in.again'), icon: LogIn, onAction: () => void startSignIn(id) }]
              : []),
            {
              id: 'read-only',
              label: t(readOnly ? 'read-write' : 'make-read-only'),
              icon: readOnly ? LockOpen : Lock,
              onAction: setReadOnly,
            },
            { id: 'remove', label: t('remove.button'), icon: Trash2, danger: true, startsGroup: true, onAction: onRemove },
          ]}
        />
      </div>
    </li>
  )
}
