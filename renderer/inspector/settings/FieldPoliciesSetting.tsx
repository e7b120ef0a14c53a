import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Json } from '#core/kit/record.ts'
import { fieldPolicyNames } from '#core/upsert/field-policies.ts'
import { modelFieldWords, modelFieldWordsOf } from '#renderer/language/core-words.ts'
import { ChoiceOrText } from '#renderer/mapping/ChoiceOrText.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Select } from '#renderer/ui/Select.tsx'
import { usePlace } from '../inspector-context.ts'
import { policyEntity } from '../node-place.ts'
import './FieldPoliciesSetting.css'
import { SettingNotes } from './SettingNotes.tsx'
import type { SettingProps } from './setting-props.ts'

/** The fields that are not simply always sent. */
export function FieldPoliciesSetting({ entry, value, onChange, problem }: SettingProps) {
  const { t } = useTranslation('inspector')
  const entity = policyEntity(entry, usePlace()) ?? ''
  const [typed, setTyped] = useState('')
  const policies = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, Json>>) : {}
  const free = modelFieldWords(entity).filter((field) => !Object.hasOwn(policies, field.path) && !field.path.includes('[]'))
  const items = fieldPolicyNames.map((id) => ({ id, label: t(`policy.${id}`) }))
  const change = (path: string, policy: string | undefined) => {
    const { [path]: _before, ...rest } = policies
    const changed = policy === undefined ? rest : { ...policies, [path]: policy }
    onChange(Object.keys(changed).length === 0 ? undefined : changed)
  }
  const add = (path: string) => {
    setTyped('')
    if (free.some((field) => field.path === path)) change(path, 'on-create')
    else setTyped(path)
  }
  return (
    <div className="setting-section">
      <div className="setting-heading">{entry.label}</div>
      {Object.entries(policies).map(([path, policy]) => (
        <div className="field-policy" key={path}>
          <div className="field-policy-name">
            <span className="cut" title={path}>
              {modelFieldWordsOf(entity, path)?.label ?? path}
            </span>
            <span className="setting-quiet mono cut">{path}</span>
          </div>
          <Select
            label={t('policy.when', { path })}
            isLabelHidden
            items={items}
            selected={typeof policy === 'string' ? policy : null}
            onSelect={(next) => change(path, next)}
          />
          <IconButton label={t('policy.remove', { path })} icon={X} size="small" onPress={() => change(path, undefined)} />
        </div>
      ))}
      <p className="setting-quiet">{t(Object.keys(policies).length === 0 ? 'policy.all' : 'policy.others')}</p>
      <ChoiceOrText
        label={t('policy.add')}
        isLabelHidden
        placeholder={t('policy.add')}
        items={free.map(({ path, label }) => ({ id: path, label: path, hint: label }))}
        value={typed}
        onChange={add}
      />
      <SettingNotes help={entry.help} problem={problem} />
    </div>
  )
}
