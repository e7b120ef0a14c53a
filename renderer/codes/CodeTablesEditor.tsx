import { Plus } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodeTable } from '#core/codes/code-tables.ts'
import { startTable } from '#core/integration/tables.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CodeTableSection } from './CodeTableSection.tsx'
import './CodeTablesEditor.css'
import type { OfferedTable } from './code-choices.ts'

export interface CodeTablesEditorProps {
  readonly tables: readonly CodeTable[]
  /** In the order they are shown. A table that is not among them is shown too, without lists to choose from. */
  readonly offered: readonly OfferedTable[]
  /** The systems by name. */
  readonly sourceLabel: string
  readonly targetLabel: string
  /** Rows that lack their target are kept on the page and are no part of what is written. */
  readonly onChange: (tables: readonly CodeTable[]) => void
}

/** The codes of one system beside those of another, a table for each kind. */
export function CodeTablesEditor({ tables, offered, sourceLabel, targetLabel, onChange }: CodeTablesEditorProps) {
  const { t } = useTranslation('codes')
  const spare = useId()
  const sections = [
    ...offered.flatMap((offer) => tables.filter(({ kind }) => kind === offer.kind).map((table) => ({ table, offer }))),
    ...tables
      .filter(({ kind }) => !offered.some((offer) => offer.kind === kind))
      .map((table) => ({ table, offer: typedOffer(table, t('typed.unused')) })),
  ]
  const unused = offered.filter(({ kind }) => !tables.some((table) => table.kind === kind))
  const change = (table: CodeTable) => onChange(tables.map((one) => (one.kind === table.kind ? table : one)))
  return (
    <div className="code-tables">
      {sections.map(({ table, offer }) => (
        <CodeTableSection
          key={table.kind}
          table={table}
          offer={offer}
          sourceLabel={sourceLabel}
          targetLabel={targetLabel}
          onChange={change}
          onRemove={() => onChange(tables.filter((one) => one.kind !== table.kind))}
        />
      ))}
      {unused.length > 0 && (
        <section className="code-tables-unused" aria-labelledby={spare}>
          <h3 id={spare} className="code-tables-unused-title">
            {t('unused.title')}
          </h3>
          <p className="code-table-quiet">{t('unused.text')}</p>
          <ul className="code-tables-kinds">
            {unused.map((offer) => (
              <li key={offer.kind} className="code-tables-kind">
                <span className="code-tables-kind-words">
                  <span>{t(`kind.${offer.kind}`)}</span>
                  <span className="code-table-quiet">{t(`help.${offer.kind}`)}</span>
                </span>
                <Button
                  size="small"
                  icon={Plus}
                  aria-label={t('unused.add-kind', { kind: t(`kind.${offer.kind}`) })}
                  onPress={() => onChange([...tables, startTable(offer)])}
                >
                  {t('unused.add')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

function typedOffer({ kind }: CodeTable, why: string): OfferedTable {
  return { kind, isNeeded: true, source: { kind: 'typed', why }, target: { kind: 'typed', why: '' } }
}
