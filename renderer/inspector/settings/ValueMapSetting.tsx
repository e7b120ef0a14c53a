import type { Json } from '#core/kit/record.ts'
import { ValueTable } from '#renderer/mapping/ValueTable.tsx'
import { SettingNotes } from './SettingNotes.tsx'
import type { SettingProps } from './setting-props.ts'

/** Old value → new value. */
export function ValueMapSetting({ entry, value, onChange, problem }: SettingProps) {
  const table = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, Json>>) : {}
  return (
    <div className="setting-section">
      <div className="setting-heading">{entry.label}</div>
      <ValueTable label={entry.label} table={table} onChange={onChange} />
      <SettingNotes help={entry.help} problem={problem} />
    </div>
  )
}
