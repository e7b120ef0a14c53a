import { useId } from 'react'
import { Checkbox } from '#renderer/ui/Checkbox.tsx'
import { SettingNotes } from './SettingNotes.tsx'
import type { SettingProps } from './setting-props.ts'

/** Several of a few; kept in the order they are declared in. */
export function ChoicesSetting({ entry, value, onChange, problem }: SettingProps) {
  const label = useId()
  const given = value ?? entry.default
  const chosen = Array.isArray(given) ? given : []
  const names = Object.keys(entry.choices ?? {})
  const change = (name: string, isChosen: boolean) => onChange(names.filter((one) => (one === name ? isChosen : chosen.includes(one))))
  const isShort = Object.values(entry.choices ?? {}).every((words) => words.length <= 12)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out with the other settings
    <div className="setting-section" role="group" aria-labelledby={label}>
      <div className="setting-heading" id={label}>
        {entry.label}
      </div>
      <div className={isShort ? 'setting-grid' : 'setting-rows'}>
        {Object.entries(entry.choices ?? {}).map(([name, words]) => (
          <Checkbox key={name} label={words} isChecked={chosen.includes(name)} onChange={(isChosen) => change(name, isChosen)} />
        ))}
      </div>
      <SettingNotes help={entry.help} problem={problem} />
    </div>
  )
}
