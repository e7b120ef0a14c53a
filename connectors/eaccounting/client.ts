import { z } from 'zod'
import type { ConnectContext } from '#core/kit/define-connector.ts'
import { type AppError, VendorError } from '#core/kit/errors.ts'
import type { Clock, HttpRequest, HttpResponse, Log } from '#core/kit/ports.ts'
import { withAnswer } from '#core/kit/vendor-answer.ts'
import { faultOf, refusalOf, secondsToWait } from './failures.ts'

/** The vendor's collections, by the path they are reached under. */
export type Collection =
  | 'articles'
  | 'articleaccountcodings'
  | 'articlelabels'
  | 'countries'
  | 'currencies'
  | 'customerinvoicedrafts'
  | 'customerinvoices'
  | 'customers'
  | 'deliverymethods'
  | 'orders'
  | 'quotes'
  | 'termsofpayments'
  | 'units'
  | 'vatcodes'

export interface ListRequest<T> {
  readonly schema: z.ZodType<T>
  readonly filter?: string
  readonly orderBy?: string
  /** From 1. */
  readonly page?: number
  readonly pageSize?: number
  readonly signal: AbortSignal
}

export interface ListPage<T> {
  readonly rows: readonly T[]
  readonly isLast: boolean
  readonly remaining: number
  /** The vendor's clock when it answered. */
  readonly serverTime: string | undefined
}

