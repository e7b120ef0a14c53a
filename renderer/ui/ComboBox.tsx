import { ChevronDown } from 'lucide-react'
import { ComboBox as AriaComboBox, Button, Input, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { type Choice, ChoiceList } from './ChoiceList.tsx'
import { classNames } from './class-names.ts'
import { FieldLabel, FieldNotes } from './FieldNotes.tsx'

export interface ComboBoxProps {
  readonly label: string
  readonly items: readonly Choice[]
  /** What stands in the field: the label of a choice, or free text. A picked choice arrives as its label. */
  readonly value: string
  readonly onChange: (value: string) => void
  /** A choice was picked; `onChange` has got its label, too. */
  readonly onSelect?: (id: string) => void
  readonly help?: string
  readonly problem?: string
  readonly placeholder?: string
  readonly isMono?: boolean
  readonly isRequired?: boolean
  readonly isDisabled?: boolean
  readonly isLabelHidden?: boolean
  readonly autoFocus?: boolean
  /** The field, its list included, has lost the focus. */
  readonly onBlur?: () => void
}

/** Choices to pick from, and free text besides. */
export function ComboBox({
  label,
  items,
  value,
  onChange,
  onSelect,
  help,
  problem,
  placeholder,
  isMono,
  isRequired,
  isLabelHidden,
  ...rest
}: ComboBoxProps) {
  const { t } = useTranslation('ui')
  return (
    <AriaComboBox
      {...rest}
      defaultItems={items}
      inputValue={value}
      onInputChange={onChange}
      onChange={(id) => id !== null && onSelect?.(String(id))}
      allowsCustomValue
      menuTrigger="focus"
      isRequired={isRequired}
      isInvalid={problem !== undefined}
      className="field"
    >
      <FieldLabel label={label} isRequired={isRequired} isHidden={isLabelHidden} />
      <div className="field-box">
        <Input className={classNames('field-input', isMono && 'field-mono')} placeholder={placeholder} />
        <Button className="field-button" aria-label={t('field.choices')}>
          <ChevronDown className="field-problem-icon" aria-hidden />
        </Button>
      </div>
      <FieldNotes help={help} problem={problem} />
      <Popover className="float" offset={4}>
        <ChoiceList />
      </Popover>
    </AriaComboBox>
  )
}
