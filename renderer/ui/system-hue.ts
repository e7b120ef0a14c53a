import type { CSSProperties } from 'react'

/** Puts a system's hue on an element; its CSS, and that of what is inside, reads it as `var(--system-hue)`. */
export function systemHue(hue: string | undefined): CSSProperties {
  return { '--system-hue': hue ?? 'var(--text-quiet)' } as CSSProperties
}
