import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowCard as Card } from '#core/contract/flows.ts'
import { Checkbox } from '#renderer/ui/Checkbox.tsx'
import { ConfirmDialog } from '#renderer/ui/ConfirmDialog.tsx'
import { CopyValue } from '#renderer/ui/CopyValue.tsx'
import { removeFlow } from './flow-actions.ts'

/** Removing is taking out of the list; the file goes only when that is asked for too. */
export function RemoveFlowDialog({ card, onClose }: { readonly card: Card; readonly onClose: () => void }) {
  const { t } = useTranslation('home')
  const [deleteFile, setDeleteFile] = useState(false)
  const [isPending, setPending] = useState(false)
  const remove = () => {
    setPending(true)
    void removeFlow(card, deleteFile).then((isDone) => {
      setPending(false)
      if (isDone) onClose()
    })
  }
  return (
    <ConfirmDialog
      title={t('remove.title', { name: card.name })}
      isOpen
      onClose={onClose}
      onConfirm={remove}
      confirm={t(deleteFile ? 'remove.confirm-file' : 'remove.confirm')}
      isDanger
      isPending={isPending}
    >
      <p>{t('remove.text')}</p>
      <CopyValue value={card.file} isWrapped />
      <Checkbox label={t('remove.file')} isChecked={deleteFile} onChange={setDeleteFile} />
    </ConfirmDialog>
  )
}
