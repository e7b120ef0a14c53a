import { Switch as AriaSwitch } from 'react-aria-components'
import { classNames } from './class-names.ts'
import './Switch.css'

export interface SwitchProps {
  readonly label: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
  readonly help?: string
  readonly isDisabled?: boolean
  readonly isLabelHidden?: boolean
}

/** Takes effect at once. */
export function Switch({ label, isOn, onChange, help, isDisabled, isLabelHidden }: SwitchProps) {
  return (
    <AriaSwitch className="switch" isSelected={isOn} onChange={onChange} isDisabled={isDisabled}>
      <span className="switch-track" aria-hidden>
        <span className="switch-knob" />
      </span>
      <span className={classNames('switch-words', isLabelHidden && 'only-read')}>
        {label}
        {help && <span className="switch-help">{help}</span>}
      </span>
    </AriaSwitch>
  )
}
