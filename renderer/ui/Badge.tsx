import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import './Badge.css'

export interface BadgeProps {
  readonly tone?: 'plain' | 'accent' | 'done' | 'waiting' | 'failed' | 'unknown' | 'skipped'
  readonly icon?: LucideIcon
  readonly children: ReactNode
}

/** A word or number about the thing beside it. */
export function Badge({ tone = 'plain', icon: Icon, children }: BadgeProps) {
  return (
    <span className={`badge badge-${tone}`}>
      {Icon && <Icon className="badge-icon" aria-hidden />}
      {children}
    </span>
  )
}
