import { useTranslation } from 'react-i18next'
import { entities } from '#core/model/entities.ts'
import { modelFields } from '#core/model/model-fields.ts'
import { TextField } from '#renderer/ui/TextField.tsx'
import { ChoiceOrText } from './ChoiceOrText.tsx'
import { comparedValue, operandOf } from './comparison-choices.ts'
import type { CompareRow } from './condition-rows.ts'
import type { SourceField } from './source-fields.ts'

interface ComparisonValueProps {
  readonly row: CompareRow
  readonly field: SourceField | undefined
  readonly onChange: (row: CompareRow) => void
}

/** What a field is compared with: a text, one of the field's choices, a number, a day, or several texts. */
export function ComparisonValue({ row, field, onChange }: ComparisonValueProps) {
  const { t } = useTranslation('mapping')
  const label = t('condition.value', { name: row.path })
  if (operandOf(row.is) === 'values') {
    return (
      <TextField
        label={label}
        isLabelHidden
        isMultiline
        placeholder={t('condition.values')}
        value={(row.values ?? []).join('\n')}
        onChange={(text) => onChange({ ...row, values: text === '' ? [] : text.split('\n').map((one) => comparedValue(one, field?.type)) })}
      />
    )
  }
  const choices = choicesOf(field, t)
  const common = { label, isLabelHidden: true, placeholder: t(`condition.placeholder-${operandOf(row.is)}`) }
  const value = row.value === undefined ? '' : String(row.value)
  const change = (text: string) => onChange({ ...row, value: comparedValue(text, field?.type) })
  if (choices.length > 0) return <ChoiceOrText {...common} items={choices} value={value} onChange={change} />
  return <TextField {...common} value={value} onChange={change} />
}

function choicesOf(field: SourceField | undefined, t: (key: string) => string) {
  if (field?.type === 'toggle') {
    return [
      { id: 'true', label: t('condition.yes') },
      { id: 'false', label: t('condition.no') },
    ]
  }
  if (field?.type !== 'choice') return []
  // The same path means the same choices in every kind of record that has them.
  const path = field.path.replace(/^data\./, '')
  const known = Object.keys(entities).flatMap((entity) => modelFields(entity).find((one) => one.path === path)?.choices ?? [])
  return [...new Set(known)].map((choice) => ({ id: choice, label: choice }))
}
