import { useState } from 'react'
import { TextField } from '#renderer/ui/TextField.tsx'
import type { SettingProps } from './setting-props.ts'

/** A number as it is typed: what is no number yet is kept as text, so that its problem can be told while one types. */
export function NumberSetting({ entry, value, onChange, problem }: SettingProps) {
  const [typed, setTyped] = useState('')
  const shown = parseTyped(typed) === value ? typed : value === undefined || value === null ? '' : String(value)
  const change = (text: string) => {
    setTyped(text)
    onChange(parseTyped(text))
  }
  return (
    <TextField
      label={entry.label}
      help={entry.help}
      problem={problem}
      isRequired={!entry.isOptional}
      placeholder={entry.default === undefined ? undefined : String(entry.default)}
      value={shown}
      onChange={change}
    />
  )
}

/** `1,5` is what a Dutch keyboard types. */
function parseTyped(text: string): number | string | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  return /^-?\d+([.,]\d+)?$/.test(trimmed) ? Number(trimmed.replace(',', '.')) : text
}
