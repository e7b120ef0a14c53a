import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowVersion } from '#core/contract/flows.ts'
import { diffFlows, replaceDocument } from '#core/flow/replace.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError, useRequest } from '#renderer/contract/use-request.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Moment } from '#renderer/ui/Moment.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import { toast, toastError } from '#renderer/ui/toast.ts'
import './ChangesDialog.css'
import { DifferenceList } from './DifferenceList.tsx'
import { type EditorState, useEditor, useEditorStore } from './store.ts'

const documentOf = ({ document }: EditorState) => document
const publishedOf = ({ published }: EditorState) => published
const refusalOf = ({ refusal }: EditorState) => (refusal?.of === 'publish' ? refusal.error : null)

/** What would be published, against what the schedule runs now; and the versions before. */
export function ChangesDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('editor')
  const editor = useEditorStore()
  const document = useEditor(documentOf)
  const published = useEditor(publishedOf)
  const refusal = useEditor(refusalOf)
  const [note, setNote] = useState('')
  const [isPending, setPending] = useState(false)
  const isSame = published !== null && diffFlows(published.document, document).length === 0

  const close = () => {
    editor.getState().dismissRefusal()
    onClose()
  }
  const publish = async () => {
    setPending(true)
    const version = await editor.getState().publish(note.trim() === '' ? {} : { note: note.trim() })
    setPending(false)
    if (!version) return
    setNote('')
    toast({ tone: 'done', title: t('publish.toast', { version: version.version }) })
    close()
  }
  const discard = () => {
    editor.getState().discard()
    close()
  }
  return (
    <Dialog
      title={t('publish.title')}
      isOpen={isOpen}
      onClose={close}
      size="large"
      actions={
        <>
          {published && !isSame && (
            <Button variant="plain" onPress={discard}>
              {t('publish.discard')}
            </Button>
          )}
          <Button onPress={close}>{t('publish.close')}</Button>
          <Button variant="primary" isDisabled={isSame} isPending={isPending} onPress={() => void publish()}>
            {t('publish.do')}
          </Button>
        </>
      }
    >
      <div className="changes">
        {refusal && <Failing error={refusal} layout="line" />}
        {published ? (
          <>
            <p className="changes-lead">
              {t('publish.since', { version: published.version })} <Moment at={published.at} />
            </p>
            <DifferenceList from={published.document} to={document} same={t('publish.same')} />
          </>
        ) : (
          <p className="changes-lead">{t('publish.never')}</p>
        )}
        {!isSame && <TextField label={t('publish.note')} value={note} onChange={setNote} help={t('publish.note-help')} />}
        {isOpen && <Versions onTaken={close} />}
      </div>
    </Dialog>
  )
}

/** Versions published before, newest first; any of them can become the draft again, as one step. */
function Versions({ onTaken }: { readonly onTaken: () => void }) {
  const { t } = useTranslation('editor')
  const editor = useEditorStore()
  const { flowId } = editor.getState()
  const asked = useRequest('flow:versions', { flowId })
  const versions = asked.result?.toSorted((a, b) => b.version - a.version) ?? []
  if (asked.kind === 'failed') return <Failing error={asked.error} onRetry={asked.refresh} layout="line" />
  if (versions.length === 0) return null

  const take = async ({ version }: FlowVersion) => {
    try {
      const before = await host.request('flow:read-version', { flowId, version })
      editor.getState().edit(t('did.version', { version }), (document) => replaceDocument(document, before))
      onTaken()
    } catch (thrown) {
      toastError(toContractError(thrown))
    }
  }
  return (
    <section className="changes-versions" aria-label={t('publish.versions')}>
      <h3>{t('publish.versions')}</h3>
      <ul>
        {versions.map((version) => (
          <li key={version.version} className="changes-version">
            <span className="changes-number">{t('publish.version', { version: version.version })}</span>
            <Moment at={version.at} />
            <span className="changes-note cut" title={version.note}>
              {version.note}
            </span>
            <Button variant="plain" size="small" onPress={() => void take(version)}>
              {t('publish.take')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
