import type { FlowRecord } from '#core/kit/record.ts'
import { modelFieldWordsOf } from '#renderer/language/core-words.ts'

/** One field of a record in both systems. */
export interface FieldPair {
  readonly path: string
  /** `Lines 2 · SKU` */
  readonly label: string
  readonly source: string
  readonly target: string
  readonly isChanged: boolean
}

/** Fields of a record as it came and as it goes: what changes on the way first, then in the order of the model. What is empty on both sides is left out. */
export function sideBySide(source: FlowRecord, target: FlowRecord | null): readonly FieldPair[] {
  const [from, to] = [leaves(source.data), leaves(target?.data)]
  const pairs = [...new Set([...from.keys(), ...to.keys()])].flatMap((path): readonly FieldPair[] => {
    const [before, after] = [from.get(path) ?? '', to.get(path) ?? '']
    if (before === '' && after === '') return []
    return [{ path, label: labelOf(source.entity, path), source: before, target: after, isChanged: target !== null && before !== after }]
  })
  return [...pairs.filter(({ isChanged }) => isChanged), ...pairs.filter(({ isChanged }) => !isChanged)]
}

/** What tells one record from another at a glance: `Jansen BV · 45.20 EUR`; of an order also how many lines it has. */
export function glance({ entity, data, key }: FlowRecord): { readonly text: string; readonly lines: number } {
  const fields = leaves(data)
  const parts = (glances[entity] ?? (() => []))((path) => fields.get(path) ?? '')
  const lines = new Set([...fields.keys()].flatMap((path) => /^lines\[(\d+)\]/.exec(path)?.[1] ?? []))
  return { text: parts.filter((part) => part !== '').join(' · ') || key, lines: lines.size }
}

type Get = (path: string) => string

const glances: Readonly<Record<string, (get: Get) => readonly string[]>> = {
  order: (get) => [
    get('customer.company') || get('customer.name') || get('billing.name') || get('customer.email'),
    [asMoney(get('totals.incl')), get('totals.incl') && get('currency')].filter(Boolean).join(' '),
  ],
  customer: (get) => [get('name'), get('email'), get('billing.city')],
  product: (get) => [get('name'), asMoney(get('priceExcl') || get('priceIncl'))],
  stock: (get) => [get('available') || get('onHand')],
  price: (get) => [
    get('priceList'),
    get('sku'),
    asMoney(get('priceExcl') || get('priceIncl')) || (get('discountPercent') && `−${get('discountPercent')}%`),
  ],
  category: (get) => [get('description')],
}

/** `371.7` → `371.70`: two places at least, as amounts are read; never fewer than there are. */
function asMoney(amount: string): string {
  const [, whole, places = ''] = /^(-?\d+)(?:\.(\d*))?$/.exec(amount) ?? []
  return whole === undefined ? amount : `${whole}.${places.padEnd(2, '0')}`
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
  const field = modelFieldWordsOf(entity, path)?.label ?? path
  const list = /^(\w+)\[(\d+)\]/.exec(path)
  if (!list) return field
  const name = modelFieldWordsOf(entity, list[1] ?? '')?.label ?? list[1]
  return `${name} ${Number(list[2]) + 1} · ${field}`
}
