import { useTranslation } from 'react-i18next'
import { Select } from '#renderer/ui/Select.tsx'
import { usePlace } from '../inspector-context.ts'
import { entityChoices } from '../node-place.ts'
import type { SettingProps } from './setting-props.ts'

/** Only what the slot's system can read or write. */
export function EntitySetting({ entry, value, onChange, problem }: SettingProps) {
  const { t } = useTranslation('inspector')
  const place = usePlace()
  const items = entityChoices(place).map(({ entity, label }) => ({ id: entity, label }))
  return (
    <Select
      label={entry.label}
      help={place.connector ? entry.help : t('entity.choose-slot')}
      problem={problem}
      isRequired
      isDisabled={!place.connector}
      items={items}
      selected={typeof value === 'string' && items.some((item) => item.id === value) ? value : null}
      onSelect={onChange}
    />
  )
}
