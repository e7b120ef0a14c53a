import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { ConnectContext } from '#core/kit/define-connector.ts'
import { VendorError } from '#core/kit/errors.ts'
import { createMemory, type Memory } from '#core/kit/memory.ts'
import type { Clock, FetchImage, HttpRequest, HttpResponse, ImageStore, Log } from '#core/kit/ports.ts'
import { withAnswer } from '#core/kit/vendor-answer.ts'
import { describeSkew, isAboutRequest, refusedError, saidError, unsignedError } from './failures.ts'
import { isSignedBy, signatureOf } from './signing.ts'
import { ccvMoment } from './values.ts'

export interface CcvSettings {
  readonly address: string
  readonly publicKey: string
  readonly secretKey: string
  readonly product: 'salespos' | 'webshop'
  readonly timeZone: string
}

/** SalesPOS and CCV Shop speak the same API; the media type chooses whose schemas hold. */
const mediaTypes: Readonly<Record<CcvSettings['product'], string>> = {
  salespos: 'application/vnd.verto.salespos+json',
  webshop: 'application/vnd.verto.webshop+json',
}

const root = '/api/rest/v1'

/** A list longer than this comes in pages: the largest a client made from the vendor's own description asks for. */
export const largestPage = 250

export type Query = Readonly<Record<string, string>>

/** A page of a collection; the API tells no total. */
export interface CollectionPage {
  readonly items: readonly unknown[]
  readonly start: number
  readonly isLast: boolean
}

/** The shop's API, reachable. One per run. Paths are below the API's root: `orders/501/orderrows`. */
export interface CcvClient {
  /** `host:port` */
  readonly account: string
  readonly product: CcvSettings['product']
  /** IANA zone of the shop. */
  readonly timeZone: string
  readonly clock: Clock
  readonly memory: Memory
  /** Where pictures lie while a run moves them; absent outside of runs. */
  readonly images: ImageStore | undefined
  /** Absent too where no target of the run takes pictures. */
  readonly fetchImage: FetchImage | undefined
  readonly log: Log
  /** @throws as `post` */
  get(path: string, query: Query, signal: AbortSignal): Promise<unknown>
  pages(
    path: string,
    request: { readonly query?: Query; readonly start?: number; readonly size?: number; readonly signal: AbortSignal },
  ): AsyncIterable<CollectionPage>
  /** Every item of a collection. */
  all(path: string, query: Query, signal: AbortSignal): Promise<readonly unknown[]>
  /**
   * The new resource; undefined when the shop made it and sent nothing back, as it sometimes does.
   * @throws ConnectionError for refused keys, DataError and SettingsError for refused requests, AnswerLostError when nobody can say
   */
  post(path: string, body: object, signal: AbortSignal): Promise<unknown>
  /** Sets what it is given; sent twice it ends the same. */
  patch(path: string, body: object, signal: AbortSignal): Promise<void>
  put(path: string, body: object, signal: AbortSignal): Promise<void>
  delete(path: string, signal: AbortSignal): Promise<void>
  /** A text nobody can guess who does not have the secret key, the same for the same purpose. */
  secretFor(purpose: string): string
  /** How far the shop's clock is ahead of ours, as its last answer told; 0 below a minute. */
  skewMs(): number
}

