import { FileWarning } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toContractError } from '#renderer/contract/use-request.ts'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { toastError } from '#renderer/ui/toast.ts'
import { DifferenceList } from './DifferenceList.tsx'
import './FileBanner.css'
import { type EditorState, useEditor, useEditorStore } from './store.ts'

const changeOf = ({ fileChange }: EditorState) => fileChange
const documentOf = ({ document }: EditorState) => document
const fileOf = ({ file }: EditorState) => file

/** The flow's file was changed by somebody else: shown, compared, and chosen by the user. Nothing is overwritten before. */
export function FileBanner() {
  const { t } = useTranslation('editor')
  const editor = useEditorStore()
  const change = useEditor(changeOf)
  const draft = useEditor(documentOf)
  const file = useEditor(fileOf)
  const [isComparing, setComparing] = useState(false)
  if (!change) return null

  const choose = (choice: 'take' | 'keep') => {
    setComparing(false)
    editor
      .getState()
      .resolveFile(choice)
      .catch((thrown: unknown) => toastError(toContractError(thrown)))
  }
  const choices = (
    <>
      <Button size="small" onPress={() => choose('keep')}>
        {t('file.keep')}
      </Button>
      {change.document && (
        <Button size="small" onPress={() => choose('take')}>
          {t('file.take')}
        </Button>
      )}
    </>
  )
  return (
    <div className="file-banner" role="alert">
      <FileWarning className="file-banner-icon" aria-hidden />
      <span className="file-banner-text">
        {t(`file.${change.kind}`)} <span className="mono">{file}</span>
        {change.problems[0] && ` – ${change.problems[0].path} ${saySentences(change.problems[0].message)}`}
      </span>
      {change.document && (
        <Button size="small" variant="primary" onPress={() => setComparing(true)}>
          {t('file.compare')}
        </Button>
      )}
      {choices}
      {change.document && (
        <Dialog title={t('file.title')} isOpen={isComparing} onClose={() => setComparing(false)} size="large" actions={choices}>
          <p className="changes-lead">{t('file.explains')}</p>
          <DifferenceList from={draft} to={change.document} same={t('file.same')} />
        </Dialog>
      )}
    </div>
  )
}
