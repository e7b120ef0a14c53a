import { DataError } from '#core/kit/errors.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { describeRecord } from '#core/mapping/describe-record.ts'
import { isObject } from '#core/mapping/parse-place.ts'
import { compileGetter } from '#core/mapping/path.ts'
import { type CodeKind, codeKinds } from './code-kinds.ts'
import { type CodePath, getterOf, parseCodePath } from './code-path.ts'
import type { CodeRow, CodeTable } from './code-tables.ts'

/** A code of a record that is in no row of its table. */
export interface MissingCode {
  readonly kind: CodeKind
  readonly code: string
  /** Where the goods go, where the table has rows by country. */
  readonly country?: string
  /** Counted from 1, where codes stand in lines. */
  readonly line?: number
  /** What the table says becomes of the record. */
  readonly policy: 'fail' | 'wait'
}

export interface AppliedCodes {
  /** The record's data with the target's codes; the very same where nothing changed. */
  readonly data: unknown
  /** Every code without a row, each once. Then `data` is not to be used. */
  readonly missing: readonly MissingCode[]
}

export type ApplyCodes = (record: FlowRecord) => AppliedCodes

/**
 * Compiles tables for one kind of record into one function, once per run. It never changes the record it is given; parts without
 * codes are shared with it. Tables of kinds that such a record has no place for are left out.
 * The function throws DataError for a code that is none: an object where text is expected.
 */
export function compileCodes(tables: readonly CodeTable[], entity: string): ApplyCodes {
  const steps = tables.flatMap((table) => compileTable(table, entity) ?? [])
  return (record) => {
    let data: unknown = record.data
    let missing: MissingCode[] | undefined
    if (!isObject(data)) return { data, missing: noneMissing }
    for (const { kind, policy, write, byCountry } of steps) {
      const country = byCountry ? countryOf(record.data) : undefined
      data = write(data as Fields, { record, country }, (code, line) => {
        missing ??= []
        if (!missing.some((one) => one.kind === kind && one.code === code)) missing.push({ kind, code, country, line, policy })
      })
    }
    return { data, missing: missing ?? noneMissing }
  }
}

const noneMissing: readonly MissingCode[] = []

type Fields = Readonly<Record<string, unknown>>
type OnMissing = (code: string, line: number | undefined) => void
interface Around {
  readonly record: FlowRecord
  readonly country: string | undefined
}

interface CompiledTable {
  readonly kind: CodeKind
  readonly policy: 'fail' | 'wait'
  readonly byCountry: boolean
  /** `data` with the codes of this table; codes are read from the record as it came, so that tables do not see each other's. */
  readonly write: (data: Fields, around: Around, onMissing: OnMissing) => Fields
}

function compileTable(table: CodeTable, entity: string): CompiledTable | undefined {
  const places: Readonly<Record<string, string>> = codeKinds[table.kind].places
  const usual = Object.hasOwn(places, entity) ? places[entity] : undefined
  const to = pathOf(table.target ?? usual)
  const from = pathOf(table.source ?? usual)
  if (!to || to.root === 'raw') return undefined
  const find = compileRows(table)
  return {
    kind: table.kind,
    policy: table.missing === 'wait' ? 'wait' : 'fail',
    byCountry: table.rows.some(({ country }) => country !== undefined),
    write: to.list ? compileLines(to, from, { find, kind: table.kind }) : compileOne(to, from, { find, kind: table.kind }),
  }
}

function pathOf(text: string | undefined): CodePath | undefined {
  const parsed = text === undefined ? undefined : parseCodePath(text)
  return parsed?.ok ? parsed.path : undefined
}

/** The target's code; `null` for a code without a row, `undefined` where there is nothing to fill in. */
type FindCode = (code: string | undefined, country: string | undefined) => string | null | undefined

/** The most specific row wins: code and country, the code, the country alone, neither. */
function compileRows({ rows, missing, default: preset }: CodeTable): FindCode {
  const key = (from: string | undefined, country: string | undefined) => `${country ?? ''} ${from === undefined ? '' : `=${from}`}`
  const byKey = new Map(rows.map((row: CodeRow) => [key(row.from, row.country), row.to]))
  const otherwise = missing === 'default' ? preset : null
  const simple = rows.every(({ from, country }) => from !== undefined && country === undefined)
  const byCode = new Map(rows.map((row) => [row.from ?? '', row.to]))
  if (simple) return (code) => (code === undefined ? (otherwise ?? undefined) : (byCode.get(code) ?? otherwise))
  return (code, country) => {
    const found =
      (code !== undefined && country !== undefined ? byKey.get(key(code, country)) : undefined) ??
      (code !== undefined ? byKey.get(key(code, undefined)) : undefined) ??
      (country !== undefined ? byKey.get(key(undefined, country)) : undefined) ??
      byKey.get(key(undefined, undefined))
    if (found !== undefined) return found
    return code === undefined ? (otherwise ?? undefined) : otherwise
  }
}

