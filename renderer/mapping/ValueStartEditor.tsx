import { Braces, GitMerge, ListOrdered, type LucideIcon, Plus, Quote, Table2, X } from 'lucide-react'
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
  const { t } = useTranslation('mapping')
  const start = startOf(value)
  return (
    <div className="value-start">
      <Menu
        trigger={<IconButton label={t('start.begins', { label, start: t(`start.${start}`) })} icon={icons[start]} size="small" />}
        items={(Object.keys(valueStarts) as ValueStart[]).map((id) => ({
          id,
          label: t(`start.${id}`),
          icon: icons[id],
          onAction: () => onChange(changeStart(value, id)),
        }))}
      />
      <div className="value-start-field">
        <StartField start={start} label={label} value={value} fields={fields} list={list} onChange={onChange} />
      </div>
    </div>
  )
}

function StartField({ start, label, value, fields, list, onChange }: ValueEditorProps & { readonly start: ValueStart }) {
  const { t } = useTranslation('mapping')
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
          onChange={(path) => onChange({ ...value, path })}
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
  return (
    <div className="several-values">
      <span className="map-quiet">{t(`start.${start}`)}</span>
      {inner.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: inner values have no name but their place
        <div className="several-value" key={index}>
          <div className="several-value-body">
            <ValueStartEditor
              label={t('start.part', { label, number: index + 1 })}
              value={one}
              fields={fields}
              list={list}
              onChange={(next) => change(inner.with(index, next))}
            />
            <Chain value={one} fields={fields} list={list} onChange={(next) => change(inner.with(index, next))} />
          </div>
          <IconButton
            label={t('start.remove-part', { number: index + 1 })}
            icon={X}
            size="small"
            isDisabled={inner.length === 1}
            onPress={() => change(inner.toSpliced(index, 1))}
          />
        </div>
      ))}
      <div className="several-values-foot">
        <Button variant="plain" size="small" icon={Plus} onPress={() => change([...inner, { path: '' }])}>
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

function isDraft(value: Json): value is ValueDraft {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
