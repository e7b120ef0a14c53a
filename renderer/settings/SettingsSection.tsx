import { type ReactNode, useId } from 'react'
import './SettingsSection.css'

export interface SettingsSectionProps {
  readonly title: string
  readonly text?: string
  readonly children: ReactNode
}

export function SettingsSection({ title, text, children }: SettingsSectionProps) {
  const id = useId()
  return (
    <section className="settings-section" aria-labelledby={id}>
      <header className="settings-section-head">
        <h2 id={id} className="settings-section-title">
          {title}
        </h2>
        {text && <p className="settings-section-text">{text}</p>}
      </header>
      <div className="settings-section-body">{children}</div>
    </section>
  )
}
