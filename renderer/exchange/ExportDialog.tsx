import { Copy, Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OpenedFlow } from '#core/contract/flows.ts'
import { useRequest } from '#renderer/contract/use-request.ts'
import { downloadFile } from '#renderer/log/download-file.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Checkbox } from '#renderer/ui/Checkbox.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { RadioGroup } from '#renderer/ui/RadioGroup.tsx'
import { toast } from '#renderer/ui/toast.ts'
import './ExportDialog.css'
import { ProblemPlaces } from './ProblemPlaces.tsx'
import { placesOf } from './places-of.ts'

export interface ExportDialogProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly flowId: string
}

/** A flow as a file or as text, without anything that opens a system. */
export function ExportDialog({ isOpen, ...rest }: ExportDialogProps) {
  return isOpen ? <OpenDialog {...rest} /> : null
}

function OpenDialog({ flowId, onClose }: Omit<ExportDialogProps, 'isOpen'>) {
  const { t } = useTranslation('exchange')
  const asked = useRequest('flow:open', { flowId })
  if (!asked.result) {
    return (
      <Dialog title={t('export.title')} isOpen onClose={onClose}>
        {asked.kind === 'failed' ? <Failing error={asked.error} onRetry={asked.refresh} /> : <Loading label={t('export.opening')} />}
      </Dialog>
    )
  }
  return <ExportForm flow={asked.result} onClose={onClose} />
}

function ExportForm({ flow, onClose }: { readonly flow: OpenedFlow; readonly onClose: () => void }) {
  const { t } = useTranslation('exchange')
  const { published, draft, pinned } = flow
  const [which, setWhich] = useState<'draft' | 'published'>(published ? 'published' : 'draft')
  const [withPinned, setWithPinned] = useState(false)
  const asked = useRequest('flow:export', { flowId: flow.id, which, withPinned })
  const made = asked.kind === 'there' ? asked.result : undefined
  const slots = Object.values((which === 'published' && published ? published.document : draft).slots).map(({ label }) => label)
  const download = () => {
    if (!made) return
    downloadFile(new Blob([made.text], { type: 'application/json' }), made.fileName)
    toast({ tone: 'done', title: t('export.downloaded', { name: made.fileName }) })
    onClose()
  }
  const copy = () => {
    if (!made) return
    void navigator.clipboard.writeText(made.text).then(() => toast({ tone: 'done', title: t('export.copied') }))
  }
  return (
    <Dialog
      title={t('export.title-of', { name: draft.name })}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button icon={Copy} onPress={copy} isDisabled={!made}>
            {t('export.copy')}
          </Button>
          <Button variant="primary" icon={Download} onPress={download} isDisabled={!made}>
            {t('export.download')}
          </Button>
        </>
      }
    >
      {published && (
        <RadioGroup
          label={t('export.which')}
          items={[
            { id: 'published', label: t('export.published', { version: published.version }) },
            { id: 'draft', label: t('export.draft') },
          ]}
          selected={which}
          onSelect={(id) => setWhich(id === 'draft' ? 'draft' : 'published')}
        />
      )}
      {pinned.length > 0 && (
        <Checkbox label={t('export.with-pinned', { count: pinned.length })} isChecked={withPinned} onChange={setWithPinned} />
      )}
      <section className="export-left-out">
        <h3>{t('export.left-out')}</h3>
        <ul>
          <li>{t('export.left-secrets')}</li>
          <li>{slots.length > 0 ? t('export.left-connections', { slots: slots.join(', ') }) : t('export.left-connections-none')}</li>
          <li>{t('export.left-view')}</li>
          {pinned.length > 0 && !withPinned && <li>{t('export.left-pinned', { count: pinned.length })}</li>}
        </ul>
      </section>
      {asked.kind === 'failed' && (
        <>
          <Failing layout="line" error={asked.error} onRetry={asked.refresh} />
          {placesOf(asked.error).length > 0 && <ProblemPlaces title={t('problems.title')} problems={placesOf(asked.error)} />}
        </>
      )}
      {made && <p className="export-file mono">{made.fileName}</p>}
    </Dialog>
  )
}
