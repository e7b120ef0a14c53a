import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { Glyph } from './Glyph.tsx'
import './SystemIcon.css'
import { systemHue } from './system-hue.ts'

export interface SystemIconProps {
  /** Id of the connector: `odoo`. */
  readonly connector: string
  readonly size?: 'normal' | 'small'
  /** Names the system for screen readers and on hover, where no word stands beside it. */
  readonly isNamed?: boolean
}

/** A system's glyph in its own quiet hue. */
export function SystemIcon({ connector, size = 'normal', isNamed = false }: SystemIconProps) {
  const entry = useCatalogue().connector(connector)
  const label = entry?.label ?? connector
  return (
    <span className="system-icon" style={systemHue(entry?.hue)} title={isNamed ? label : undefined}>
      <Glyph name={`systems/${connector}`} fallback={label} size={size} />
      {isNamed && <span className="only-read">{label}</span>}
    </span>
  )
}
