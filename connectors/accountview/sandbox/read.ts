import { type AdministrationState, type Row, rowsOf, withStock } from './administration.ts'
import { Refusal } from './answers.ts'
import { compileFilters, fieldNamed } from './filters.ts'

/** The largest page seen in use; more is refused. */
const largestPage = 1_000

/** One page of an object, keyed by its table. */
export function readObject(state: AdministrationState, query: ReadonlyMap<string, string>): Readonly<Record<string, readonly Row[]>> {
  const object = state.objects.get((query.get('businessobject') ?? '').toUpperCase())
  if (!object) throw new Refusal(`Het bedrijfsobject ${query.get('businessobject') ?? ''} is niet beschikbaar.`)
  if (object.read === false) throw new Refusal(`Het bedrijfsobject ${object.code} mag niet worden gelezen.`)
  const fields = state.fields.get(object.table) ?? []
  const rows = page(sourceOf(state, object.table, query.get('bookdate')), query, { table: object.table, key: object.key, fields })
  const asked = query.get('fields') ?? '*'
  const chosen = asked === '*' ? fields : asked.split(',').map((name) => fieldNamed(name, { table: object.table, fields }))
  return {
    [object.table]: rows.map((row, index) => ({ ...Object.fromEntries(chosen.map(({ name }) => [name, row[name]])), EXT_KEY: index + 1 })),
  }
}

/** The data dictionary, as an object of its own. */
export function readDictionary(state: AdministrationState, query: ReadonlyMap<string, string>): Readonly<Record<string, readonly Row[]>> {
  const all = [...state.fields].flatMap(([table, fields]) => fields.map((field) => ({ table, field })))
  const rows = all.map(({ table, field }, index) => ({
    DCT_FLD_Id: String(index + 1).padStart(6, '0'),
    DBF_NAME: table,
    FIELD_NAME: field.name,
    FLD_DESC: field.description,
    FIELD_TYPE: field.type,
    FIELD_LEN: field.length,
    INP_MAND: field.isMandatory,
    EXT_KEY: index + 1,
  }))
  return { DCT_FLD: page(rows, query, { table: 'DCT_FLD', key: 'DCT_FLD_Id', fields: [] }) }
}

interface Source {
  readonly table: string
  readonly key: string
  readonly fields: NonNullable<ReturnType<AdministrationState['fields']['get']>>
}

function page(rows: readonly Row[], query: ReadonlyMap<string, string>, { table, key, fields }: Source): readonly Row[] {
  const size = Number(query.get('pagesize') ?? Number.NaN)
  if (!Number.isInteger(size) || size < 1 || size > largestPage)
    throw new Refusal(`PageSize ${query.get('pagesize') ?? ''} is niet toegestaan.`)
  const holds = compileFilters(query, { table, fields })
  const sort = query.get('sortfields')
  const sortField = sort === undefined ? key : fieldNamed(sort, { table, fields }).name
  const direction = (query.get('sortorder') ?? 'Ascending').toLowerCase() === 'descending' ? -1 : 1
  const sorted = rows.filter(holds).sort((left, right) => direction * compareText(String(left[sortField]), String(right[sortField])))
  const lastKey = query.get('lastkey')
  const after = lastKey === undefined ? sorted : sorted.filter((row) => compareText(String(row[key]), lastKey) > 0)
  const start = (Number(query.get('pagenumber') ?? 1) - 1) * size
  return after.slice(start, start + size)
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/** Journal pages live in book years; without a date the current one is meant. */
function sourceOf(state: AdministrationState, table: string, bookDate: string | undefined): readonly Row[] {
  const rows = rowsOf(state, table)
  if (table === 'ARTICLE') return rows.map((row) => withStock(state, row))
  if (table !== 'DJ_PAGE') return rows
  const year = bookDate?.slice(0, 4) ?? String(state.now().getUTCFullYear())
  return rows.filter((row) => String(row.TRN_DATE).startsWith(year))
}
