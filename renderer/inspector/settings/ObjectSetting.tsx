import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { toFields } from '#core/kit/describe.ts'
import { checkSettings } from '#core/kit/parse-settings.ts'
import type { Json } from '#core/kit/record.ts'
import { saySentence } from '#renderer/language/say-sentence.ts'
import { usePlace } from '../inspector-context.ts'
import { objectFields, shownFields } from '../node-place.ts'
import { UnknownSettings } from '../UnknownSettings.tsx'
import { SettingNotes } from './SettingNotes.tsx'
import type { SettingProps } from './setting-props.ts'

interface ObjectSettingProps extends SettingProps {
  /** Shows one of the settings inside: what shows this one. */
  readonly inner: ComponentType<SettingProps>
}

/** What a system asks for its kind of record, as a form inside the form. Members nobody knows are kept. */
export function ObjectSetting({ entry, value, onChange, problem, inner: Inner }: ObjectSettingProps) {
  const { t } = useTranslation('inspector')
  const place = usePlace()
  const fields = objectFields(entry, place)
  const members = isMembers(value) ? value : {}
  if (!fields) {
    return (
      <div className="setting-section">
        <div className="setting-heading">{entry.label}</div>
        <p className="setting-quiet">{t('object.choose-entity')}</p>
        <UnknownSettings settings={members} />
      </div>
    )
  }
  const known = new Set(fields.map((field) => field.name))
  const unknown = Object.fromEntries(Object.entries(members).filter(([name]) => !known.has(name)))
  if (fields.length === 0 && Object.keys(unknown).length === 0) return null
  const problems = new Map(checkSettings(toFields(fields), members).map(({ path, message }) => [path, saySentence(message)]))
  const change = (name: string, next: Json | undefined) => {
    const { [name]: _before, ...rest } = members
    const changed = next === undefined ? rest : { ...rest, [name]: next }
    onChange(Object.keys(changed).length === 0 && entry.isOptional ? undefined : changed)
  }
  const about = place.connector ? t('object.of', { system: place.connector.label }) : undefined
  return (
    <div className="setting-section">
      <div className="setting-heading">{entry.label}</div>
      <SettingNotes help={about} problem={problem} />
      <div className="setting-inner">
        {shownFields(fields, members).map((field) => (
          <Inner
            key={field.name}
            entry={field}
            value={members[field.name]}
            onChange={(next) => change(field.name, next)}
            problem={withoutLabel(problems.get(field.name), field.label)}
          />
        ))}
        <UnknownSettings settings={unknown} />
      </div>
    </div>
  )
}

function withoutLabel(message: string | undefined, label: string): string | undefined {
  const prefix = `"${label}" `
  if (!message?.startsWith(prefix)) return message
  const rest = message.slice(prefix.length)
  return rest.charAt(0).toUpperCase() + rest.slice(1)
}

function isMembers(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
