import { Plus, X } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#renderer/ui/Button.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Menu } from '#renderer/ui/Menu.tsx'
import { Select } from '#renderer/ui/Select.tsx'
import { ConditionLine } from './ConditionLine.tsx'
import type { ConditionPartProps } from './condition-part.ts'
import { addRow, type ConditionRow, changeRow, emptyGroup, type GroupRow, type RowPlace } from './condition-rows.ts'
import { useRowFocus } from './use-row-focus.ts'
import { useStable } from './use-stable.ts'

const modes = ['all', 'any', 'none'] as const

/** Of the rows here, not of those in a group among them. */
const rowFocus = {
  row: ':is(.condition-line, .condition-group)',
  remove: ':scope > :is(.condition-line-top, .condition-group-head) > .icon-button',
  add: '.condition-add > button',
}

/** Rows of which all, any or none must hold. */
export function ConditionGroup({ group, place, fields, list, change, onRemove }: ConditionPartProps & { readonly group: GroupRow }) {
  const { t } = useTranslation('mapping')
  const { list: around, focusField, focusRemove } = useRowFocus(rowFocus)
  const isInner = place.length > 0
  const setMode = useStable((id: string) => {
    const mode = modes.find((one) => one === id) ?? 'all'
    change((rows) =>
      changeRow(rows, place, (row) => {
        if (row.kind === 'group') return { ...row, mode }
        return row.kind === 'line' ? { ...row, where: { ...row.where, mode } } : row
      }),
    )
  })
  const removeSelf = useStable(() => onRemove(place))
  const remove = useStable((inner: RowPlace) => {
    change((rows) => changeRow(rows, inner, () => undefined))
    focusRemove(inner.at(-1) ?? 0)
  })
  const add = useStable((row: ConditionRow) => {
    change((rows) => addRow(rows, place, row))
    focusField(group.rows.length)
  })
  return (
    <div className="condition-group">
      <GroupHead mode={group.mode} onMode={setMode} onRemove={isInner ? removeSelf : undefined} />
      <div className="condition-rows" ref={around}>
        {group.rows.map((row, index) => (
          <ConditionPart
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
            key={index}
            row={row}
            place={[...place, index]}
            fields={fields}
            list={list}
            change={change}
            onRemove={remove}
          />
        ))}
        {group.rows.length === 0 && <p className="condition-quiet">{t(`condition.empty-${group.mode}`)}</p>}
        <AddRow hasLines={list === undefined} onAdd={add} />
      </div>
    </div>
  )
}

interface GroupHeadProps {
  readonly mode: GroupRow['mode']
  readonly onMode: (id: string) => void
  readonly onRemove: (() => void) | undefined
}

const GroupHead = memo(function GroupHead({ mode, onMode, onRemove }: GroupHeadProps) {
  const { t } = useTranslation('mapping')
  return (
    <div className="condition-group-head">
      <Select
        label={t('condition.mode')}
        isLabelHidden
        items={modes.map((one) => ({ id: one, label: t(`condition.${one}`) }))}
        selected={mode}
        onSelect={onMode}
      />
      {onRemove && <IconButton label={t('condition.remove-group')} icon={X} size="small" onPress={onRemove} />}
    </div>
  )
})

const newRow: ConditionRow = { kind: 'compare', path: '', is: 'equals', value: '' }

/** `hasLines`: a list of the record can be asked about. */
const AddRow = memo(function AddRow({ hasLines, onAdd }: { readonly hasLines: boolean; readonly onAdd: (row: ConditionRow) => void }) {
  const { t } = useTranslation('mapping')
  return (
    <div className="condition-add">
      <Button variant="plain" size="small" icon={Plus} onPress={() => onAdd(newRow)}>
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
            onAction: () => onAdd({ ...emptyGroup, mode, rows: [newRow] }),
          })),
          ...(hasLines
            ? [
                {
                  id: 'line',
                  label: t('condition.group-line'),
                  startsGroup: true,
                  onAction: () => onAdd({ kind: 'line', path: 'data.lines', is: 'has-line', where: { ...emptyGroup, rows: [newRow] } }),
                },
              ]
            : []),
        ]}
      />
    </div>
  )
})

type PartProps = ConditionPartProps & { readonly row: ConditionRow }

const ConditionPart = memo(function ConditionPart({ row, ...rest }: PartProps) {
  if (row.kind === 'group') return <ConditionGroup group={row} {...rest} />
  return (
    <ConditionLine row={row} {...rest}>
      {row.kind === 'line' && <ConditionGroup group={row.where} {...rest} list={row.path.replace(/^data\./, '')} />}
    </ConditionLine>
  )
}, isSamePart)

/** A place is made anew each time. */
function isSamePart({ place, ...before }: PartProps, { place: placeAfter, ...after }: PartProps): boolean {
  return (
    place.length === placeAfter.length &&
    place.every((index, depth) => index === placeAfter[depth]) &&
    (Object.keys(after) as (keyof typeof after)[]).every((name) => before[name] === after[name])
  )
}
