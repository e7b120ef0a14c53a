import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'

export interface ConfirmDialogProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onConfirm: () => void
  /** The verb on the button: "Remove flow". */
  readonly confirm: string
  readonly isDanger?: boolean
  readonly isPending?: boolean
  /** What will happen, in a sentence. */
  readonly children: ReactNode
}

export function ConfirmDialog({ title, isOpen, onClose, onConfirm, confirm, isDanger = false, isPending, children }: ConfirmDialogProps) {
  const { t } = useTranslation('ui')
  return (
    <Dialog
      title={title}
      isOpen={isOpen}
      onClose={onClose}
      size="small"
      role="alertdialog"
      actions={
        <>
          <Button onPress={onClose} autoFocus={isDanger}>
            {t('dialog.cancel')}
          </Button>
          <Button variant={isDanger ? 'danger' : 'primary'} onPress={onConfirm} isPending={isPending} autoFocus={!isDanger}>
            {confirm}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
