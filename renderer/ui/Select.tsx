import { ChevronDown } from 'lucide-react'
import { Select as AriaSelect, Button, Popover, SelectValue } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { type Choice, ChoiceList } from './ChoiceList.tsx'
import { FieldLabel, FieldNotes } from './FieldNotes.tsx'
import './Select.css'

export interface SelectProps {
  readonly label: string
  readonly items: readonly Choice[]
  readonly selected: string | null
  readonly onSelect: (id: string) => void
  readonly help?: string
  readonly problem?: string
  readonly placeholder?: string
  readonly isRequired?: boolean
  readonly isDisabled?: boolean
  readonly isLabelHidden?: boolean
}

export function Select({ label, items, selected, onSelect, help, problem, placeholder, isRequired, isLabelHidden, ...rest }: SelectProps) {
  const { t } = useTranslation('ui')
  return (
    <AriaSelect
      {...rest}
      value={selected}
      onChange={(id) => id !== null && onSelect(String(id))}
      placeholder={placeholder ?? t('field.choose')}
      isRequired={isRequired}
      isInvalid={problem !== undefined}
      className="field"
    >
      <FieldLabel label={label} isRequired={isRequired} isHidden={isLabelHidden} />
      <Button className="select-button field-box">
        <SelectValue className="select-value cut">{({ selectedText, defaultChildren }) => selectedText || defaultChildren}</SelectValue>
        <ChevronDown className="select-arrow" aria-hidden />
      </Button>
      <FieldNotes help={help} problem={problem} />
      <Popover className="float" offset={4}>
        <ChoiceList items={items} />
      </Popover>
    </AriaSelect>
  )
}