interface Matching {
  readonly find: FindCode
  readonly kind: CodeKind
}

function compileOne(to: CodePath, from: CodePath | undefined, { find, kind }: Matching): CompiledTable['write'] {
  const read = from ? compileRead(from, kind) : () => undefined
  const put = compilePut(to.rest)
  return (data, around, onMissing) => {
    const code = read(around.record)
    const found = find(code, around.country)
    if (found === null) onMissing(code ?? '', undefined)
    return typeof found === 'string' ? put(data, found) : data
  }
}

function compileLines(to: CodePath, from: CodePath | undefined, { find, kind }: Matching): CompiledTable['write'] {
  const listOf = getterOf(to.list ?? [])
  const putList = compilePutAny(to.list ?? [])
  const put = compilePut(to.rest)
  const readLine = from?.list ? getterOf(from.rest) : undefined
  const readOne = from && !from.list ? compileRead(from, kind) : undefined
  return (data, { record, country }, onMissing) => {
    const lines = listOf(data)
    const sources = listOf(record.data)
    if (!Array.isArray(lines) || !Array.isArray(sources)) return data
    const shared = readOne?.(record)
    let changed: unknown[] | undefined
    for (let index = 0; index < lines.length; index++) {
      const line: unknown = lines[index]
      // A note is text on the document: it has no tax and is booked nowhere.
      if (!isObject(line) || line.kind === 'note') continue
      const code = readLine ? codeIn(readLine(sources[index]), { record, kind, line: index + 1 }) : shared
      const found = find(code, country)
      if (found === null) onMissing(code ?? '', index + 1)
      if (typeof found !== 'string') continue
      const next = put(line, found)
      if (next === line) continue
      changed ??= [...lines]
      changed[index] = next
    }
    return changed ? putList(data, changed) : data
  }
}

/** One code for the whole record; of a list the first that is filled in: an order paid in two ways has the method of the first. */
function compileRead(from: CodePath, kind: CodeKind): (record: FlowRecord) => string | undefined {
  const rest = getterOf(from.rest)
  if (!from.list) return (record) => codeIn(rest(record[from.root]), { record, kind })
  const listOf = getterOf(from.list)
  return (record) => {
    const list = listOf(record[from.root])
    if (!Array.isArray(list)) return undefined
    for (const [index, line] of list.entries()) {
      const code = codeIn(rest(line), { record, kind, line: index + 1 })
      if (code !== undefined) return code
    }
    return undefined
  }
}

function codeIn(
  value: unknown,
  { record, kind, line }: { readonly record: FlowRecord; readonly kind: CodeKind; readonly line?: number },
): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  if (value === undefined || value === null || value === false) return undefined
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const where = `${describeRecord(record)}${line === undefined ? '' : `, line ${line}`}`
  throw new DataError(`${where}: ${codeWords(kind)} is ${shortened(value)}, which is no code.`, {
    code: 'code-not-text',
    hint: 'Point the table at the place of the code itself: its source may go further into what was sent.',
    facts: { table: kind },
  })
}

/** "tax code". */
export function codeWords(kind: CodeKind): string {
  return kind.replaceAll('-', ' ')
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

/** Country of the address the goods go to. */
const shippingCountry = compileGetter(['shipping', 'country'])
const billingCountry = compileGetter(['billing', 'country'])

function countryOf(data: unknown): string | undefined {
  const country = shippingCountry(data) ?? billingCountry(data)
  return typeof country === 'string' && country !== '' ? country : undefined
}

/** Copies along the path and puts the code at its end; the same object where it stands there already. */
function compilePut(names: readonly string[]): (at: Fields, code: string) => Fields {
  const get = getterOf(names)
  const put = compilePutAny(names)
  return (at, code) => (get(at) === code ? at : put(at, code))
}

function compilePutAny(names: readonly string[]): (at: Fields, value: unknown) => Fields {
  const [name = '', ...rest] = names
  const putRest = rest.length === 0 ? undefined : compilePutAny(rest)
  return (at, value) => {
    // A copy that is written to takes half the time of a literal with a computed name.
    const copy: Record<string, unknown> = { ...at }
    const inner = at[name]
    copy[name] = putRest ? putRest(isObject(inner) ? inner : {}, value) : value
    return copy
  }
}
