import './Glyph.css'
import { glyph } from './glyphs.ts'

export interface GlyphProps {
  /** `systems/odoo`, `records/order`. */
  readonly name: string
  /** Stands in where there is no drawing. */
  readonly fallback: string
  readonly size?: 'normal' | 'small'
}

/** A drawing of our own on a grid of 20, in the colour of the text around it. Whoever shows it says the name. */
export function Glyph({ name, fallback, size = 'normal' }: GlyphProps) {
  const paths = glyph(name)
  return (
    <svg className={`glyph glyph-${size}`} viewBox="0 0 20 20" aria-hidden>
      {paths ? (
        paths.map((path) => <path key={path} d={path} />)
      ) : (
        <text x="10" y="14" className="glyph-letter">
          {fallback.slice(0, 1).toUpperCase()}
        </text>
      )}
    </svg>
  )
}
