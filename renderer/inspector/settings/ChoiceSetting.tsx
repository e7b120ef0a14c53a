import { Select } from '#renderer/ui/Select.tsx'
import type { SettingProps } from './setting-props.ts'

export function ChoiceSetting({ entry, value, onChange, problem }: SettingProps) {
  const items = Object.entries(entry.choices ?? {}).map(([id, label]) => ({ id, label }))
  const chosen = value ?? entry.default
  return (
    <Select
      label={entry.label}
      help={entry.help}
      problem={problem}
      isRequired={!entry.isOptional}
      items={items}
      selected={typeof chosen === 'string' && items.some((item) => item.id === chosen) ? chosen : null}
      onSelect={onChange}
    />
  )
}
