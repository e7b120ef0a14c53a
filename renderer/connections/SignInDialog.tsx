import { LogIn } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ConnectionCard } from '#core/contract/connections.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { SystemIcon } from '#renderer/ui/SystemIcon.tsx'
import './SignInDialog.css'
import { SignInState } from './SignInState.tsx'
import { cancelSignIn, forgetSignIn, startSignIn, useSignIn } from './sign-in.ts'

interface SignInDialogProps {
  readonly connection: ConnectionCard
  readonly onClose: () => void
}

/** After a connection is kept: the yes that its system asks of a person. It can be given later, from the list. */
export function SignInDialog({ connection: { id, name, connectorId }, onClose }: SignInDialogProps) {
  const { t } = useTranslation('connections')
  const system = useCatalogue().connector(connectorId)?.label ?? connectorId
  const signIn = useSignIn(id)
  const isUnderWay = signIn?.kind === 'asking' || signIn?.kind === 'waiting'
  const leave = () => {
    // What waits goes on waiting; the list shows it.
    if (!isUnderWay) forgetSignIn(id)
    onClose()
  }
  return (
    <Dialog
      title={t('sign-in.title', { system })}
      isOpen
      onClose={leave}
      actions={
        <>
          {!isUnderWay && signIn?.kind !== 'done' && <Button onPress={leave}>{t('sign-in.later')}</Button>}
          {/* One button that changes its word, so that the focus stays where it is. */}
          {signIn?.kind === 'done' ? (
            <Button variant="primary" onPress={leave}>
              {t('sign-in.close')}
            </Button>
          ) : isUnderWay ? (
            <Button onPress={() => void cancelSignIn(id)}>{t('sign-in.cancel')}</Button>
          ) : (
            <Button variant="primary" icon={LogIn} isPending={signIn?.kind === 'testing'} onPress={() => void startSignIn(id)}>
              {t('sign-in.button')}
            </Button>
          )}
        </>
      }
    >
      <div className="sign-in-dialog">
        <div className="sign-in-dialog-words">
          <SystemIcon connector={connectorId} />
          <p>{t('sign-in.why', { name, system })}</p>
        </div>
        <div aria-live="polite">
          <SignInState system={system} signIn={signIn} />
        </div>
      </div>
    </Dialog>
  )
}
