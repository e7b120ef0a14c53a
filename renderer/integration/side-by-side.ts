import type { FlowRecord } from '#core/kit/record.ts'
import { modelField } from '#core/model/model-fields.ts'

/** One field of a record in both systems. */
export interface FieldPair {
  readonly path: string
  /** `Lines 2 · SKU` */
  readonly label: string
  readonly source: string
  readonly target: string
  readonly isChanged: boolean
}

/** Fields of a record as it came and as it goes, in the order of the model; what is empty on both sides is left out. */
export function sideBySide(source: FlowRecord, target: FlowRecord | null): readonly FieldPair[] {
  const [from, to] = [leaves(source.data), leaves(target?.data)]
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((path): readonly FieldPair[] => {
    const [before, after] = [from.get(path) ?? '', to.get(path) ?? '']
    if (before === '' && after === '') return []
    return [{ path, label: labelOf(source.entity, path), source: before, target: after, isChanged: target !== null && before !== after }]
  })
}

/** What tells one record from another at a glance: `Jansen BV · 3 × · 45.20 EUR`. */
export function glance({ entity, data, key }: FlowRecord): string {
  const fields = leaves(data)
  const parts = (glances[entity] ?? (() => []))((path) => fields.get(path) ?? '', fields)
  return parts.filter((part) => part !== '').join(' · ') || key
}

type Get = (path: string) => string

const glances: Readonly<Record<string, (get: Get, all: ReadonlyMap<string, string>) => readonly string[]>> = {
  order: (get, all) => [
    get('customer.company') || get('customer.name') || get('billing.name') || get('customer.email'),
    lineCount(all),
    [get('totals.incl'), get('totals.incl') && get('currency')].filter(Boolean).join(' '),
  ],
  customer: (get) => [get('name'), get('email'), get('billing.city')],
  product: (get) => [get('name'), get('priceExcl') || get('priceIncl')],
  stock: (get) => [get('available') || get('onHand')],
  price: (get) => [
    get('priceList'),
    get('sku'),
    get('priceExcl') || get('priceIncl') || (get('discountPercent') && `−${get('discountPercent')}%`),
  ],
  category: (get) => [get('description')],
}

function lineCount(all: ReadonlyMap<string, string>): string {
  const lines = new Set([...all.keys()].flatMap((path) => /^lines\[(\d+)\]/.exec(path)?.[1] ?? []))
  return lines.size > 0 ? `${lines.size} ×` : ''
}

function leaves(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (value === null || value === undefined) return found
  if (typeof value !== 'object') return found.set(path, String(value))
  const isList = Array.isArray(value)
  for (const [name, member] of Object.entries(value)) {
    leaves(member, isList ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`, found)
  }
  return found
}

function labelOf(entity: string, path: string): string {
  const field = modelField(entity, path)?.label ?? path
  const list = /^(\w+)\[(\d+)\]/.exec(path)
  if (!list) return field
  const name = modelField(entity, list[1] ?? '')?.label ?? list[1]
  return `${name} ${Number(list[2]) + 1} · ${field}`
}
