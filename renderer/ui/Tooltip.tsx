import type { ReactElement } from 'react'
import { Tooltip as AriaTooltip, Focusable, type TooltipProps, TooltipTrigger } from 'react-aria-components'
import { Keys } from './Keys.tsx'
import './Tooltip.css'

export type TooltipPlacement = NonNullable<TooltipProps['placement']>

export interface TooltipOwnProps {
  readonly text: string
  /** Shown behind the text: `Ctrl+B`. */
  readonly keys?: string
  readonly placement?: TooltipPlacement
  /** For an element that is no control of ours: makes it reachable by the keyboard. */
  readonly isFocusable?: boolean
  readonly children: ReactElement
}

/** A word about what is pointed at or focused; never the only place where something is said. */
export function Tooltip({ text, keys, placement = 'bottom', isFocusable = false, children }: TooltipOwnProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={60}>
      {isFocusable ? <Focusable>{children as ReactElement<object, string>}</Focusable> : children}
      <AriaTooltip className="tooltip" placement={placement} offset={6}>
        {text}
        {keys && <Keys keys={keys} />}
      </AriaTooltip>
    </TooltipTrigger>
  )
}
