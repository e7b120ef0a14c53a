import { Plus, Trash2, WandSparkles } from 'lucide-react'
import { useCallback, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { codeKinds } from '#core/codes/code-kinds.ts'
import type { CodeTable } from '#core/codes/code-tables.ts'
import { matchCodes } from '#core/integration/match-codes.ts'
import { Badge } from '#renderer/ui/Badge.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { CodeListState } from './CodeListState.tsx'
import { CodeRows } from './CodeRows.tsx'
import './CodeTableSection.css'
import { asItems, knownChoices, type OfferedTable } from './code-choices.ts'
import {
  codesWithoutRow,
  type DraftRow,
  type KnownCodes,
  newRow,
  problemsOf,
  toRows,
  unmatchedCodes,
  withAllCodes,
  withMatches,
} from './draft-rows.ts'
import { MissingPolicySetting } from './MissingPolicySetting.tsx'
import { useDraftRows } from './use-draft-rows.ts'

interface CodeTableSectionProps {
  readonly table: CodeTable
  readonly offer: OfferedTable
  readonly sourceLabel: string
  readonly targetLabel: string
  readonly onChange: (table: CodeTable) => void
  readonly onRemove: () => void
}

/** One kind of code: its rows, how they are matched, and what becomes of a code that is in none. */
export function CodeTableSection({ table, offer, sourceLabel, targetLabel, onChange, onRemove }: CodeTableSectionProps) {
  const { t } = useTranslation('codes')
  const title = useId()
  const source = knownChoices(offer.source)
  const target = knownChoices(offer.target)
  const sourceItems = useMemo(() => asItems(source), [source])
  const targetItems = useMemo(() => asItems(target), [target])
  const known = useMemo<KnownCodes>(() => ({ source: valuesOf(source), target: valuesOf(target) }), [source, target])
  const [drafts, keep] = useDraftRows(table.rows, source)
  const problems = useMemo(() => problemsOf(drafts), [drafts])
  const [focused, setFocused] = useState<number | null>(null)
  const [matched, setMatched] = useState<number | null>(null)
  const { perCountry } = codeKinds[table.kind]
  const kind = t(`kind.${table.kind}`)
  const unmatched = unmatchedCodes(drafts, source).length
  const rowless = codesWithoutRow(drafts, source).length

  const write = (next: readonly DraftRow[]) => {
    keep(next)
    setMatched(null)
    onChange({ ...table, rows: toRows(next) })
  }
  const latest = useRef({ drafts, write })
  latest.current = { drafts, write }
  const changeRow = useCallback(
    (id: number, change: Partial<DraftRow>) =>
      latest.current.write(latest.current.drafts.map((row) => (row.id === id ? { ...row, isDoubtful: false, ...change } : row))),
    [],
  )
  const removeRow = useCallback((id: number) => {
    const rows = latest.current.drafts
    const place = rows.findIndex((row) => row.id === id)
    const left = rows.filter((row) => row.id !== id)
    setFocused(left[Math.min(place, left.length - 1)]?.id ?? null)
    latest.current.write(left)
  }, [])
  const addRow = () => {
    const row = newRow()
    keep([...drafts, row])
    setFocused(row.id)
  }
  const match = () => {
    if (!source || !target) return
    const next = withMatches(drafts, matchCodes(table.kind, source, target))
    write(next)
    setMatched(toRows(next).length - toRows(drafts).length)
  }
  return (
    <section className="code-table" aria-labelledby={title}>
      <header className="code-table-head">
        <div className="code-table-words">
          <h3 id={title} className="code-table-title">
            {kind}
            {unmatched > 0 && <Badge tone="waiting">{t('without', { count: unmatched })}</Badge>}
            {unmatched === 0 && source && source.length > 0 && <Badge tone="done">{t('complete')}</Badge>}
          </h3>
          <p className="code-table-quiet">{t(`help.${table.kind}`)}</p>
        </div>
        <div className="code-table-actions">
          <span className="code-table-quiet" role="status">
            {matched !== null &&
              [t('matched', { count: matched }), unmatched > 0 && t('by-hand', { count: unmatched })].filter(Boolean).join(' ')}
          </span>
          <Button size="small" icon={WandSparkles} isDisabled={!source || !target} onPress={match}>
            {t('match')}
          </Button>
          <IconButton label={t('remove-table', { kind })} icon={Trash2} size="small" onPress={onRemove} />
        </div>
      </header>
      <CodeListState system={sourceLabel} choices={offer.source} />
      <CodeListState system={targetLabel} choices={offer.target} />
      <div className="code-table-body">
        <div className="code-table-main">
          <CodeRows
            label={t('rows-of', { kind })}
            hasCountry={perCountry}
            {...{ drafts, problems, known, sourceItems, targetItems, sourceLabel, targetLabel, focused }}
            onFocused={setFocused}
            onChange={changeRow}
            onRemove={removeRow}
          />
          <div className="code-table-adds">
            <Button variant="plain" size="small" icon={Plus} onPress={addRow}>
              {t('add-row')}
            </Button>
            {rowless > 0 && (
              <Button variant="plain" size="small" icon={Plus} onPress={() => keep(withAllCodes(drafts, source))}>
                {t('add-missing', { count: rowless })}
              </Button>
            )}
          </div>
        </div>
        <MissingPolicySetting table={table} kind={kind} items={targetItems} targetLabel={targetLabel} onChange={onChange} />
      </div>
    </section>
  )
}

function valuesOf(choices: ReturnType<typeof knownChoices>): ReadonlySet<string> | undefined {
  return choices && new Set(choices.map(({ value }) => value))
}
