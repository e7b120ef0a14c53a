import { type AdministrationState, type Row, rowsOf, type SandboxObject, stamp, store } from './administration.ts'
import { Refusal } from './answers.ts'
import type { Field } from './dictionary.ts'

interface Sent {
  readonly values: Row
  readonly rowId: string
  readonly headerId: string | undefined
}

/** Fields AccountView fills in itself; leaving them out of an insert is no fault. */
const givenByServer = ['SUB_NR', 'REC_ID', 'ORD_NR', 'PAGE_NR', 'SRC_TYPE', 'SRC_ID']

/** Carries out a POST or a PUT. @throws Refusal */
export function writeObject(state: AdministrationState, method: string, body: unknown): Readonly<Record<string, readonly Row[]>> {
  const sent = lowered(body)
  const object = state.objects.get(String(sent.businessobject ?? '').toUpperCase())
  if (!object) throw new Refusal(`Het bedrijfsobject ${String(sent.businessobject)} is niet beschikbaar.`)
  if (!/^\d{4}-\d\d-\d\dT/.test(String(sent.bookdate ?? ''))) throw new Refusal('BookDate ontbreekt of is geen datum.')
  const table = lowered(sent.table)
  const data = lowered(sent.tabledata)
  const headers = rowsFrom(state, { name: object.table, definition: table.definition, data: data.data, isLine: false })
  const [header, another] = headers
  if (!header || another) throw new Refusal('Er wordt precies één record per aanvraag verwacht.')
  if (method === 'PUT') return change(state, object, { id: String(sent.id ?? ''), values: header.values })
  if (!object.insert) throw new Refusal(`Toevoegen aan ${object.code} is niet toegestaan.`)
  const lines = linesFrom(state, object, { definitions: table.detaildefinitions, data: data.detaildata, header })
  checkMandatory(state, object.table, header.values)
  for (const { values } of lines) checkMandatory(state, object.lines ?? '', values)
  return insert(state, object, { header: header.values, lines: lines.map(({ values }) => values) })
}

function change(state: AdministrationState, object: SandboxObject, { id, values }: { readonly id: string; readonly values: Row }) {
  if (!object.update) throw new Refusal(`Wijzigen van ${object.code} is niet toegestaan.`)
  const row = rowsOf(state, object.table).find((one) => one[object.key] === id)
  if (!row || values[object.key] !== id) throw new Refusal(`${object.code} ${id} bestaat niet.`)
  checkMandatory(state, object.table, values, [object.key])
  checkLinks(state, values)
  Object.assign(row, values, { CNG_DATE: stamp(state.now()) })
  return { [object.table]: [{ ...row, EXT_KEY: 1 }] }
}

function insert(
  state: AdministrationState,
  object: SandboxObject,
  { header, lines }: { readonly header: Row; readonly lines: readonly Row[] },
) {
  checkLinks(state, header)
  for (const line of lines) checkLinks(state, line)
  switch (object.code) {
    case 'AR1': {
      const number = String(header.SUB_NR || state.next('debtor', 10_001))
      if (rowsOf(state, 'CONTACT').some((row) => row.SUB_NR === number)) throw new Refusal(`Debiteur ${number} bestaat al.`)
      return stored(object, store(state, 'CONTACT', { ...header, SUB_NR: number }), [])
    }
    case 'SO1': {
      if (rowsOf(state, 'CONTACT').some((row) => row.SUB_NR === header.RPL_INV && (row.BLK_SP === true || row.REC_BLK === true)))
        throw new Refusal(`Debiteur ${String(header.RPL_INV)} is geblokkeerd voor orders.`)
      if (lines.length === 0) throw new Refusal('Een order heeft ten minste één regel.')
      const order = store(state, 'SO_HDR', { ...header, REC_ID: nextId(state), ORD_NR: String(state.next('order', 26_0001)) })
      return stored(
        object,
        order,
        lines.map((line) => store(state, 'SO_LINE', { ...line, REC_ID: nextId(state) })),
      )
    }
    case 'DJ2':
      return stored(object, ...insertPage(state, header, lines))
    default:
      return stored(object, store(state, object.table, { ...header, REC_ID: nextId(state) }), [])
  }
}

