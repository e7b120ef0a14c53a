import { Minus, Plus } from 'lucide-react'
import { NumberField as AriaNumberField, Button, Input } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { FieldLabel, FieldNotes } from './FieldNotes.tsx'

export interface NumberFieldProps {
  readonly label: string
  /** null: empty. */
  readonly value: number | null
  readonly onChange: (value: number | null) => void
  readonly help?: string
  readonly problem?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly step?: number
  readonly isRequired?: boolean
  readonly isDisabled?: boolean
  readonly isLabelHidden?: boolean
  readonly placeholder?: string
}

export function NumberField({
  label,
  value,
  onChange,
  help,
  problem,
  minimum,
  maximum,
  step,
  isRequired,
  isLabelHidden,
  placeholder,
  ...rest
}: NumberFieldProps) {
  const { t } = useTranslation('ui')
  return (
    <AriaNumberField
      {...rest}
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      minValue={minimum}
      maxValue={maximum}
      step={step}
      isRequired={isRequired}
      isInvalid={problem !== undefined}
      formatOptions={{ useGrouping: false, maximumFractionDigits: 6 }}
      className="field"
    >
      <FieldLabel label={label} isRequired={isRequired} isHidden={isLabelHidden} />
      <div className="field-box">
        <Input className="field-input" placeholder={placeholder} />
        <Button slot="decrement" className="field-button" aria-label={t('field.less')}>
          <Minus className="field-problem-icon" aria-hidden />
        </Button>
        <Button slot="increment" className="field-button" aria-label={t('field.more')}>
          <Plus className="field-problem-icon" aria-hidden />
        </Button>
      </div>
      <FieldNotes help={help} problem={problem} />
    </AriaNumberField>
  )
}
