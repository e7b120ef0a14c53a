import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { ImportPreviewStep } from './ImportPreviewStep.tsx'
import { ImportSource } from './ImportSource.tsx'

export interface ImportDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  /** Text that was dropped or pasted; without it the dialog asks for a file. */
  readonly text?: string
}

/** Takes in a flow from a file or from text: first it shows what the flow would do, and nothing of it is kept before one says so. */
export function ImportDialog({ isOpen, ...rest }: ImportDialogProps) {
  return isOpen ? <OpenDialog key={rest.text} {...rest} /> : null
}

function OpenDialog({ onClose, text: given }: Omit<ImportDialogProps, 'isOpen'>) {
  const { t } = useTranslation('exchange')
  const [text, setText] = useState(given)
  if (text !== undefined) return <ImportPreviewStep text={text} onBack={() => setText(undefined)} onClose={onClose} />
  return (
    <Dialog title={t('import.title')} isOpen onClose={onClose}>
      <ImportSource onText={setText} />
    </Dialog>
  )
}
