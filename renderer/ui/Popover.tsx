import type { ReactElement, ReactNode } from 'react'
import { Popover as AriaPopover, Dialog, DialogTrigger, type PopoverProps } from 'react-aria-components'
import './option.css'
import './Popover.css'

export interface PopoverOwnProps {
  /** A Button or IconButton. */
  readonly trigger: ReactElement
  readonly label: string
  readonly placement?: PopoverProps['placement']
  readonly isOpen?: boolean
  readonly onOpenChange?: (isOpen: boolean) => void
  readonly children: ReactNode
}

/** Something small beside the button that opens it. */
export function Popover({ trigger, label, placement = 'bottom', isOpen, onOpenChange, children }: PopoverOwnProps) {
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      {trigger}
      <AriaPopover className="float" placement={placement} offset={6}>
        <Dialog className="popover" aria-label={label}>
          {children}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  )
}