function insertPage(state: AdministrationState, header: Row, lines: readonly Row[]): readonly [Row, readonly Row[]] {
  const journal = rowsOf(state, 'DAILY').find((row) => row.DJ_CODE === header.DJ_CODE)
  if (!journal) throw new Refusal(`Dagboek ${String(header.DJ_CODE)} bestaat niet.`)
  const isNumbering = journal.NUM_AUTO === true
  if (isNumbering && header.INV_NR) throw new Refusal('Dit dagboek deelt zelf factuurnummers uit.')
  if (!isNumbering && !header.INV_NR) throw new Refusal('Factuurnummer ontbreekt.')
  if (lines.length === 0) throw new Refusal('Een bladzijde heeft ten minste één regel.')
  const number = String(state.next(`page ${String(header.DJ_CODE)}`, 1))
  const amounts = lines.map((line) => withVat(state, line, header.GROSS_FLG === true))
  const page = store(state, 'DJ_PAGE', {
    ...header,
    PAGE_NR: number,
    INV_NR: isNumbering ? String(state.next('invoice', 260_501)) : header.INV_NR,
    PERIOD: Number(String(header.TRN_DATE).slice(5, 7)),
    PAGE_VAT: cents(amounts.reduce((sum, { vat }) => sum + vat, 0)),
    PAGE_AMT: cents(amounts.reduce((sum, { total }) => sum + total, 0)),
  })
  const keys = { DJ_CODE: header.DJ_CODE, PAGE_NR: number, SRC_TYPE: 1, SRC_ID: number }
  return [
    page,
    lines.map((line, index) =>
      store(state, 'DJ_LINE', { ...line, ...keys, VAT_AMT: cents(amounts[index]?.vat ?? 0), REC_ID: nextId(state) }),
    ),
  ]
}

function withVat(state: AdministrationState, line: Row, isGross: boolean): { readonly vat: number; readonly total: number } {
  const rate = Number(rowsOf(state, 'VAT').find((row) => row.VAT_CODE === line.VAT_CODE)?.VAT_PCT ?? 0) / 100
  const amount = Number(line.AMOUNT)
  const vat = cents(isGross ? amount - amount / (1 + rate) : amount * rate)
  return { vat, total: cents(isGross ? amount : amount + vat) }
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100
}

function nextId(state: AdministrationState): string {
  return `R${String(state.next('record', 1)).padStart(9, '0')}`
}

function stored({ table, lines }: SandboxObject, header: Row, details: readonly Row[]): Readonly<Record<string, readonly Row[]>> {
  return { [table]: [{ ...header, EXT_KEY: 1 }], ...(lines && { [lines]: details.map((row, index) => ({ ...row, EXT_KEY: index + 1 })) }) }
}

/** What points to another table must be there. */
function checkLinks(state: AdministrationState, values: Row): void {
  const links = {
    RPL_INV: ['CONTACT', 'SUB_NR'],
    RPL_DEL: ['CONTACT', 'SUB_NR'],
    ART_CODE: ['ARTICLE', 'ART_CODE'],
    VAT_CODE: ['VAT', 'VAT_CODE'],
    ACCT_NR: ['LEDGER', 'ACCT_NR'],
    DEL_CODE: ['DEL_ADDR', 'REC_ID'],
    AG_CODE: ['ART_GRP', 'AG_CODE'],
  } as const
  for (const [name, [table, key]] of Object.entries(links)) {
    const value = values[name]
    if (value === undefined || value === '') continue
    if (!rowsOf(state, table).some((row) => row[key] === value)) throw new Refusal(`${name}: ${String(value)} bestaat niet.`)
  }
}

