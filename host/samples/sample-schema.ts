import type { Requests } from '#core/contract/contract.ts'
import type { ResultOf } from '#core/contract/define.ts'
import type { FlowRecord } from '#core/kit/record.ts'

export type SampleField = ResultOf<Requests['data:schema']>[number]

const deepest = 12
const mostFields = 2_000

interface Found {
  readonly types: Set<string>
  filled: number
  of: number
  example: unknown
}

/** The fields of records, as mappings call them; a field below a list is counted over the list's items. */
export function fieldsOf(records: readonly FlowRecord[]): readonly SampleField[] {
  const fields = new Map<string, Found>()
  /** How often what holds the field was there: a field that is missing in half of the lines says so. */
  const holders = new Map<string, number>()

  function see(path: string, value: unknown, depth: number): void {
    if (value === undefined) return
    let field = fields.get(path)
    if (!field) {
      if (fields.size >= mostFields) return
      field = { types: new Set(), filled: 0, of: 0, example: null }
      fields.set(path, field)
    }
    field.types.add(typeOf(value))
    if (value !== null && value !== '') {
      field.filled++
      if (field.example === null && typeof value !== 'object') field.example = value
    }
    if (typeof value !== 'object' || value === null || depth >= deepest) return
    if (Array.isArray(value)) for (const item of value) seeMembers(`${path}[]`, item, depth + 1)
    else seeMembers(path, value, depth + 1)
  }

  function seeMembers(path: string, value: unknown, depth: number): void {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      holders.set(holderOf(path), (holders.get(holderOf(path)) ?? 0) + 1)
      see(path, value, depth)
      return
    }
    holders.set(path, (holders.get(path) ?? 0) + 1)
    for (const [name, member] of Object.entries(value)) see(`${path}.${name}`, member, depth)
  }

  for (const { key, entity, data, raw } of records) {
    see('key', key, 0)
    see('entity', entity, 0)
    see('data', data, 0)
    if (raw !== null) see('raw', raw, 0)
  }
  return [...fields].map(([path, { types, filled, example }]) => ({
    ...{ path, types: [...types], filled, example },
    of: Math.max(filled, holders.get(holderOf(path)) ?? records.length),
  }))
}

/** `data.lines[].sku` stands in `data.lines[]`, and a plain item `data.tags[]` in its list. */
function holderOf(path: string): string {
  if (path.endsWith('[]')) return `${path}*`
  const dot = path.lastIndexOf('.')
  return dot === -1 ? '' : path.slice(0, dot)
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
