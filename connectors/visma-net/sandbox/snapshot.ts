import type { Company, Row } from './company.ts'

/** What two equal histories may differ in: internal ids, versions and moments. */
const accidental = /^(internalId|contactId|addressId|inventoryId|createdDateTime|lastModifiedDateTime|modifiedMs|documentDate|date|id)$/

export function takeSnapshot({ customers, contacts, items, files, orders, invoices }: Company): unknown {
  return {
    customers: [...customers.values()].map(({ dto }) => tidy(dto)),
    contacts: [...contacts.values()].map(tidy),
    items: [...items.values()].map(({ dto, stock }) => ({
      ...(tidy({ ...dto, inventoryId: undefined }) as Row),
      stock: [...stock].map(([warehouse, { onHand, available }]) => ({ warehouse, onHand, available })),
    })),
    files: files.map(({ inventoryNumber, name, revisions }) => ({ inventoryNumber, name, sizes: revisions.map(({ length }) => length) })),
    orders: [...orders.values()].map(({ type, dto, lines }) => ({ type, order: tidy(dto), lines: lines.map(tidy) })),
    invoices: [...invoices.values()].map(({ dto }) => tidy(dto)),
  }
}

function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(
    ([name, inner]) => !(accidental.test(name) && (typeof inner === 'number' || isMoment(inner))),
  )
  return Object.fromEntries(entries.map(([name, inner]) => [name, tidy(inner)]))
}

function isMoment(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)
}
