import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { DropZone, FileTrigger } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Button } from '#renderer/ui/Button.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import { FlowFileProblem, readFlowFile } from './flow-files.ts'
import './ImportSource.css'

/** Where a flow comes from: a file that is chosen or dropped, or text that is pasted. */
export function ImportSource({ onText }: { readonly onText: (text: string) => void }) {
  const { t } = useTranslation('exchange')
  const [pasted, setPasted] = useState('')
  const [problem, setProblem] = useState<string>()
  const take = (files: readonly File[]) => {
    readFlowFile(files).then(onText, (thrown: unknown) => {
      if (!(thrown instanceof FlowFileProblem)) throw thrown
      setProblem(t(`file.${thrown.kind}`, { name: thrown.fileName }))
    })
  }
  return (
    <div className="import-source">
      <DropZone
        className="import-source-drop"
        aria-label={t('import.drop')}
        getDropOperation={() => 'copy'}
        onDrop={({ items }) => {
          const files = items.flatMap((item) => (item.kind === 'file' ? [item.getFile()] : []))
          void Promise.all(files).then(take)
        }}
      >
        <FileUp className="import-source-icon" aria-hidden />
        <p>{t('import.drop')}</p>
        <FileTrigger acceptedFileTypes={['.json', 'application/json']} onSelect={(files) => files && take([...files])}>
          <Button>{t('import.choose')}</Button>
        </FileTrigger>
        {problem && (
          <p className="import-source-problem" role="alert">
            {problem}
          </p>
        )}
      </DropZone>
      <TextField label={t('import.paste')} value={pasted} onChange={setPasted} isMultiline isMono placeholder={'{ "format": 1, … }'} />
      <div className="import-source-end">
        <Button variant="primary" isDisabled={pasted.trim() === ''} onPress={() => onText(pasted)}>
          {t('import.look')}
        </Button>
      </div>
    </div>
  )
}
