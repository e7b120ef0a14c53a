/** The drawings of assets/icons as paths, so that React draws them and nothing is ever inserted as markup. */
const files = import.meta.glob<string>('../../assets/icons/{systems,records}/*.svg', { eager: true, query: '?raw', import: 'default' })

const glyphs: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(files).map(([path, svg]) => [/([^/]+\/[^/]+)\.svg$/.exec(path)?.[1] ?? path, readPaths(svg)]),
)

/** `readPaths('<svg><path d="M2 2"/></svg>')` → `['M2 2']`. */
export function readPaths(svg: string): readonly string[] {
  return [...svg.matchAll(/<path[^>]*\sd="([^"]+)"/g)].map(([, path = '']) => path)
}

/** `systems/odoo`, `records/order`; undefined for what was not drawn. */
export function glyph(name: string): readonly string[] | undefined {
  return glyphs[name]
}
