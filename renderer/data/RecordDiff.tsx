import { Minus, Plus } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowRecord } from '#core/kit/record.ts'
import { asLine, type ChangedText, changedPart } from '#renderer/runs/changed-part.ts'
import './RecordDiff.css'
import { diffData, type RecordChange } from './record-diff.ts'

/** What a node made of a record: old over new, the changed part marked. */
export function RecordDiff({ before, after }: { readonly before: FlowRecord | undefined; readonly after: FlowRecord }) {
  const { t } = useTranslation('data')
  const changes = useMemo(() => (before ? diffData(whole(before), whole(after)) : []), [before, after])
  if (!before) return <p className="record-diff-none">{t('diff.no-before')}</p>
  if (changes.length === 0) return <p className="record-diff-none">{t('diff.same')}</p>
  return (
    <ul className="record-diff" aria-label={t('diff.title')}>
      {changes.map((change) => (
        <Change key={change.path} change={change} />
      ))}
    </ul>
  )
}

/** The path says which part: `data` is what is meant unless it says something else. */
function whole({ entity, key, data }: FlowRecord) {
  return { entity, key, ...(typeof data === 'object' && data !== null ? data : { data }) }
}

function Change({ change: { path, from, to, kind } }: { readonly change: RecordChange }) {
  const { t } = useTranslation('data')
  const marked = changedPart(asLine(from), asLine(to))
  return (
    <li className="record-change">
      <span className="record-change-path mono">{path}</span>
      {kind !== 'added' && (
        <span className="record-change-line record-change-from">
          <Minus className="record-change-icon" aria-label={t('diff.from')} />
          <Text text={marked.from} isEmpty={asLine(from) === ''} />
        </span>
      )}
      {kind !== 'removed' && (
        <span className="record-change-line record-change-to">
          <Plus className="record-change-icon" aria-label={t('diff.to')} />
          <Text text={marked.to} isEmpty={asLine(to) === ''} />
        </span>
      )}
    </li>
  )
}

function Text({ text, isEmpty }: { readonly text: ChangedText; readonly isEmpty: boolean }) {
  const { t } = useTranslation('data')
  if (isEmpty) return <span className="record-change-empty">{t('diff.empty')}</span>
  return (
    <span className="mono">
      {text.before}
      {text.changed !== '' && <mark className="record-change-mark">{text.changed}</mark>}
      {text.after}
    </span>
  )
}
