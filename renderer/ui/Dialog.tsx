import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import './Dialog.css'
import { IconButton } from './IconButton.tsx'

export interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  /** Buttons, the one that does it last. */
  readonly actions?: ReactNode
  readonly size?: 'small' | 'normal' | 'large'
  /** `alertdialog` for a question that must be answered. */
  readonly role?: 'dialog' | 'alertdialog'
  readonly children: ReactNode
}

export function Dialog({ title, isOpen, onClose, actions, size = 'normal', role = 'dialog', children }: DialogProps) {
  const { t } = useTranslation('ui')
  return (
    <ModalOverlay className="dialog-veil" isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable={role === 'dialog'}>
      <Modal className={`dialog dialog-${size}`}>
        <AriaDialog className="dialog-inside" role={role}>
          <header className="dialog-head">
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
            <IconButton label={t('dialog.close')} icon={X} size="small" onPress={onClose} />
          </header>
          <div className="dialog-body">{children}</div>
          {actions && <footer className="dialog-actions">{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