/** A company's books, reachable. One per run. */
export interface EaccountingClient {
  readonly account: string
  /** The organisation number the connection is for, as it was entered. */
  readonly company: string
  readonly clock: Clock
  readonly log: Log
  /** Answers that hold for a whole run (codings, units, the company), by name. */
  readonly memory: Map<string, Promise<unknown>>
  list<T>(collection: Collection, request: ListRequest<T>): Promise<ListPage<T>>
  /** Every row of a short list, page by page. */
  all<T>(collection: Collection, request: Pick<ListRequest<T>, 'schema' | 'filter' | 'orderBy' | 'signal'>): Promise<readonly T[]>
  /** Undefined when there is none with this id. */
  get<T>(collection: Collection, id: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<T | undefined>
  create<T>(collection: Collection, body: object, schema: z.ZodType<T>, signal: AbortSignal): Promise<T>
  /** Replaces the whole record: what is left out falls back to its default there. */
  replace<T>(collection: Collection, id: string, body: object, schema: z.ZodType<T>, signal: AbortSignal): Promise<T>
  /** The company the permission is for. */
  companySettings<T>(schema: z.ZodType<T>, signal: AbortSignal): Promise<T>
}

/** The vendor's largest page is not published; other clients ask for 500. */
export const largestPage = 500

/** After this many refusals of one call for asking too often, it is a matter for the next run. */
const patience = 4

const envelope = z.object({
  Meta: z.object({
    CurrentPage: z.number(),
    TotalNumberOfPages: z.number(),
    PageSize: z.number(),
    TotalNumberOfResults: z.number().nullish(),
    ServerTimeUtc: z.string().nullish(),
  }),
  Data: z.array(z.unknown()),
})

export function createEaccountingClient(
  { http, clock, log }: Pick<ConnectContext<unknown>, 'http' | 'clock' | 'log'>,
  { account, company }: { readonly account: string; readonly company: string },
): EaccountingClient {
  async function send(request: HttpRequest): Promise<HttpResponse> {
    for (let refusals = 0; ; refusals++) {
      const response = await http.send({ ...request, isAnswer: tellsWait })
      if (response.status !== 429 || refusals >= patience) return response
      // The window is a minute long: where no time is given, a whole one is enough.
      await clock.sleep((secondsToWait(faultOf(response)) ?? 60) * 1_000, request.signal)
    }
  }

  async function ask(request: HttpRequest): Promise<HttpResponse> {
    const response = await send({ ...request, headers: { accept: 'application/json', ...request.headers } })
    if (response.status >= 300) throw withAnswer(refusalOf({ label: request.label, response, account }), response)
    return response
  }

  async function write<T>(method: 'POST' | 'PUT', path: string, { label, body, schema, signal }: Writing<T>): Promise<T> {
    const headers = { 'content-type': 'application/json' }
    const response = await ask({
      ...{ method, path, headers, label, signal },
      body: JSON.stringify(body),
      // The whole record, whatever it was before: twice ends the same.
      repeatable: method === 'PUT',
    })
    return parsed(response, schema, label)
  }

  async function list<T>(
    collection: Collection,
    { schema, filter, orderBy, page = 1, pageSize = largestPage, signal }: ListRequest<T>,
  ): Promise<ListPage<T>> {
    const query = {
      ...(filter !== undefined && { $filter: filter }),
      ...(orderBy !== undefined && { $orderby: orderBy }),
      $page: String(page),
      $pagesize: String(pageSize),
    }
    const label = `${collection}.list`
    const response = await ask({ method: 'GET', path: `/v2/${collection}`, query, repeatable: true, label, signal })
    const { Meta, Data } = parsed(response, envelope, label)
    return {
      rows: Data.map((row) => checked(row, schema, label)),
      // The server may give smaller pages than were asked for; its own count decides.
      isLast: Data.length === 0 || Meta.CurrentPage >= Meta.TotalNumberOfPages,
      remaining: Math.max(0, (Meta.TotalNumberOfResults ?? 0) - (Meta.CurrentPage - 1) * Meta.PageSize - Data.length),
      serverTime: Meta.ServerTimeUtc ?? undefined,
    }
  }

  return {
    ...{ account, company, clock, log, list },
    memory: new Map(),
    async all(collection, request) {
      const rows = []
      for (let page = 1; ; page++) {
        const answer = await list(collection, { ...request, page })
        rows.push(...answer.rows)
        if (answer.isLast) return rows
      }
    },
    async get(collection, id, schema, signal) {
      if (!isUuid(id)) return undefined
      const label = `${collection}.get`
      const response = await send({ method: 'GET', path: `/v2/${collection}/${id}`, repeatable: true, label, signal })
      if (response.status === 404) return undefined
      if (response.status >= 300) throw withAnswer(refusalOf({ label, response, account }), response)
      return parsed(response, schema, label)
    },
    create: (collection, body, schema, signal) =>
      write('POST', `/v2/${collection}`, { label: `${collection}.create`, body, schema, signal }),
    replace: (collection, id, body, schema, signal) =>
      write('PUT', `/v2/${collection}/${id}`, { label: `${collection}.replace`, body, schema, signal }),
    async companySettings(schema, signal) {
      const label = 'companysettings.get'
      return parsed(await ask({ method: 'GET', path: '/v2/companysettings', repeatable: true, label, signal }), schema, label)
    },
  }
}

interface Writing<T> {
  readonly label: string
  readonly body: object
  readonly schema: z.ZodType<T>
  readonly signal: AbortSignal
}

/** Refusals by count that say how long in their text, which the one HTTP client cannot read. */
function tellsWait(response: HttpResponse): boolean {
  return response.status === 429 && response.headers['retry-after'] === undefined && secondsToWait(faultOf(response)) !== undefined
}

function parsed<T>(response: HttpResponse, schema: z.ZodType<T>, label: string): T {
  return checked(response.json(), schema, label)
}

function checked<T>(value: unknown, schema: z.ZodType<T>, label: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw unexpected(label, result.error)
}

function unexpected(label: string, error: z.ZodError): AppError {
  const [issue] = error.issues
  return new VendorError(
    `eAccounting answered ${label} in a shape nobody expects: ${issue?.path.join('.') || 'the answer'} is not as it should be.`,
    {
      code: 'answer-unexpected',
      hint: 'Report it with the log of this run.',
      facts: { label, paths: error.issues.slice(0, 10).map(({ path }) => path.join('.')) },
    },
  )
}

/** Ids are part of addresses, so nothing else may come there. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

/** A text inside a filter: quotes are doubled. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** `(Number eq 'A' or Number eq 'B')` */
export function anyOf(field: string, values: readonly string[]): string {
  return values.map((value) => `${field} eq ${quoted(value)}`).join(' or ')
}
