import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#renderer/ui/Button.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Menu } from '#renderer/ui/Menu.tsx'
import { Select } from '#renderer/ui/Select.tsx'
import { ConditionLine } from './ConditionLine.tsx'
import type { ConditionPartProps } from './condition-part.ts'
import { addRow, type ConditionRow, changeRow, emptyGroup, type GroupRow } from './condition-rows.ts'

const modes = ['all', 'any', 'none'] as const

/** Rows of which all, any or none must hold. */
export function ConditionGroup({ group, place, fields, list, change }: ConditionPartProps & { readonly group: GroupRow }) {
  const { t } = useTranslation('mapping')
  const replace = (make: (group: GroupRow) => GroupRow) =>
    change((rows) =>
      changeRow(rows, place, (row) => {
        if (row.kind === 'group') return make(row)
        return row.kind === 'line' ? { ...row, where: make(row.where) } : row
      }),
    )
  const add = (row: ConditionRow) => change((rows) => addRow(rows, place, row))
  const isInner = place.length > 0
  return (
    <div className="condition-group">
      <div className="condition-group-head">
        <Select
          label={t('condition.mode')}
          isLabelHidden
          items={modes.map((mode) => ({ id: mode, label: t(`condition.${mode}`) }))}
          selected={group.mode}
          onSelect={(mode) => replace((now) => ({ ...now, mode: modes.find((one) => one === mode) ?? 'all' }))}
        />
        {isInner && (
          <IconButton
            label={t('condition.remove-group')}
            icon={X}
            size="small"
            onPress={() => change((rows) => changeRow(rows, place, () => undefined))}
          />
        )}
      </div>
      <div className="condition-rows">
        {group.rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
          <ConditionPart key={index} row={row} place={[...place, index]} fields={fields} list={list} change={change} />
        ))}
        {group.rows.length === 0 && <p className="condition-quiet">{t(`condition.empty-${group.mode}`)}</p>}
        <div className="condition-add">
          <Button variant="plain" size="small" icon={Plus} onPress={() => add(newRow)}>
            {t('condition.add')}
          </Button>
          <Menu
            trigger={
              <Button variant="plain" size="small" icon={Plus}>
                {t('condition.add-more')}
              </Button>
            }
            items={[
              ...modes.map((mode) => ({
                id: mode,
                label: t(`condition.group-${mode}`),
                onAction: () => add({ ...emptyGroup, mode, rows: [newRow] }),
              })),
              ...(list === undefined
                ? [
                    {
                      id: 'line',
                      label: t('condition.group-line'),
                      startsGroup: true,
                      onAction: () => add({ kind: 'line', path: 'data.lines', is: 'has-line', where: { ...emptyGroup, rows: [newRow] } }),
                    },
                  ]
                : []),
            ]}
          />
        </div>
      </div>
    </div>
  )
}

const newRow: ConditionRow = { kind: 'compare', path: '', is: 'equals', value: '' }

function ConditionPart({ row, ...rest }: ConditionPartProps & { readonly row: ConditionRow }) {
  if (row.kind === 'group') return <ConditionGroup group={row} {...rest} />
  return (
    <ConditionLine row={row} {...rest}>
      {row.kind === 'line' && <ConditionGroup group={row.where} {...rest} list={row.path.replace(/^data\./, '')} />}
    </ConditionLine>
  )
}