function checkMandatory(state: AdministrationState, table: string, values: Row, also: readonly string[] = []): void {
  const missing = (state.fields.get(table) ?? []).filter(
    ({ name, isMandatory }) =>
      isMandatory &&
      isEmpty(values[name]) &&
      (also.includes(name) || !givenByServer.includes(name) || (table === 'DEL_ADDR' && name === 'SUB_NR')) &&
      !(table === 'DJ_LINE' && name === 'DJ_CODE'),
  )
  if (missing.length > 0) throw new Refusal(`Verplicht: ${missing.map(({ name }) => name).join(', ')}.`)
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === '' || value === null
}

function linesFrom(
  state: AdministrationState,
  { lines: name }: SandboxObject,
  { definitions, data, header }: { readonly definitions: unknown; readonly data: unknown; readonly header: Sent },
): readonly Sent[] {
  if (definitions === undefined && data === undefined) return []
  const [definition, ...moreDefinitions] = Array.isArray(definitions) ? definitions : []
  const [rows, ...moreRows] = Array.isArray(data) ? data : []
  if (name === undefined || moreDefinitions.length > 0 || moreRows.length > 0) throw new Refusal('Onbekende detailtabel.')
  const lines = rowsFrom(state, { name, definition, data: rows, isLine: true })
  if (lines.some(({ headerId }) => headerId !== header.rowId)) throw new Refusal('HeaderId hoort bij geen RowId.')
  return lines
}

/** Rows of positional values under their definition. */
function rowsFrom(
  state: AdministrationState,
  {
    name,
    definition,
    data,
    isLine,
  }: { readonly name: string; readonly definition: unknown; readonly data: unknown; readonly isLine: boolean },
): readonly Sent[] {
  const defined = lowered(definition)
  if (String(defined.name ?? '').toUpperCase() !== name) throw new Refusal(`Tabel ${String(defined.name)} hoort hier niet.`)
  const columns = (Array.isArray(defined.fields) ? defined.fields : []).map((field: unknown) => lowered(field))
  const own = isLine ? ['ROWID', 'HEADERID'] : ['ROWID']
  const names = columns.map((column) => String(column.name ?? '').toUpperCase())
  if (own.some((one, index) => names[index] !== one)) throw new Refusal(`${name} begint met ${own.join(' en ')}.`)
  const rows = lowered(data).rows
  return (Array.isArray(rows) ? rows : []).map((row: unknown) => {
    const values = lowered(row).values
    if (!Array.isArray(values) || values.length !== names.length)
      throw new Refusal(`${name}: het aantal waarden past niet bij het aantal velden.`)
    const taken = names.slice(own.length).map((field, index) => {
      const known = state.fields.get(name)?.find((one) => one.name === field)
      if (!known) throw new Refusal(`Het veld ${field} bestaat niet in ${name}.`)
      if (columns[index + own.length]?.fieldtype !== known.type) throw new Refusal(`Het veld ${field} heeft type ${known.type}.`)
      return [field, valueTaken(known, values[index + own.length])] as const
    })
    return { values: Object.fromEntries(taken), rowId: String(values[0]), headerId: isLine ? String(values[1]) : undefined }
  })
}

function valueTaken({ name, type, length, isUpper }: Field, value: unknown): unknown {
  switch (type) {
    case 'L':
      if (typeof value === 'boolean') return value
      break
    case 'N':
    case 'I':
    case 'Y':
    case 'B':
      if (typeof value === 'number') return value
      break
    case 'T':
    case 'D':
      if (value === '' || (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(value))) return value
      break
    default:
      if (typeof value === 'string') {
        if (type === 'C' && [...value].length > length) throw new Refusal(`${name}: ten hoogste ${length} tekens.`)
        return isUpper ? value.toUpperCase() : value
      }
  }
  throw new Refusal(`${name}: de waarde past niet bij type ${type}.`)
}

/** Names are read without regard to case. */
function lowered(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name.toLowerCase(), one]))
}
