import type { ConnectContext } from '#core/kit/define-connector.ts'
import { ConnectionError, VendorError } from '#core/kit/errors.ts'
import { createMemory, type Memory } from '#core/kit/memory.ts'
import type { Clock, HttpRequest, HttpResponse, Log } from '#core/kit/ports.ts'
import { withAnswer } from '#core/kit/vendor-answer.ts'
import { accountOf, companyOf } from './address.ts'
import { answerError, jsonOf, refusalIn } from './failures.ts'
import type { BusinessObject } from './objects.ts'
import { type Row, textOf } from './values.ts'
import type { WriteTable } from './write-table.ts'

export interface AccountViewSettings {
  readonly clientId: string
  readonly clientSecret: string
  readonly company?: string | undefined
  readonly currency: string
  readonly address: string
}

export interface Condition {
  /** Without its table: `SUB_NR`. */
  readonly field: string
  readonly operator: 'Equal' | 'Contains' | 'DateOnOrAfterDate'
  readonly type: 'C' | 'N' | 'T' | 'D' | 'L' | 'M'
  readonly value: string
}

export interface ReadQuery {
  readonly object: BusinessObject
  /** Of its main table; empty: all of them. */
  readonly fields: readonly string[]
  readonly where?: readonly Condition[]
  /** One condition is enough; otherwise all must hold. */
  readonly matchesAny?: boolean
  readonly lastKey?: string
  readonly size: number
  readonly sort?: { readonly field: string; readonly order: 'Ascending' | 'Descending' }
  /** `2026-11-22`: the book year to look at. */
  readonly bookDate?: string
  readonly signal: AbortSignal
}

export interface WriteCommand {
  readonly object: BusinessObject
  /** `2026-11-22`: the book year to write to. */
  readonly bookDate: string
  readonly header: WriteTable
  readonly lines?: WriteTable
  readonly signal: AbortSignal
}

export interface Administration {
  readonly id: string
  readonly name: string
  readonly code: string | undefined
}

/** One administration in AccountView, reachable. One per run. */
export interface AccountViewClient {
  readonly account: string
  readonly company: string | undefined
  readonly currency: string
  readonly clock: Clock
  readonly log: Log
  readonly memory: Memory
  /** What this sign-in may open; asked without an administration. */
  companies(signal: AbortSignal): Promise<readonly Administration[]>
  /** One page of records of the object's main table. */
  read(query: ReadQuery): Promise<readonly Row[]>
  /** The first record of an object whose tables are not known, by table in capitals; none for an empty one. */
  firstOf(objectCode: string, signal: AbortSignal): Promise<readonly (readonly [table: string, row: Row])[]>
  /** Which business objects this installation opens, and the data dictionary. */
  businessObjects(signal: AbortSignal): Promise<readonly Row[]>
  dictionary(query: {
    readonly tables: readonly string[]
    readonly lastKey?: string
    readonly size: number
    readonly signal: AbortSignal
  }): Promise<readonly Row[]>
  /** The stored record, with what AccountView filled in. */
  create(command: WriteCommand): Promise<Row>
  /** Says what is to be, so a repeated one does no harm. */
  change(command: WriteCommand & { readonly id: string }): Promise<Row>
}

const base = '/api/v3'

