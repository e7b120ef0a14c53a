import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import './EmptyState.css'

export interface EmptyStateProps {
  readonly icon: LucideIcon
  readonly title: string
  /** What this place is for. */
  readonly text: string
  /** The one button that starts it. */
  readonly action?: ReactNode
}

export function EmptyState({ icon: Icon, title, text, action }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <Icon className="empty-state-icon" aria-hidden />
      <h2 className="empty-state-title">{title}</h2>
      <p className="empty-state-text">{text}</p>
      {action}
    </div>
  )
}
