import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DataRow } from '#core/contract/data.ts'
import { outcomeKinds } from '#core/kit/record.ts'
import { useRequest } from '#renderer/contract/use-request.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { originalOf, saySentences } from '#renderer/language/say-sentence.ts'
import { CopyValue } from '#renderer/ui/CopyValue.tsx'
import { classNames } from '#renderer/ui/class-names.ts'
import { Failing } from '#renderer/ui/Failing.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { JsonTree } from '#renderer/ui/JsonTree.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { OutcomeMark } from '#renderer/ui/OutcomeMark.tsx'
import { Tabs } from '#renderer/ui/Tabs.tsx'
import { RecordDiff } from './RecordDiff.tsx'

interface RowDetailProps {
  readonly row: DataRow
  readonly isWide: boolean
  /** An output can be held against the input it came from. */
  readonly canCompare: boolean
  readonly onClose?: () => void
}

const flowIdOf = (state: EditorState) => state.flowId

/** One record: all of it as a tree, and what the node changed. */
export function RowDetail({ row, isWide, canCompare, onClose }: RowDetailProps) {
  const { t } = useTranslation('data')
  const flowId = useEditor(flowIdOf)
  const [tab, setTab] = useState(canCompare && !isWide ? 'diff' : 'record')
  const asked = useRequest('data:record', { flowId, rowId: row.rowId })
  const { record, outcome } = asked.result?.row ?? row
  const kind = outcome && outcomeKinds.find((one) => one === outcome.kind)
  const before = asked.result?.before ?? null
  const { raw, ...rest } = record
  const tree = <JsonTree value={raw === undefined ? rest : { ...rest, raw }} openDepth={isWide ? 3 : 2} label={record.key} />
  return (
    <section className={classNames('row-detail', isWide && 'row-detail-wide')} aria-label={t('record', { key: record.key })}>
      <div className="row-detail-head">
        <CopyValue value={record.key} />
        {kind && <OutcomeMark kind={kind} />}
        <span className="node-data-space" />
        {onClose && <IconButton label={t('close-record')} icon={X} size="small" onPress={onClose} />}
      </div>
      {outcome?.message && (
        <p className="row-detail-said" title={originalOf(outcome.message)}>
          {saySentences(outcome.message)}
        </p>
      )}
      {asked.kind === 'failed' && <Failing error={asked.error} onRetry={asked.refresh} layout="line" />}
      {canCompare ? (
        <Tabs
          label={t('record', { key: record.key })}
          selected={tab}
          onSelect={setTab}
          items={[
            {
              id: 'diff',
              label: t('diff.title'),
              content: asked.result ? <RecordDiff before={before?.record} after={record} /> : <Loading label={t('loading')} />,
            },
            { id: 'record', label: t('diff.whole'), content: <div className="row-detail-tree">{tree}</div> },
          ]}
        />
      ) : (
        <div className="row-detail-tree row-detail-scroll">{tree}</div>
      )}
    </section>
  )
}
