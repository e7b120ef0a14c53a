import { SettingNotes } from './SettingNotes.tsx'
import type { SettingProps } from './setting-props.ts'

/** Tables that match the codes of two systems. */
export function CodeTablesSetting({ entry, problem }: SettingProps) {
  return (
    <div className="setting-section">
      <div className="setting-heading">{entry.label}</div>
      <SettingNotes help={entry.help} problem={problem} />
    </div>
  )
}
