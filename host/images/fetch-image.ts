import { AnswerLostError, BusyError, ConnectionError, DataError, VendorError } from '#core/kit/errors.ts'
import type { Clock, FetchImage, HttpResponse, Log, PublicImage } from '#core/kit/ports.ts'
import { type ClosableHttpClient, createHttpClient } from '#host/http/http-client.ts'
import type { HttpOptions } from '#host/http/options.ts'
import { isLoopback } from '#host/http/origin.ts'
import { type FetchedImage, type FileImageStore, maxImageBytes } from './image-store.ts'
import { pinnedTo, publicAddresses, type Resolve } from './public-address.ts'

export interface ImageFetching {
  /** Origin of the connection whose pictures these are. */
  readonly origin: string
  readonly connectionName: string
  readonly connectionId: string
  readonly store: FileImageStore
  readonly clock: Clock
  readonly log: Log
  /** Of the connection; none is sent, and none gets into a message. */
  readonly secrets: readonly string[]
  readonly options?: Partial<HttpOptions> | undefined
  /** Resolves host names; the computer itself when absent. */
  readonly resolve?: Resolve | undefined
}

/** A picture is a side matter: a server that does not give it soon holds nothing up for long. */
const limits: Partial<HttpOptions> = {
  firstByteTimeoutMs: 20_000,
  totalTimeoutMs: 60_000,
  maxBodyBytes: maxImageBytes,
  maxDecodedBytes: maxImageBytes,
  maxAttempts: 3,
  maxRefusals: 3,
  maxWaitMs: 60_000,
}
const mostRedirects = 3
/** A server that let so many in a row down is asked for no more in this run. */
const mostLetDowns = 5
/** A picture that is known under its mark is asked for again after so long, with what its server marked it by. */
const trustMs = 24 * 3_600_000

/** Fetches pictures of one connection; clients of the hosts it meets are kept until `close`. */
export function createImageFetcher({ origin, connectionName, connectionId, store, clock, log, secrets, options, resolve }: ImageFetching): {
  readonly fetchImage: FetchImage
  close(): Promise<void>
} {
  const isPractice = isLoopback(new URL(origin).hostname)
  const clients = new Map<string, Promise<ClosableHttpClient>>()

  const letDowns = new Map<string, number>()

  async function open(url: URL): Promise<ClosableHttpClient> {
    const addresses = await publicAddresses(url, { isPractice, resolve })
    return createHttpClient({
      ...{ origin: url.origin, connectionName, clock, log, secrets },
      // Whoever serves pictures does not count them among the calls of the API.
      ...{ connectionId: `${connectionId}\nimages`, limits: { concurrency: 2, perMinute: 240 } },
      options: { ...options, ...limits, lookup: pinnedTo(addresses) },
    })
  }

  async function clientOf(url: URL): Promise<ClosableHttpClient> {
    // Scheme and user of an address are looked at each time, its host once.
    if (url.username !== '' || url.password !== '') await publicAddresses(url, { isPractice, resolve })
    const before = clients.get(url.origin)
    if (before) return before
    const opened = open(url).catch((error: unknown) => {
      clients.delete(url.origin)
      throw error
    })
    clients.set(url.origin, opened)
    return opened
  }

  /** Follows redirects itself, because each place it is sent to is looked at as the first one was. */
  async function get(first: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<HttpResponse> {
    let url = first
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const client = await clientOf(url)
      const response = await client.send({
        ...{ method: 'GET', path: url.pathname + url.search, headers: { accept: 'image/*', ...headers }, label: 'image', signal },
        repeatable: true,
        isAnswer: ({ status }) => status >= 300 && status < 400,
      })
      const { location } = response.headers
      if (response.status < 300 || response.status >= 400 || response.status === 304 || location === undefined) return response
      const next = URL.parse(location, url.href)
      if (!next) throw new VendorError(`An image on ${url.host} is redirected to no address.`, { code: 'image-redirect' })
      url = next
    }
    throw new VendorError(`An image on ${first.host} is redirected more than ${mostRedirects} times.`, { code: 'image-redirect' })
  }

  /** Thousands of pictures of a server that does not answer would hold a run up for hours. */
  async function patiently(url: URL, ask: () => Promise<HttpResponse>): Promise<HttpResponse> {
    const before = letDowns.get(url.origin) ?? 0
    if (before >= mostLetDowns) {
      throw new VendorError(`The server ${url.host} did not give ${mostLetDowns} images in a row, and is asked for no more in this run.`, {
        code: 'image-server-down',
      })
    }
    try {
      const response = await ask()
      letDowns.delete(url.origin)
      return response
    } catch (error) {
      const isDown = error instanceof BusyError || error instanceof ConnectionError || error instanceof AnswerLostError
      if (isDown) letDowns.set(url.origin, (letDowns.get(url.origin) ?? 0) + 1)
      throw error
    }
  }

  async function fetchImage({ url: address, mark, signal }: PublicImage) {
    const url = URL.parse(address)
    if (!url) throw new DataError('The address of an image is none.', { code: 'image-address' })
    const source = `${address}\n${mark}`
    const known = store.recall(source)
    const askedMs = clock.now().getTime()
    if (known && askedMs - known.askedMs < trustMs) return known.image
    const response = await patiently(url, () => get(url, known ? conditionsOf(known) : {}, signal))
    if (known && response.status === 304) {
      store.remember(source, { ...known, askedMs })
      return known.image
    }
    const image = store.keep(base64Of(response, url))
    const { etag, 'last-modified': lastModified } = response.headers
    store.remember(source, { image, askedMs, ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) })
    return image
  }

  return {
    fetchImage,
    close: async () => {
      const opened = await Promise.allSettled(clients.values())
      await Promise.all(opened.map((one) => (one.status === 'fulfilled' ? one.value.close() : undefined)))
    },
  }
}

function conditionsOf({ etag, lastModified }: FetchedImage): Readonly<Record<string, string>> {
  return {
    ...(etag !== undefined && { 'if-none-match': etag }),
    ...(lastModified !== undefined && { 'if-modified-since': lastModified }),
  }
}

/** Its first bytes are looked at by the image store. @throws VendorError, DataError for what is no picture */
function base64Of({ status, headers, bytes = new Uint8Array() }: HttpResponse, { host }: URL): string {
  if (status !== 200) throw new VendorError(`The server ${host} answered HTTP ${status} for an image.`, { code: 'image-not-there' })
  const kind = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (!/^image\/[\w.+-]+$/.test(kind)) {
    throw new DataError(`The server ${host} answered with something else than an image.`, { code: 'image-unreadable' })
  }
  return Buffer.from(bytes).toString('base64')
}
