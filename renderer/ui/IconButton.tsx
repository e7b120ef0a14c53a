import type { LucideIcon } from 'lucide-react'
import type { Ref } from 'react'
import { Button as AriaButton, ToggleButton } from 'react-aria-components'
import './IconButton.css'
import { classNames } from './class-names.ts'
import { Spinner } from './Spinner.tsx'
import { Tooltip, type TooltipPlacement } from './Tooltip.tsx'

export interface IconButtonProps {
  /** Its name, and its tooltip. */
  readonly label: string
  readonly icon: LucideIcon
  readonly onPress?: () => void
  readonly isDisabled?: boolean
  readonly isPending?: boolean
  /** Given: a button that stays in. */
  readonly isPressed?: boolean
  readonly size?: 'small' | 'normal'
  /** Shown in the tooltip: `Ctrl+B`. */
  readonly keys?: string
  readonly tooltip?: TooltipPlacement
  readonly slot?: string
  readonly className?: string
  readonly ref?: Ref<HTMLButtonElement>
}

export function IconButton({
  label,
  icon: Icon,
  onPress,
  isPressed,
  isPending = false,
  size = 'normal',
  keys,
  tooltip = 'bottom',
  className,
  ...rest
}: IconButtonProps) {
  const names = classNames('icon-button', `icon-button-${size}`, className)
  const content = isPending ? <Spinner /> : <Icon className="icon-button-icon" aria-hidden />
  return (
    <Tooltip text={label} keys={keys} placement={tooltip}>
      {isPressed === undefined ? (
        <AriaButton {...rest} aria-label={label} onPress={onPress} isPending={isPending} className={names}>
          {content}
        </AriaButton>
      ) : (
        <ToggleButton {...rest} aria-label={label} isSelected={isPressed} onChange={() => onPress?.()} className={names}>
          {content}
        </ToggleButton>
      )}
    </Tooltip>
  )
}
