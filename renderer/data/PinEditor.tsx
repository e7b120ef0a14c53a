import { Pin } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '#core/flow/document.ts'
import type { NodeEntry } from '#core/kit/describe.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { leavingEntity } from '#renderer/mapping/arriving-entity.ts'
import { exampleRecord } from '#renderer/mapping/example-records.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import { readRecords } from './read-records.ts'

interface PinEditorProps {
  readonly node: FlowNode
  readonly entry: NodeEntry
  readonly port: string | undefined
  readonly onClose: () => void
  readonly onDone: () => void
}

const flowIdOf = (state: EditorState) => state.flowId
const documentOf = (state: EditorState) => state.document
const mostEdited = 50

/** Records as text, to change and to pin: what a preview then uses in place of what the node would give. */
export function PinEditor({ node, entry, port, onClose, onDone }: PinEditorProps) {
  const { t } = useTranslation('data')
  const flowId = useEditor(flowIdOf)
  const document = useEditor(documentOf)
  const { nodeType } = useCatalogue()
  const [text, setText] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const [isPending, setPending] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is edited is what stood there when the dialog opened
  useEffect(() => {
    const place = { flowId, nodeId: node.id, side: 'out' as const, ...(port !== undefined && { port }) }
    const example = exampleRecord(leavingEntity(document, node.id, nodeType))
    const otherwise = example ? [example] : []
    host.request('data:rows', { ...place, offset: 0, limit: mostEdited }).then(
      ({ rows }) => setText(JSON.stringify(rows.length > 0 ? rows.map((row) => row.record) : otherwise, null, 2)),
      () => setText(JSON.stringify(otherwise, null, 2)),
    )
  }, [])
  const pin = () => {
    const read = readRecords(text ?? '')
    if (!read.ok) return setProblem(t(`pin-editor.${read.problem}`, { detail: read.detail }))
    setPending(true)
    host
      .request('data:pin', { flowId, nodeId: node.id, ...(port !== undefined && { port }), records: [...read.records] })
      .then(
        () => {
          onDone()
          onClose()
        },
        (thrown: unknown) => setProblem(saySentences(toContractError(thrown).message)),
      )
      .finally(() => setPending(false))
  }
  return (
    <Dialog
      isOpen
      size="large"
      title={t('pin-editor.title', { name: node.name ?? entry.label })}
      onClose={onClose}
      actions={
        <Button variant="primary" icon={Pin} isPending={isPending} isDisabled={text === undefined} onPress={pin}>
          {t('pin-editor.pin')}
        </Button>
      }
    >
      {text === undefined ? (
        <Loading label={t('loading')} />
      ) : (
        <div className="pin-editor">
          <TextField
            label={t('pin-editor.records')}
            help={t('pin-editor.help')}
            isMono
            isMultiline
            value={text}
            problem={problem}
            onChange={(next) => {
              setText(next)
              setProblem(undefined)
            }}
          />
        </div>
      )}
    </Dialog>
  )
}
