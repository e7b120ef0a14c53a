import { Play } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SlotBinding } from '#renderer/inspector/SlotBinding.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import './RefusalDialog.css'
import { type EditorState, useEditor, useEditorStore } from './store.ts'

const refusalOf = ({ refusal }: EditorState) => (refusal && refusal.of !== 'publish' ? refusal : null)
const documentOf = ({ document }: EditorState) => document
const bindingsOf = ({ bindings }: EditorState) => bindings

/** A run that could not begin says why; missing connections are chosen right here, and the run is one press away. */
export function RefusalDialog() {
  const { t } = useTranslation('editor')
  const refusal = useEditor(refusalOf)
  if (!refusal) return null
  return <Refusal key={refusal.error.message} of={refusal.of === 'plan' ? 'plan' : 'run'} title={t(`refused.${refusal.of}`)} />
}

function Refusal({ of, title }: { readonly of: 'run' | 'plan'; readonly title: string }) {
  const { t } = useTranslation('editor')
  const editor = useEditorStore()
  const refusal = useEditor(refusalOf)
  const { slots } = useEditor(documentOf)
  const bindings = useEditor(bindingsOf)
  // Those that were missing when it was refused: a slot that has just been chosen stays in sight.
  const [missing] = useState(() => Object.keys(slots).filter((slot) => bindings[slot] === undefined))
  const isReady = missing.every((slot) => bindings[slot] !== undefined)
  const { dismissRefusal, start } = editor.getState()
  return (
    <Dialog
      title={title}
      isOpen
      onClose={dismissRefusal}
      actions={
        <>
          <Button onPress={dismissRefusal}>{t('refused.close')}</Button>
          <Button variant="primary" icon={Play} isDisabled={!isReady} onPress={() => void start(of)}>
            {t(of === 'plan' ? 'run.plan' : 'run.start')}
          </Button>
        </>
      }
    >
      <div className="refusal">
        {refusal && <Failing error={refusal.error} layout="line" />}
        {missing.map((slot) => (
          <SlotBinding key={slot} slotName={slot} label={t('problems.slot', { slot: slots[slot]?.label ?? slot })} />
        ))}
      </div>
    </Dialog>
  )
}
