import type { SandboxRequest, SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { type AcceptedField, acceptedFields, fieldsIn } from './accepted.ts'
import type { Row, Shop } from './shop.ts'

/** An answer with an error status, in CCV's shape. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export type Body = Readonly<Record<string, unknown>>

export interface Call {
  readonly shop: Shop
  readonly request: SandboxRequest
  /** The number in the path; 0 where there is none. */
  readonly id: number
  readonly body: Body
}

/** What a handler gives back: a resource, a collection, or nothing. */
export type Handler = (call: Call) => { readonly status: number; readonly body?: unknown }

export type Routes = Readonly<Record<string, Handler>>

export const ok = (body: unknown) => ({ status: 200, body })
export const done = { status: 204 }

export function errorResponse({
  status,
  code,
  message,
}: {
  readonly status: number
  readonly code: string
  readonly message: string
}): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ status, code, developermessage: message }) }
}

export function found(shop: Shop, kind: Parameters<Shop['find']>[0], id: number): Row {
  const row = shop.find(kind, id)
  if (!row) throw new ApiError(404, '404.10', `${kind} ${id} does not exist`)
  return row
}

/** Largest page: a client made from the vendor's description asks for no more. */
const largestSize = 250

/** Answers a list page by page, as `start` and `size` ask; parameters it does not know are refused, the strictest reading. */
export function collection(call: Call, rows: readonly Row[], represent: (row: Row) => unknown, filters: readonly string[] = []) {
  const { query, path } = call.request
  const known = ['start', 'size', 'expand', 'orderby', ...filters]
  for (const name of query.keys()) if (!known.includes(name)) throw new ApiError(400, '400.10', `unknown parameter ${name}`)
  const start = wholeNumber(query.get('start') ?? '0', 'start')
  const size = Math.max(1, Math.min(largestSize, wholeNumber(query.get('size') ?? '100', 'size')))
  const at = (from: number) => {
    const asked = new URLSearchParams(query)
    asked.set('start', String(from))
    asked.set('size', String(size))
    return `${call.shop.origin()}${path}?${asked}`
  }
  return ok({
    href: at(start),
    start,
    size,
    first: at(0),
    previous: start === 0 ? null : at(Math.max(0, start - size)),
    next: start + size < rows.length ? at(start + size) : null,
    items: rows.slice(start, start + size).map(represent),
  })
}

function wholeNumber(text: string, name: string): number {
  if (!/^\d+$/.test(text)) throw new ApiError(400, '400.10', `${name} is no number`)
  return Number(text)
}

/** Filters a list by a parameter where it is given. */
export function matching(rows: readonly Row[], call: Call, name: string, fits: (row: Row, wanted: string) => boolean): readonly Row[] {
  const wanted = call.request.query.get(name)
  return wanted === null ? rows : rows.filter((row) => fits(row, wanted))
}

export function isTrue(text: string): boolean {
  if (text !== 'true' && text !== 'false') throw new ApiError(400, '400.10', `${text} is neither true nor false`)
  return text === 'true'
}

/** Refuses a body with members it does not have, of another type, or without one it must have. */
export function checkBody(route: string, body: Body): void {
  const accepted = acceptedFields[route]
  if (accepted !== undefined) checkFields(fieldsIn(accepted), body)
}

export function checkFields(fields: readonly AcceptedField[], body: Body): void {
  for (const [name, value] of Object.entries(body)) {
    const field = fields.find((one) => one.name === name)
    if (!field) throw new ApiError(400, '400.10', `property ${name} is not allowed`)
    if (!isOfType(value, field.type)) throw new ApiError(400, '400.10', `property ${name} is no ${field.type}`)
  }
  for (const { name, isRequired } of fields) {
    if (isRequired && (body[name] === undefined || body[name] === null)) throw new ApiError(400, '400.10', `property ${name} is missing`)
  }
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'text':
      return typeof value === 'string'
    case 'integer':
      return Number.isInteger(value)
    case 'number':
      return typeof value === 'number'
    case 'boolean':
      return typeof value === 'boolean'
    default:
      return typeof value === 'object' && value !== null
  }
}
