import { CornerDownLeft } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeSettings } from '#core/flow/edit.ts'
import type { Json } from '#core/kit/record.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { pageLanguage } from '#renderer/language/page-language.ts'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import { usePlace } from '../inspector-context.ts'

const editOf = (state: EditorState) => state.edit

/** "every 15 minutes", "daily at 7:30": fills in the settings below. */
export function ScheduleWords() {
  const { t } = useTranslation('inspector')
  const { node } = usePlace()
  const edit = useEditor(editOf)
  const [words, setWords] = useState('')
  const [problem, setProblem] = useState<string>()
  const take = async () => {
    if (words.trim() === '') return
    try {
      const { settings } = await host.request('schedule:from-words', { words, language: pageLanguage() })
      if (!settings) return setProblem(t('schedule.not-understood', { words }))
      // What a host answers is plain data.
      const made = settings as Readonly<Record<string, Json>>
      edit(t('step.schedule'), (document) => changeSettings(document, node.id, made))
      setWords('')
    } catch (thrown) {
      setProblem(saySentences(toContractError(thrown).message))
    }
  }
  return (
    <form
      className="schedule-words"
      onSubmit={(event) => {
        event.preventDefault()
        void take()
      }}
    >
      <TextField
        label={t('schedule.words')}
        placeholder={t('schedule.words-hint')}
        value={words}
        problem={problem}
        onChange={(text) => {
          setWords(text)
          setProblem(undefined)
        }}
      />
      <Button type="submit" icon={CornerDownLeft} isDisabled={words.trim() === ''}>
        {t('schedule.take')}
      </Button>
    </form>
  )
}
