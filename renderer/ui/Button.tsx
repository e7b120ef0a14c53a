import type { LucideIcon } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import './Button.css'
import { classNames } from './class-names.ts'
import { Spinner } from './Spinner.tsx'

export interface ButtonProps {
  /** `primary` once per screen, `quiet` (default) with a border, `plain` without one, `danger` for what cannot be taken back. */
  readonly variant?: 'primary' | 'quiet' | 'danger' | 'plain'
  readonly size?: 'small' | 'normal'
  readonly icon?: LucideIcon
  readonly onPress?: () => void
  readonly isDisabled?: boolean
  /** Keeps its place and its focus while something is on its way. */
  readonly isPending?: boolean
  readonly type?: 'button' | 'submit'
  readonly autoFocus?: boolean
  readonly slot?: string
  readonly className?: string
  readonly 'aria-label'?: string
  readonly 'aria-describedby'?: string
  readonly ref?: Ref<HTMLButtonElement>
  readonly children: ReactNode
}

export function Button({ variant = 'quiet', size = 'normal', icon: Icon, isPending = false, className, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} isPending={isPending} className={classNames('button', `button-${variant}`, `button-${size}`, className)}>
      {isPending ? <Spinner /> : Icon && <Icon className="button-icon" aria-hidden />}
      <span className="button-text">{children}</span>
    </AriaButton>
  )
}
