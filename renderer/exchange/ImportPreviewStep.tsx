import { ArrowLeft } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportPreview } from '#core/contract/flows.ts'
import type { ContractError } from '#core/contract/reply.ts'
import { ConnectionDialog } from '#renderer/connections/ConnectionDialog.tsx'
import { host } from '#renderer/contract/host.ts'
import { toContractError, useRequest } from '#renderer/contract/use-request.ts'
import { go } from '#renderer/frame/route.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { RadioGroup } from '#renderer/ui/RadioGroup.tsx'
import { toast } from '#renderer/ui/toast.ts'
import { ImportRefusal } from './ImportRefusal.tsx'
import './ImportPreviewStep.css'
import { ImportSlots } from './ImportSlots.tsx'
import { type ImportAs, pickedBindings, slotsLeft, waysToImport } from './import-choice.ts'
import { WhatItDoes } from './WhatItDoes.tsx'

interface ImportPreviewStepProps {
  readonly text: string
  readonly onBack: () => void
  readonly onClose: () => void
}

/** What a flow from elsewhere would do, before anything of it is kept. */
export function ImportPreviewStep({ text, onBack, onClose }: ImportPreviewStepProps) {
  const { t } = useTranslation('exchange')
  const asked = useRequest('flow:inspect-import', { text })
  const back = (
    <Button variant="plain" icon={ArrowLeft} onPress={onBack} className="import-preview-back">
      {t('import.other')}
    </Button>
  )
  if (!asked.result) {
    return (
      <Dialog title={t('import.title')} isOpen onClose={onClose} actions={asked.kind === 'failed' ? back : undefined}>
        {asked.kind === 'failed' ? <ImportRefusal error={asked.error} /> : <Loading label={t('import.looking')} />}
      </Dialog>
    )
  }
  return <Preview preview={asked.result} text={text} back={back} onClose={onClose} onConnections={asked.refresh} />
}

interface PreviewProps {
  readonly preview: ImportPreview
  readonly text: string
  readonly back: ReactNode
  readonly onClose: () => void
  /** A connection was added: the candidates are asked for again. */
  readonly onConnections: () => void
}

function Preview({ preview, text, back, onClose, onConnections }: PreviewProps) {
  const { t } = useTranslation('exchange')
  const ways = waysToImport(preview)
  const [as, setAs] = useState<ImportAs>(ways[0] ?? 'new')
  const [picks, setPicks] = useState<Readonly<Record<string, string>>>({})
  const [adding, setAdding] = useState<{ readonly slot: string; readonly connector: string } | null>(null)
  const [isImporting, setImporting] = useState(false)
  const [error, setError] = useState<ContractError | null>(null)
  const left = slotsLeft(preview, picks)

  const take = async () => {
    setImporting(true)
    setError(null)
    try {
      const { id } = await host.request('flow:import', { text, as, bindings: pickedBindings(preview, picks) })
      toast({ tone: 'done', title: t('import.done', { name: preview.name }), text: t('import.done-text') })
      onClose()
      go({ page: 'flow', flowId: id })
    } catch (thrown) {
      setError(toContractError(thrown))
      setImporting(false)
    }
  }
  return (
    <>
      <Dialog
        title={t('import.preview', { name: preview.name })}
        isOpen
        onClose={onClose}
        size="large"
        actions={
          <>
            {back}
            <Button variant="primary" onPress={() => void take()} isPending={isImporting}>
              {t(`import.as-${as}-button`)}
            </Button>
          </>
        }
      >
        <p className="import-preview-quiet">{t('import.nothing-yet')}</p>
        <WhatItDoes preview={preview} />
        {preview.existing && (
          <RadioGroup
            label={t('import.existing', { name: preview.existing.name })}
            items={ways.map((way) => ({ id: way, label: t(`import.as-${way}`), hint: t(`import.as-${way}-hint`) }))}
            selected={as}
            onSelect={(id) => setAs(id as ImportAs)}
          />
        )}
        <ImportSlots
          preview={preview}
          picks={picks}
          onPick={(slot, id) => setPicks((before) => ({ ...before, [slot]: id }))}
          onAdd={(slot, connector) => setAdding({ slot, connector })}
        />
        {left.length > 0 && <p className="import-preview-quiet">{t('import.left', { count: left.length, slots: left.join(', ') })}</p>}
        {error && <Failing layout="line" error={error} />}
      </Dialog>
      <ConnectionDialog
        isOpen={adding !== null}
        connectorId={adding?.connector}
        onClose={() => setAdding(null)}
        onSaved={({ id }) => {
          if (adding) setPicks((before) => ({ ...before, [adding.slot]: id }))
          onConnections()
        }}
      />
    </>
  )
}
