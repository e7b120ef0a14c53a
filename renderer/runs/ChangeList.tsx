import { useTranslation } from 'react-i18next'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { CopyValue } from '#renderer/ui/CopyValue.tsx'
import { JsonTree } from '#renderer/ui/JsonTree.tsx'
import './ChangeList.css'
import { asLine, type ChangedText, changedPart } from './changed-part.ts'

export interface Change {
  readonly path: string
  readonly from: unknown
  readonly to: unknown
  readonly rule?: string
}

/** Field by field: what was there, what is there now, the changed part marked; and the rule that let it through. */
export function ChangeList({ changes, isPlanned = false }: { readonly changes: readonly Change[]; readonly isPlanned?: boolean }) {
  const { t } = useTranslation('runs')
  return (
    <ul className="change-list">
      {changes.map(({ path, from, to, rule }) => (
        <li key={path} className="change-list-change">
          <span className="change-list-path mono">{path}</span>
          {isTree(from) || isTree(to) ? (
            <Trees from={from} to={to} isPlanned={isPlanned} />
          ) : (
            <Lines from={from} to={to} isPlanned={isPlanned} />
          )}
          {rule && <span className="change-list-rule">{t('change.rule', { rule: saySentences(rule) })}</span>}
        </li>
      ))}
    </ul>
  )
}

interface Sides {
  readonly from: unknown
  readonly to: unknown
  readonly isPlanned: boolean
}

function Lines({ from, to, isPlanned }: Sides) {
  const before = asLine(from)
  const after = asLine(to)
  const parts = changedPart(before, after)
  return (
    <span className="change-list-lines">
      <Line name="from" side="from" text={before} part={parts.from} />
      <Line name={isPlanned ? 'becomes' : 'to'} side="to" text={after} part={parts.to} />
    </span>
  )
}

interface LineProps {
  readonly name: 'from' | 'to' | 'becomes'
  readonly side: 'from' | 'to'
  readonly text: string
  readonly part: ChangedText
}

function Line({ name, side, text, part }: LineProps) {
  const { t } = useTranslation('runs')
  const Mark = side === 'from' ? 'del' : 'ins'
  return (
    <span className={`change-list-line change-list-${side}`}>
      <span className="change-list-side">{t(`change.${name}`)}</span>
      {text === '' ? (
        <span className="change-list-nothing">{t('change.nothing')}</span>
      ) : (
        <CopyValue
          value={text}
          isWrapped
          shown={
            <>
              {part.before}
              {part.changed && <Mark className="change-list-mark">{part.changed}</Mark>}
              {part.after}
            </>
          }
        />
      )}
    </span>
  )
}

function Trees({ from, to, isPlanned }: Sides) {
  const { t } = useTranslation('runs')
  return (
    <span className="change-list-trees">
      <span className="change-list-side">{t('change.from')}</span>
      <JsonTree value={from} openDepth={1} />
      <span className="change-list-side">{t(isPlanned ? 'change.becomes' : 'change.to')}</span>
      <JsonTree value={to} openDepth={1} />
    </span>
  )
}

function isTree(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
