import { useTranslation } from 'react-i18next'
import { describeCondition } from '#core/mapping/describe-condition.ts'
import { ConditionBuilder } from '#renderer/mapping/ConditionBuilder.tsx'
import { conditionWords } from '#renderer/mapping/condition-words.ts'
import { fieldAt } from '#renderer/mapping/source-fields.ts'
import { useInput } from '#renderer/mapping/use-input.ts'
import { usePlace } from '../inspector-context.ts'
import { SettingNotes } from './SettingNotes.tsx'
import type { SettingProps } from './setting-props.ts'

/** The builder, with the condition in words below. */
export function ConditionSetting({ entry, value, onChange, problem }: SettingProps) {
  const { t } = useTranslation('mapping')
  const { node } = usePlace()
  const { fields } = useInput(node.id)
  return (
    <div className="setting-section">
      <div className="setting-heading">{entry.label}</div>
      <ConditionBuilder label={entry.label} condition={value} onChange={onChange} fields={fields} />
      <SettingNotes help={entry.help} problem={problem} />
      {value !== undefined && problem === undefined && (
        <p className="setting-quiet">
          {describeCondition(
            value,
            conditionWords(t, (path) => fieldAt(fields, path)?.label),
          )}
        </p>
      )}
    </div>
  )
}
