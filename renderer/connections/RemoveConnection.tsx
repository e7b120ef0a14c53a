import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectionCard } from '#core/contract/connections.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { ConfirmDialog } from '#renderer/ui/ConfirmDialog.tsx'
import { toast, toastError } from '#renderer/ui/toast.ts'
import { flowsOf } from './flows-of.ts'
import './RemoveConnection.css'

interface RemoveConnectionProps {
  readonly connection: ConnectionCard
  readonly onClose: () => void
  readonly onRemoved: () => void
}

/** Asks once more, naming the flows that would lose it. */
export function RemoveConnection({ connection, onClose, onRemoved }: RemoveConnectionProps) {
  const { t } = useTranslation('connections')
  const [isRemoving, setRemoving] = useState(false)
  const { id, name, secretFields } = connection
  const flows = flowsOf(connection)
  const remove = async () => {
    setRemoving(true)
    try {
      await host.request('connection:remove', { connectionId: id })
      toast({ title: t('remove.done', { name }) })
      onRemoved()
      onClose()
    } catch (thrown) {
      toastError(toContractError(thrown))
      setRemoving(false)
    }
  }
  return (
    <ConfirmDialog
      title={t('remove.title', { name })}
      isOpen
      onClose={onClose}
      onConfirm={() => void remove()}
      confirm={t('remove.button')}
      isDanger
      isPending={isRemoving}
    >
      {flows.length > 0 ? (
        <>
          <p>{t('remove.loses', { count: flows.length })}</p>
          <ul className="remove-connection-flows">
            {flows.map(({ flowId, flowName }) => (
              <li key={flowId}>{flowName}</li>
            ))}
          </ul>
        </>
      ) : (
        <p>{t('remove.unused')}</p>
      )}
      {secretFields.length > 0 && <p>{t('remove.secrets')}</p>}
    </ConfirmDialog>
  )
}
