import { ArrowRight, Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Json } from '#core/kit/record.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import { type TableRow, toTable, useTableRows } from './table-rows.ts'
import { useRowFocus } from './use-row-focus.ts'
import './ValueTable.css'

const rowFocus = { row: '.value-table-row', remove: 'button', add: '.value-table-add button' }

interface ValueTableProps {
  readonly label: string
  readonly table: Readonly<Record<string, Json>>
  readonly onChange: (table: Readonly<Record<string, Json>>) => void
}

/** Old value → new value, a line each. */
export function ValueTable({ label, table, onChange }: ValueTableProps) {
  const { t } = useTranslation('mapping')
  const [rows, setRows] = useTableRows(table)
  const change = (next: readonly TableRow[]) => {
    const made = toTable(next)
    setRows(next, made)
    if (made) onChange(made)
  }
  const { list, focusField, focusRemove } = useRowFocus(rowFocus)
  const twice = new Set(rows.map(({ from }) => from).filter((from, index, all) => all.indexOf(from) !== index))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as the rows of a table
    <div className="value-table" role="group" aria-label={label} ref={list}>
      <div className="value-table-head" aria-hidden>
        <span>{t('table.from')}</span>
        <span />
        <span>{t('table.to')}</span>
      </div>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; its old value is what one edits
        <div className="value-table-row" key={index}>
          <TextField
            label={t('table.from-row', { number: index + 1 })}
            isLabelHidden
            isMono
            value={row.from}
            onChange={(from) => change(rows.with(index, { ...row, from }))}
            problem={twice.has(row.from) ? t('table.twice') : undefined}
          />
          <ArrowRight className="value-table-arrow" aria-hidden />
          <TextField
            label={t('table.to-row', { number: index + 1 })}
            isLabelHidden
            isMono
            value={row.to}
            onChange={(to) => change(rows.with(index, { ...row, to }))}
          />
          <IconButton
            label={t('table.remove', { from: row.from === '' ? index + 1 : row.from })}
            icon={X}
            size="small"
            onPress={() => {
              change(rows.toSpliced(index, 1))
              focusRemove(index)
            }}
          />
        </div>
      ))}
      <div className="value-table-add">
        <Button
          variant="plain"
          size="small"
          icon={Plus}
          onPress={() => {
            setRows([...rows, { from: '', to: '', was: undefined }])
            focusField(rows.length)
          }}
        >
          {t('table.add')}
        </Button>
      </div>
    </div>
  )
}
