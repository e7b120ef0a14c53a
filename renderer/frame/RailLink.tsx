import type { LucideIcon } from 'lucide-react'
import { Link } from 'react-aria-components'
import { classNames } from '#renderer/ui/class-names.ts'
import { Tooltip } from '#renderer/ui/Tooltip.tsx'

export interface RailLinkProps {
  readonly href: string
  readonly label: string
  readonly icon: LucideIcon
  readonly keys?: string
  readonly isCurrent: boolean
  /** The word is read aloud and shown in the tooltip only. */
  readonly isFolded: boolean
}

export function RailLink({ href, label, icon: Icon, keys, isCurrent, isFolded }: RailLinkProps) {
  return (
    <Tooltip text={label} keys={keys} placement="right">
      <Link className="rail-link" href={href} aria-current={isCurrent ? 'page' : undefined}>
        <Icon className="rail-icon" aria-hidden />
        <span className={classNames('rail-word', isFolded && 'only-read')}>{label}</span>
      </Link>
    </Tooltip>
  )
}