export function createAccountViewClient({ settings, http, clock, log }: ConnectContext<AccountViewSettings>): AccountViewClient {
  const account = accountOf(settings)
  const company = companyOf(settings)

  async function send(
    request: Pick<HttpRequest, 'method' | 'path' | 'query' | 'body' | 'repeatable' | 'label' | 'signal'>,
  ): Promise<HttpResponse> {
    const isAboutCompanies = request.path === '/companies'
    if (company === undefined && !isAboutCompanies) throw companyMissing()
    return http.send({
      ...request,
      path: `${base}${request.path}`,
      headers: {
        accept: 'application/json',
        ...(company !== undefined && !isAboutCompanies && { 'x-company': company }),
        ...(request.body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
      },
      // Words of AccountView are an answer whatever the status; a refusal of a read must not be asked again and again.
      isAnswer: (response) => refusalIn(jsonOf(response)) !== undefined,
    })
  }

  /** @throws what `answerError` makes of it, also of a success that holds a refusal */
  function bodyOf(label: string, response: HttpResponse): unknown {
    const body = jsonOf(response)
    if (response.status >= 200 && response.status < 300 && body !== undefined && !refusalIn(body)) return body
    throw withAnswer(answerError({ label, account, response }), response)
  }

  async function get(path: string, query: Readonly<Record<string, string>>, label: string, signal: AbortSignal): Promise<unknown> {
    const response = await send({ method: 'GET', path, query, repeatable: true, label, signal })
    // A read without hits may answer 404 instead of an empty list.
    if (response.status === 404 && path.startsWith('/accountview') && 'BusinessObject' in query && !refusalIn(jsonOf(response))) return {}
    return bodyOf(label, response)
  }

  async function write(
    method: 'POST' | 'PUT',
    { object, bookDate, header, lines, signal, id }: WriteCommand & { readonly id?: string },
  ): Promise<Row> {
    const label = `${object.code}.${method === 'POST' ? 'create' : 'change'}`
    const body = {
      BookDate: `${bookDate}T00:00:00.000Z`,
      BusinessObject: object.code,
      ...(id !== undefined && { id }),
      Table: { Definition: definitionOf(header), ...(lines && { DetailDefinitions: [definitionOf(lines)] }) },
      TableData: { Data: rowsOf(header), ...(lines && { DetailData: [rowsOf(lines)] }) },
    }
    const response = await send({
      method,
      path: '/accountviewdata',
      body: JSON.stringify(body),
      // A PUT says what is to be; a second POST would make a second record.
      repeatable: method === 'PUT',
      label,
      signal,
    })
    const [stored] = tableIn(bodyOf(label, response), object.table)
    if (stored) return stored
    throw new VendorError(`AccountView answered ${label} without the record it stored.`, { code: 'answer-unexpected', facts: { label } })
  }

  return {
    account,
    company,
    currency: settings.currency,
    clock,
    log,
    memory: createMemory(clock),
    async companies(signal) {
      return listIn(await get('/companies', {}, 'companies', signal)).flatMap((row) => {
        const id = textOf(row.ID)
        return id === undefined ? [] : [{ id, name: textOf(row.DESCRIPTION) ?? id, code: textOf(row.CODE) }]
      })
    },
    async read(query) {
      return tableIn(await get('/accountviewdata', queryOf(query), `${query.object.code}.read`, query.signal), query.object.table)
    },
    async firstOf(objectCode, signal) {
      const query = { BusinessObject: objectCode, PageSize: '1', Fields: '*' }
      const body = await get('/accountviewdata', query, `${objectCode}.read`, signal)
      return Object.entries(body ?? {}).flatMap(([table, rows]): readonly (readonly [string, Row])[] => {
        const [row] = listIn(rows)
        return row ? [[table.toUpperCase(), row]] : []
      })
    },
    async businessObjects(signal) {
      return listIn(await get('/accountviewsystembusinessobjects', {}, 'business-objects', signal))
    },
    async dictionary({ tables, lastKey, size, signal }) {
      const query = {
        BusinessObject: 'FLD',
        PageSize: String(size),
        Fields: dictionaryFields.map((name) => `dct_fld.${name.toLowerCase()}`).join(','),
        // Names of tables are our own constants, so nothing in them needs escaping.
        Filter: tables.map((table) => `dct_fld.dbf_name='${table}'`).join(' OR '),
        ...(lastKey !== undefined && { LastKey: lastKey }),
      }
      return tableIn(await get('/accountviewsystemdata', query, 'dictionary', signal), 'DCT_FLD')
    },
    create: (command) => write('POST', command),
    change: (command) => write('PUT', command),
  }

  function companyMissing(): ConnectionError {
    return new ConnectionError('No administration is chosen.', {
      code: 'company-missing',
      hint: 'Press Test on the connection: the message names the administrations there are. Put the Id of one into "Administration".',
    })
  }
}

const dictionaryFields = ['DBF_NAME', 'FIELD_NAME', 'FLD_DESC', 'FIELD_TYPE', 'FIELD_LEN', 'INP_MAND'] as const

function queryOf({ object, fields, where = [], matchesAny, lastKey, size, sort, bookDate }: ReadQuery): Readonly<Record<string, string>> {
  const inTable = (field: string) => `${object.table}.${field}`.toLowerCase()
  const conditions = where.flatMap(({ field, operator, type, value }, index): readonly (readonly [string, string])[] => [
    [`FilterControlSource${index + 1}`, inTable(field)],
    [`FilterOperator${index + 1}`, operator],
    [`FilterValueType${index + 1}`, type],
    [`FilterValue${index + 1}`, value],
  ])
  return {
    BusinessObject: object.code,
    PageSize: String(size),
    Fields: fields.length === 0 ? '*' : fields.map(inTable).join(','),
    ...Object.fromEntries(conditions),
    ...(matchesAny && where.length > 1 && { matchAnyFilter: 'true' }),
    ...(sort && { SortFields: inTable(sort.field), SortOrder: sort.order }),
    ...(bookDate !== undefined && { BookDate: bookDate }),
    ...(lastKey !== undefined && { LastKey: lastKey }),
  }
}

function definitionOf({ name, fields }: WriteTable) {
  return { Name: name, Fields: fields.map((field) => ({ Name: field.name, FieldType: field.type })) }
}

function rowsOf({ rows }: WriteTable) {
  return { Rows: rows.map((values) => ({ Values: values })) }
}

/** Answers are keyed by table; clients in use read the names without regard to case. */
function tableIn(body: unknown, table: string): readonly Row[] {
  if (typeof body !== 'object' || body === null) return []
  const found = Object.entries(body).find(([name]) => name.toUpperCase() === table)
  return found ? listIn(found[1]) : []
}

function listIn(list: unknown): readonly Row[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((one: unknown) =>
    typeof one === 'object' && one !== null
      ? [Object.fromEntries(Object.entries(one).map(([name, value]) => [name.toUpperCase(), value]))]
      : [],
  )
}
