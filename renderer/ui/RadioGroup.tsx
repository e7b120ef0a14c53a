import { RadioGroup as AriaRadioGroup, Radio } from 'react-aria-components'
import type { Choice } from './ChoiceList.tsx'
import { FieldLabel, FieldNotes } from './FieldNotes.tsx'
import './RadioGroup.css'

export interface RadioGroupProps {
  readonly label: string
  readonly items: readonly Choice[]
  readonly selected: string | null
  readonly onSelect: (id: string) => void
  readonly help?: string
  readonly problem?: string
  readonly isDisabled?: boolean
  readonly isLabelHidden?: boolean
  /** `row` for two or three short words. */
  readonly layout?: 'column' | 'row'
}

export function RadioGroup({
  label,
  items,
  selected,
  onSelect,
  help,
  problem,
  isDisabled,
  isLabelHidden,
  layout = 'column',
}: RadioGroupProps) {
  return (
    <AriaRadioGroup
      className="field"
      value={selected}
      onChange={onSelect}
      isDisabled={isDisabled}
      isInvalid={problem !== undefined}
      orientation={layout === 'row' ? 'horizontal' : 'vertical'}
    >
      <FieldLabel label={label} isHidden={isLabelHidden} />
      <div className={`radio-group-items radio-group-${layout}`}>
        {items.map(({ id, label: name, hint }) => (
          <Radio key={id} value={id} className="radio">
            <span className="radio-ring" aria-hidden />
            <span className="radio-words">
              {name}
              {hint && <span className="option-hint">{hint}</span>}
            </span>
          </Radio>
        ))}
      </div>
      <FieldNotes help={help} problem={problem} />
    </AriaRadioGroup>
  )
}
