import { Switch } from '#renderer/ui/Switch.tsx'
import { SettingNotes } from './SettingNotes.tsx'
import type { SettingProps } from './setting-props.ts'

export function ToggleSetting({ entry, value, onChange, problem }: SettingProps) {
  const isOn = (value ?? entry.default) === true
  return (
    <div className="setting-section">
      <Switch label={entry.label} help={entry.help} isOn={isOn} onChange={onChange} />
      <SettingNotes problem={problem} />
    </div>
  )
}
