import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectionCard } from '#core/contract/connections.ts'
import { useRequest } from '#renderer/contract/use-request.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { ConnectionForm } from './ConnectionForm.tsx'
import { SignInDialog } from './SignInDialog.tsx'
import { SystemChoice } from './SystemChoice.tsx'

export interface ConnectionDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  /** The system of a new connection; without it, one is chosen first. */
  readonly connectorId?: string
  /** The connection to change; a new one without it. */
  readonly connection?: ConnectionCard
  /** It is kept now. */
  readonly onSaved?: (connection: ConnectionCard) => void
}

/** Adds a connection or changes one: opened by the list, by a slot in the editor and by an import. */
export function ConnectionDialog({ isOpen, ...rest }: ConnectionDialogProps) {
  // Everything typed goes with the dialog: a secret must not stay in the page's memory.
  return isOpen ? <OpenDialog {...rest} /> : null
}

function OpenDialog({ onClose, connectorId, connection, onSaved }: Omit<ConnectionDialogProps, 'isOpen'>) {
  const { t } = useTranslation('connections')
  const catalogue = useCatalogue()
  const { result: known } = useRequest('connection:list', {})
  const [chosen, setChosen] = useState(connection?.connectorId ?? connectorId)
  const [unsigned, setUnsigned] = useState<ConnectionCard | null>(null)
  if (unsigned) return <SignInDialog connection={unsigned} onClose={onClose} />
  if (chosen === undefined) {
    return (
      <Dialog title={t('add.choose')} isOpen onClose={onClose}>
        <SystemChoice onChoose={({ id }) => setChosen(id)} />
      </Dialog>
    )
  }
  const connector = catalogue.connector(chosen)
  if (!connector || !known) {
    return (
      <Dialog title={t('add.choose')} isOpen onClose={onClose}>
        <Loading label={t('systems.loading')} />
      </Dialog>
    )
  }
  return (
    <ConnectionForm
      key={chosen}
      connector={connector}
      connection={connection}
      takenNames={known.filter(({ id }) => id !== connection?.id).map(({ name }) => name)}
      onBack={connection || connectorId !== undefined ? undefined : () => setChosen(undefined)}
      onClose={onClose}
      onSaved={(saved) => {
        onSaved?.(saved)
        if (saved.signIn === 'needed') setUnsigned(saved)
        else onClose()
      }}
    />
  )
}