export function createCcvClient(
  {
    settings,
    http,
    clock,
    log,
    images,
    fetchImage,
  }: Pick<ConnectContext<CcvSettings>, 'settings' | 'http' | 'clock' | 'log' | 'images' | 'fetchImage'>,
  account: string,
): CcvClient {
  let skewMs = 0

  function sign(sent: Parameters<NonNullable<HttpRequest['sign']>>[0]) {
    const date = ccvMoment(clock.now().getTime() + skewMs)
    return { 'x-public': settings.publicKey, 'x-date': date, 'x-hash': signatureOf(settings, { ...sent, date }) }
  }

  /** From here on requests carry the shop's time: it trusts no signature that is five minutes off. Only signed answers are believed. */
  function learnClock(response: HttpResponse): void {
    const measured = Date.parse(response.headers['x-date'] ?? '') - clock.now().getTime()
    const learned = Math.abs(measured) < 60_000 || Number.isNaN(measured) ? 0 : measured
    if (learned !== 0 && skewMs === 0) {
      log({
        level: 'warn',
        message: `${account}: ${describeSkew(learned)}. Requests carry the time of the shop.`,
        facts: { skewMs: learned },
      })
    }
    skewMs = learned
  }

  async function exchange(
    method: HttpRequest['method'],
    path: string,
    { query, body, signal }: { readonly query?: Query; readonly body?: object; readonly signal: AbortSignal },
  ): Promise<HttpResponse> {
    const label = labelOf(method, path)
    for (let attempt = 0; ; attempt++) {
      const { response, isSigned } = await sendOnce({ method, path, query, body, signal, label })
      const skewBefore = skewMs
      if (isSigned) learnClock(response)
      if (response.status < 300) {
        if (!isSigned) throw withAnswer(unsignedError({ label, account, isWrite: method !== 'GET' }), response)
        return response
      }
      const isRefused = response.status === 401 || response.status === 403
      if (isRefused && isSigned && attempt === 0 && skewMs !== skewBefore) continue
      const error = refusedError({
        label,
        account,
        status: response.status,
        said: withoutSecrets(saidError(response.text()), settings),
        isAboutOne: /\/\d+(\/|$)/.test(path),
        skewMs: Date.parse(response.headers['x-date'] ?? response.headers.date ?? '') - clock.now().getTime() || 0,
      })
      throw withAnswer(error, response)
    }
  }

  async function sendOnce({
    method,
    path,
    query,
    body,
    signal,
    label,
  }: {
    readonly method: HttpRequest['method']
    readonly path: string
    readonly query?: Query | undefined
    readonly body?: object | undefined
    readonly signal: AbortSignal
    readonly label: string
  }): Promise<{ readonly response: HttpResponse; readonly isSigned: boolean }> {
    let sentPath = ''
    const response = await http.send({
      method,
      path: path.startsWith('/') ? path : `${root}/${path}`,
      ...(query && { query }),
      headers: {
        accept: mediaTypes[settings.product],
        'accept-language': 'nl',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      sign: (sent) => {
        sentPath = sent.path
        return sign(sent)
      },
      // POST makes something; everything else sets or removes it, which twice ends the same.
      repeatable: method !== 'POST',
      label,
      isAnswer: (answer) => answer.status >= 500 && isAboutRequest(answer.text()),
      signal,
    })
    const { headers } = response
    const signed = { method, path: sentPath, body: response.bytes ?? response.text(), date: headers['x-date'] ?? '' }
    return { response, isSigned: isSignedBy(settings, signed, headers['x-hash']) }
  }

  async function* pages(
    path: string,
    { query = {}, start = 0, size = largestPage, signal }: Parameters<CcvClient['pages']>[1],
  ): AsyncIterable<CollectionPage> {
    let asked: { readonly path: string; readonly query?: Query } = { path, query: { ...query, start: String(start), size: String(size) } }
    let from = start
    for (;;) {
      const response = await exchange('GET', asked.path, { ...(asked.query && { query: asked.query }), signal })
      const page = collection.parse(response.json())
      const next = page.next === null || page.next === undefined || page.items.length === 0 ? undefined : belowRoot(page.next)
      if (next === asked.path) throw movingNowhere(labelOf('GET', path))
      yield { items: page.items, start: from, isLast: next === undefined }
      if (next === undefined) return
      from += page.items.length
      asked = { path: next }
    }
  }

  return {
    account,
    product: settings.product,
    timeZone: settings.timeZone,
    clock,
    memory: createMemory(clock),
    images,
    fetchImage,
    log,
    get: async (path, query, signal) => (await exchange('GET', path, { query, signal })).json(),
    pages,
    all: async (path, query, signal) => {
      const items: unknown[] = []
      for await (const page of pages(path, { query, signal })) items.push(...page.items)
      return items
    },
    post: async (path, body, signal) => {
      const response = await exchange('POST', path, { body, signal })
      return response.status === 204 || response.text() === '' ? undefined : response.json()
    },
    patch: async (path, body, signal) => void (await exchange('PATCH', path, { body, signal })),
    put: async (path, body, signal) => void (await exchange('PUT', path, { body, signal })),
    delete: async (path, signal) => void (await exchange('DELETE', path, { signal })),
    secretFor: (purpose) => createHmac('sha512', settings.secretKey).update(`sluice|${purpose}`).digest('base64url').slice(0, 32),
    skewMs: () => skewMs,
  }
}

const collection = z.object({ items: z.array(z.unknown()), next: z.string().nullish() })

/** `next` is an absolute address, by whatever name the shop calls itself; its path and query are asked for and signed. */
function belowRoot(next: string): string {
  const url = URL.parse(next)
  if (url?.pathname.startsWith(`${root}/`)) return url.pathname + url.search
  throw new VendorError('CCV gave an address for the next page that is none of its API.', { code: 'next-unreadable' })
}

function movingNowhere(label: string): VendorError {
  return new VendorError(`CCV answered ${label} with a next page that is the same one.`, {
    code: 'page-not-moving',
    hint: 'Reading stopped so that it does not go round for ever. Report it to CCV support.',
  })
}

const verbs = { GET: 'read', POST: 'create', PATCH: 'update', PUT: 'replace', DELETE: 'delete' } as const

/** `/orders/501/orderrows` read → `orderrows.read`. */
function labelOf(method: HttpRequest['method'], path: string): string {
  const names = (path.split('?')[0] ?? '').split('/').filter((part) => part !== '' && !/^\d+$/.test(part))
  return `${names.at(-1) ?? 'root'}.${verbs[method]}`
}

/** An error message may quote what it was sent. */
function withoutSecrets<T extends { readonly message?: string } | undefined>(said: T, { secretKey }: CcvSettings): T {
  if (said?.message === undefined || secretKey === '') return said
  return { ...said, message: said.message.replaceAll(secretKey, '•••') }
}
