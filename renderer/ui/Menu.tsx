import type { LucideIcon } from 'lucide-react'
import type { ReactElement } from 'react'
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components'
import { classNames } from './class-names.ts'
import { Keys } from './Keys.tsx'
import './option.css'

export interface MenuItem {
  readonly id: string
  readonly label: string
  readonly icon?: LucideIcon
  readonly keys?: string
  readonly hint?: string
  readonly isDisabled?: boolean
  readonly danger?: boolean
  /** A line above it. */
  readonly startsGroup?: boolean
  readonly onAction: () => void
}

export interface MenuProps {
  /** A Button or IconButton. */
  readonly trigger: ReactElement
  readonly items: readonly MenuItem[]
  readonly label?: string
  readonly placement?: 'bottom start' | 'bottom end' | 'top start' | 'top end' | 'right top'
}

export function Menu({ trigger, items, label, placement = 'bottom start' }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="float" placement={placement} offset={4}>
        <AriaMenu className="option-list" aria-label={label}>
          {items.flatMap((item) => [
            ...(item.startsGroup ? [<Separator key={`${item.id}-line`} className="option-separator" />] : []),
            <MenuRow key={item.id} {...item} />,
          ])}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}

function MenuRow({ id, label, icon: Icon, keys, hint, isDisabled, danger, onAction }: MenuItem) {
  return (
    <AriaMenuItem
      id={id}
      textValue={label}
      isDisabled={isDisabled}
      onAction={onAction}
      className={classNames('option', danger && 'option-danger')}
    >
      {Icon && <Icon className="option-icon" aria-hidden />}
      <span className="option-words">
        <span>{label}</span>
        {hint && <span className="option-hint">{hint}</span>}
      </span>
      {keys && <Keys keys={keys} />}
    </AriaMenuItem>
  )
}
