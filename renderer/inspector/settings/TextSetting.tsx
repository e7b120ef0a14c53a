import { ChoiceOrText } from '#renderer/mapping/ChoiceOrText.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import { usePlace } from '../inspector-context.ts'
import { offersOf } from '../node-place.ts'
import type { SettingProps } from './setting-props.ts'

/** Text, decimals, and text that is usually one of a few. Emptied, the default holds again. */
export function TextSetting({ entry, value, onChange, problem }: SettingProps) {
  const place = usePlace()
  const common = {
    label: entry.label,
    help: entry.help,
    problem,
    isRequired: !entry.isOptional,
    placeholder: textOf(entry.default),
  }
  const change = (text: string) => onChange(text === '' && entry.isOptional ? undefined : text)
  const offers = offersOf(entry, place)
  if (offers && offers.length > 0) return <ChoiceOrText {...common} items={offers} value={textOf(value)} onChange={change} />
  return <TextField {...common} value={textOf(value)} onChange={change} isMono={entry.kind === 'decimal' || entry.name === 'cron'} />
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
