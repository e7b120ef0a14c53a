import { hash } from 'node:crypto'

/** A file name for an id that a stranger chose: readable at its start, told apart by its digest, never a path. */
export function safeName(id: string): string {
  return `${slugOf(id).slice(0, 40)}-${hash('sha256', id).slice(0, 16)}`
}

/** Letters, digits and dashes of a name, for a file a person will look for: "Orders → Odoo" is `orders-odoo`. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '')
  // Names Windows keeps for devices.
  return slug === '' || /^(con|prn|aux|nul|com\d|lpt\d)$/.test(slug) ? `flow${slug === '' ? '' : `-${slug}`}` : slug
}
