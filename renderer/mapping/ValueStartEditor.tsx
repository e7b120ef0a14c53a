import { Braces, GitMerge, ListOrdered, type LucideIcon, Plus, Quote, Table2, X } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Json } from '#core/kit/record.ts'
import { valueStarts } from '#core/mapping/chain.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Menu } from '#renderer/ui/Menu.tsx'
import { Switch } from '#renderer/ui/Switch.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import { Chain } from './Chain.tsx'
import { FieldPicker } from './FieldPicker.tsx'
import { changeStart, startOf, type ValueDraft, type ValueStart } from './mapping-rows.ts'
import { useRowFocus } from './use-row-focus.ts'
import { useStable } from './use-stable.ts'
import type { ValueEditorProps } from './value-editor.ts'

const icons: Readonly<Record<ValueStart, LucideIcon>> = {
  path: Table2,
  constant: Quote,
  firstOf: ListOrdered,
  join: GitMerge,
  template: Braces,
}

/** How a value begins: a field, a fixed value, the first of several, several joined, a text with fields. */
export function ValueStartEditor({ label, value, fields, list, onChange }: ValueEditorProps) {
  const start = startOf(value)
  const begin = useStable((id: ValueStart) => onChange(changeStart(value, id)))
  return (
    <div className="value-start">
      <StartMenu label={label} start={start} onPick={begin} />
      <div className="value-start-field">
        <StartField start={start} label={label} value={value} fields={fields} list={list} onChange={onChange} />
      </div>
    </div>
  )
}

interface StartMenuProps {
  readonly label: string
  readonly start: ValueStart
  readonly onPick: (start: ValueStart) => void
}

const StartMenu = memo(function StartMenu({ label, start, onPick }: StartMenuProps) {
  const { t } = useTranslation('mapping')
  return (
    <Menu
      trigger={<IconButton label={t('start.begins', { label, start: t(`start.${start}`) })} icon={icons[start]} size="small" />}
      items={(Object.keys(valueStarts) as ValueStart[]).map((id) => ({
        id,
        label: t(`start.${id}`),
        icon: icons[id],
        onAction: () => onPick(id),
      }))}
    />
  )
})

function StartField({ start, label, value, fields, list, onChange }: ValueEditorProps & { readonly start: ValueStart }) {
  const { t } = useTranslation('mapping')
  const changePath = useStable((path: string) => onChange({ ...value, path }))
  switch (start) {
    case 'path':
      return (
        <FieldPicker
          label={label}
          isLabelHidden
          placeholder={t('start.path')}
          path={typeof value.path === 'string' ? value.path : ''}
          fields={fields}
          list={list}
          onChange={changePath}
        />
      )
    case 'constant':
      return (
        <TextField
          label={label}
          isLabelHidden
          placeholder={t('start.constant')}
          value={typeof value.constant === 'string' ? value.constant : JSON.stringify(value.constant ?? '')}
          onChange={(constant) => onChange({ ...value, constant })}
        />
      )
    case 'template':
      return (
        <TextField
          label={label}
          isLabelHidden
          isMono
          placeholder={t('start.template-example')}
          value={typeof value.template === 'string' ? value.template : ''}
          onChange={(template) => onChange({ ...value, template })}
        />
      )
    case 'firstOf':
    case 'join':
      return <SeveralValues start={start} label={label} value={value} fields={fields} list={list} onChange={onChange} />
  }
}

function SeveralValues({ start, label, value, fields, list, onChange }: ValueEditorProps & { readonly start: 'firstOf' | 'join' }) {
  const { t } = useTranslation('mapping')
  const given = value[start]
  const inner = Array.isArray(given) ? given.map((one) => (isDraft(one) ? one : { constant: one })) : []
  const change = (next: readonly ValueDraft[]) => onChange({ ...value, [start]: next as readonly Json[] })
  const { list: around, focusField, focusRemove } = useRowFocus(rowFocus)
  const changePart = useStable((index: number, next: ValueDraft) => change(inner.with(index, next)))
  const removePart = useStable((index: number) => {
    change(inner.toSpliced(index, 1))
    focusRemove(index)
  })
  const addPart = () => {
    change([...inner, { path: '' }])
    focusField(inner.length)
  }
  return (
    <div className="several-values" ref={around}>
      <span className="map-quiet">{t(`start.${start}`)}</span>
      {inner.map((one, index) => (
        <PartValue
          // biome-ignore lint/suspicious/noArrayIndexKey: inner values have no name but their place
          key={index}
          index={index}
          label={t('start.part', { label, number: index + 1 })}
          value={one}
          fields={fields}
          list={list}
          isOnly={inner.length === 1}
          onChange={changePart}
          onRemove={removePart}
        />
      ))}
      <div className="several-values-foot">
        <Button variant="plain" size="small" icon={Plus} onPress={addPart}>
          {t('start.add-part')}
        </Button>
        {start === 'join' && (
          <TextField
            label={t('start.separator')}
            value={typeof value.separator === 'string' ? value.separator : ''}
            onChange={(separator) => onChange({ ...value, separator })}
          />
        )}
      </div>
      {start === 'join' && (
        <Switch
          label={t('start.skip-empty')}
          isOn={value.skipEmpty !== false}
          onChange={(skipEmpty) => onChange({ ...value, skipEmpty })}
        />
      )}
    </div>
  )
}

const rowFocus = { row: '.several-value', remove: ':scope > button:enabled', add: '.several-values-foot button' }

interface PartValueProps extends Omit<ValueEditorProps, 'onChange'> {
  readonly index: number
  readonly isOnly: boolean
  readonly onChange: (index: number, value: ValueDraft) => void
  readonly onRemove: (index: number) => void
}

const PartValue = memo(function PartValue({ index, isOnly, onChange, onRemove, ...rest }: PartValueProps) {
  const { t } = useTranslation('mapping')
  const change = useStable((next: ValueDraft) => onChange(index, next))
  return (
    <div className="several-value">
      <div className="several-value-body">
        <ValueStartEditor {...rest} onChange={change} />
        <Chain value={rest.value} fields={rest.fields} list={rest.list} onChange={change} />
      </div>
      <IconButton
        label={t('start.remove-part', { number: index + 1 })}
        icon={X}
        size="small"
        isDisabled={isOnly}
        onPress={() => onRemove(index)}
      />
    </div>
  )
})

function isDraft(value: Json): value is ValueDraft {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
