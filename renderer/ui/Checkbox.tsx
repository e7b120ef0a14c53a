import { Check, Minus } from 'lucide-react'
import { Checkbox as AriaCheckbox } from 'react-aria-components'
import { classNames } from './class-names.ts'
import './Checkbox.css'

export interface CheckboxProps {
  readonly label: string
  readonly isChecked: boolean
  readonly onChange: (isChecked: boolean) => void
  readonly isIndeterminate?: boolean
  readonly isDisabled?: boolean
  readonly isLabelHidden?: boolean
}

export function Checkbox({ label, isChecked, onChange, isLabelHidden, isIndeterminate, isDisabled }: CheckboxProps) {
  return (
    <AriaCheckbox className="checkbox" isSelected={isChecked} isIndeterminate={isIndeterminate} isDisabled={isDisabled} onChange={onChange}>
      <span className="checkbox-box" aria-hidden>
        {isIndeterminate ? <Minus className="checkbox-mark" /> : isChecked && <Check className="checkbox-mark" />}
      </span>
      <span className={classNames('checkbox-label', isLabelHidden && 'only-read')}>{label}</span>
    </AriaCheckbox>
  )
}
