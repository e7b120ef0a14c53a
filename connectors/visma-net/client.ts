import type { z } from 'zod'
import type { ConnectContext } from '#core/kit/define-connector.ts'
import { VendorError } from '#core/kit/errors.ts'
import type { Clock, HttpResponse, ImageStore, Log } from '#core/kit/ports.ts'
import { withAnswer } from '#core/kit/vendor-answer.ts'
import { accountOf, prefixOf } from './address.ts'
import { answerError, type ServiceName } from './failures.ts'

export interface VismaNetSettings {
  readonly signIn: 'service' | 'browser'
  readonly clientId: string
  readonly clientSecret: string
  readonly tenantId?: string | undefined
  readonly companyNumber?: string | undefined
  readonly callsPerHour: number
  readonly address: string
  readonly salesOrderAddress: string
  readonly signInAddress: string
}

export type Query = Readonly<Record<string, string | readonly string[] | undefined>>

interface Asking<Schema extends z.ZodType> {
  readonly service: ServiceName
  /** Below `/v1` or `/api/v3`: `/customer`. */
  readonly path: string
  readonly query?: Query
  readonly label: string
  readonly schema: Schema
  readonly signal: AbortSignal
}

interface Writing {
  readonly service: ServiceName
  readonly path: string
  readonly label: string
  readonly body: unknown
  readonly signal: AbortSignal
}

/** One company in Visma.net, reachable. One per run. */
export interface VismaNetClient {
  readonly account: string
  readonly clock: Clock
  readonly log: Log
  /** Where pictures lie while a run moves them; absent outside of runs. */
  readonly images: ImageStore | undefined
  /** Something in the run takes the pictures that are read. */
  readonly readsImages: boolean
  /** @throws DataError `not-found` among the errors of `failures.ts` */
  get<Schema extends z.ZodType>(asking: Asking<Schema>): Promise<z.infer<Schema>>
  /** Undefined when it is not there. `etag` goes back with the change. */
  find<Schema extends z.ZodType>(asking: Asking<Schema>): Promise<{ readonly found: z.infer<Schema>; readonly etag?: string } | undefined>
  /** @returns the segments of the new record's address below the collection: `['10016']`, `['SO', '000123']` */
  create(writing: Writing): Promise<readonly string[]>
  /** The bytes of a file. */
  download(asking: Omit<Writing, 'body'>): Promise<Uint8Array>
  /** Sends a file; a second time it is a further revision of the same. */
  attach(writing: Omit<Writing, 'body'> & { readonly contentType: string; readonly bytes: Uint8Array }): Promise<void>
  /** PUT in the ERP. Says what is to be, so a repeated one does no harm. */
  change(writing: Writing & { readonly etag?: string | undefined }): Promise<void>
  /** Asks once in the life of this client, and gives the same answer after that; a failure is not kept. */
  once<T>(name: string, ask: () => Promise<T>): Promise<T>
}

interface FileToSend {
  readonly contentType: string
  readonly bytes: Uint8Array
}

const bases: Readonly<Record<ServiceName, string>> = { erp: '/v1', salesOrder: '/api/v3' }

export function createVismaNetClient({
  settings,
  http,
  services,
  clock,
  log,
  images,
  fetchImage,
}: ConnectContext<VismaNetSettings>): VismaNetClient {
  const account = accountOf(settings)
  const prefix = prefixOf(settings)
  const known = new Map<string, Promise<unknown>>()
  const headers = {
    accept: 'application/json',
    // Tokens of Visma Connect name the company themselves; older accesses need it said.
    ...(settings.companyNumber && { 'ipp-company-id': settings.companyNumber, 'ipp-application-type': 'Visma.net Financials' }),
  }

  async function send(
    method: 'GET' | 'POST' | 'PUT',
    {
      service,
      path,
      query,
      label,
      body,
      file,
      etag,
      signal,
    }: Omit<Writing, 'body'> & { query?: Query; body?: unknown; file?: FileToSend; etag?: string | undefined },
  ): Promise<HttpResponse> {
    const port = service === 'erp' ? http : services?.salesOrder
    if (!port) throw new VendorError('The connection has no sales order service.', { code: 'service-missing' })
    return port.send({
      method,
      path: `${service === 'erp' ? prefix : ''}${bases[service]}${path}${queryText(query)}`,
      headers: {
        ...headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(file && { 'content-type': file.contentType }),
        ...(etag !== undefined && { 'if-match': etag }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      ...(file && { bytes: file.bytes }),
      repeatable: method !== 'POST' || file !== undefined,
      label,
      signal,
    })
  }

  function parsed<Schema extends z.ZodType>({ schema, label }: Asking<Schema>, response: HttpResponse): z.infer<Schema> {
    const result = schema.safeParse(response.json())
    if (result.success) return result.data
    const [issue] = result.error.issues
    throw new VendorError(
      `Visma.net answered ${label} with something else than it describes: ${issue?.path.join('.')} ${issue?.message}.`,
      {
        code: 'answer-unexpected',
        facts: { label },
      },
    )
  }

  async function find<Schema extends z.ZodType>(asking: Asking<Schema>) {
    const response = await send('GET', asking)
    if (response.status === 404) return undefined
    if (response.status !== 200) throw withAnswer(answerError({ ...asking, account, response }), response)
    return { found: parsed(asking, response), etag: response.headers.etag }
  }

  return {
    account,
    clock,
    log,
    images,
    // The host gives this where a target takes pictures; those of Visma.net lie behind its own API.
    readsImages: images !== undefined && fetchImage !== undefined,
    find,
    async get(asking) {
      const response = await send('GET', asking)
      if (response.status !== 200) throw withAnswer(answerError({ ...asking, account, response }), response)
      return parsed(asking, response)
    },
    async create(writing) {
      const response = await send('POST', writing)
      // Some actions of the ERP that make something answer 200 instead of the 201 of the others.
      if (response.status !== 201 && response.status !== 200) throw withAnswer(answerError({ ...writing, account, response }), response)
      return placeOf(response, `${bases[writing.service]}${writing.path}`)
    },
    async download(asking) {
      const response = await send('GET', asking)
      if (response.status === 200 && response.bytes) return response.bytes
      throw withAnswer(answerError({ ...asking, account, response }), response)
    },
    async attach({ contentType, bytes, ...writing }) {
      const response = await send('POST', { ...writing, file: { contentType, bytes } })
      if (response.status !== 201 && response.status !== 200) throw withAnswer(answerError({ ...writing, account, response }), response)
    },
    async change(writing) {
      const response = await send('PUT', writing)
      if (response.status !== 204 && response.status !== 200) throw withAnswer(answerError({ ...writing, account, response }), response)
    },
    once: <T>(name: string, ask: () => Promise<T>) => {
      // Each name is asked for with one type, by one function of this connector.
      const before = known.get(name) as Promise<T> | undefined
      if (before) return before
      const asked = ask().catch((error: unknown) => {
        known.delete(name)
        throw error
      })
      known.set(name, asked)
      return asked
    },
  }
}

/** In the address itself, because the sales order service takes one name several times. */
function queryText(query: Query = {}): string {
  const parts = Object.entries(query).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one.toWellFormed())}`),
  )
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

function placeOf({ headers }: HttpResponse, collection: string): readonly string[] {
  const path = URL.parse(headers.location ?? '', 'https://visma.example')?.pathname ?? ''
  const at = path.toLowerCase().indexOf(`${collection.toLowerCase()}/`)
  return at < 0
    ? []
    : path
        .slice(at + collection.length + 1)
        .split('/')
        .map(decodeURIComponent)
}
