import { dictionary, type Field } from './dictionary.ts'

/** A stored record; handlers change it in place. */
export type Row = Record<string, unknown>

export interface SandboxObject {
  readonly code: string
  readonly description: string
  readonly table: string
  readonly key: string
  readonly lines?: string
  readonly insert: boolean
  readonly update: boolean
  /** Listed, and all the same refused when read: some installations take sales orders without showing them. */
  readonly read?: boolean
}

/** Everything one administration keeps, and what it opens. */
export interface AdministrationState {
  readonly tables: Map<string, Row[]>
  readonly objects: Map<string, SandboxObject>
  /** Table → fields, as far as this installation has them. */
  readonly fields: Map<string, readonly Field[]>
  now(): Date
  next(series: string, first: number): number
}

const standard: readonly SandboxObject[] = [
  { code: 'AR1', description: 'Debiteuren', table: 'CONTACT', key: 'SUB_NR', insert: true, update: true },
  { code: 'ADDR', description: 'Afleveradressen', table: 'DEL_ADDR', key: 'REC_ID', insert: true, update: false },
  { code: 'AK1', description: 'Artikelen', table: 'ARTICLE', key: 'ART_CODE', insert: false, update: false },
  { code: 'AG1', description: 'Artikelgroepen', table: 'ART_GRP', key: 'AG_CODE', insert: false, update: false },
  { code: 'SO1', description: 'Verkooporders', table: 'SO_HDR', key: 'REC_ID', lines: 'SO_LINE', insert: true, update: false },
  { code: 'DJ1', description: 'Dagboeken', table: 'DAILY', key: 'DJ_CODE', insert: false, update: false },
  { code: 'DJ2', description: 'Dagboekbladzijden', table: 'DJ_PAGE', key: 'PAGE_NR', lines: 'DJ_LINE', insert: true, update: false },
  { code: 'GL1', description: 'Grootboekrekeningen', table: 'LEDGER', key: 'ACCT_NR', insert: false, update: false },
  { code: 'VA1', description: 'Btw-codes', table: 'VAT', key: 'VAT_CODE', insert: false, update: false },
  { code: 'K_PX', description: 'Prijzen (maatwerk)', table: 'K_PRICES', key: 'REC_ID', insert: false, update: false },
]

export function createAdministration(now: () => Date): AdministrationState {
  const counters = new Map<string, number>()
  return {
    tables: new Map(Object.keys(dictionary).map((name) => [name, []])),
    objects: new Map(standard.map((object) => [object.code, object])),
    fields: new Map(Object.entries(dictionary)),
    now,
    next: (series, first) => {
      const number = counters.get(series) ?? first
      counters.set(series, number + 1)
      return number
    },
  }
}

/** The installation's clock is an hour ahead of UTC all year; its stamps do not say so. */
export function stamp(at: Date): string {
  return new Date(at.getTime() + 60 * 60_000).toISOString().slice(0, 19)
}

export function rowsOf({ tables }: AdministrationState, table: string): Row[] {
  const rows = tables.get(table)
  if (!rows) throw new Error(`The practice administration has no table ${table}.`)
  return rows
}

/** As people save it in AccountView itself. */
export function store(state: AdministrationState, table: string, values: Row): Row {
  const row: Row = {}
  for (const { name, type, isUpper } of state.fields.get(table) ?? []) {
    const value = values[name]
    row[name] = value === undefined ? emptyOf(type) : isUpper && typeof value === 'string' ? value.toUpperCase() : value
  }
  if ('CNG_DATE' in row) row.CNG_DATE = stamp(state.now())
  if ('INP_DATE' in row) row.INP_DATE = stamp(state.now())
  rowsOf(state, table).push(row)
  return row
}

function emptyOf(type: Field['type']): unknown {
  if (type === 'L') return false
  return type === 'C' || type === 'M' || type === 'T' || type === 'D' ? '' : 0
}

/** Stock as it stands now: what is available is what is there less the lines of open orders. */
export function withStock(state: AdministrationState, article: Row): Row {
  const reserved = rowsOf(state, 'SO_LINE')
    .filter((line) => line.ART_CODE === article.ART_CODE)
    .reduce((sum, line) => sum + Number(line.ORD_QTY), 0)
  const available = Number(article.QTY_TECH) - reserved
  return { ...article, QTY_AVAIL: available, QTY_FREE2: available + Number(article.QTY_BESTEL) }
}
