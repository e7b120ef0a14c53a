import { Input, TextField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { FieldLabel, FieldNotes } from '#renderer/ui/FieldNotes.tsx'
import { usePlace } from '../inspector-context.ts'
import { fromLocal, toLocal } from '../zoned-moment.ts'
import type { SettingProps } from './setting-props.ts'

/** A day and time on the clock of the flow's zone; stored with its offset. */
export function MomentSetting({ entry, value, onChange, problem }: SettingProps) {
  const { t } = useTranslation('inspector')
  const zone = usePlace().document.options.timeZone
  const given = value ?? entry.default
  const help = [entry.help, t('moment.zone', { zone })].filter(Boolean).join(' ')
  return (
    <TextField
      className="field"
      isRequired={!entry.isOptional}
      isInvalid={problem !== undefined}
      value={typeof given === 'string' ? toLocal(given, zone) : ''}
      onChange={(local) => onChange(fromLocal(local, zone))}
    >
      <FieldLabel label={entry.label} isRequired={!entry.isOptional} />
      <div className="field-box">
        <Input className="field-input" type="datetime-local" />
      </div>
      <FieldNotes help={help} problem={problem} />
    </TextField>
  )
}
