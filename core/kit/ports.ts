import type { Json } from './record.ts'

/** Time as an argument, so that tests own it. */
export interface Clock {
  now(): Date
  /** Rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

export interface LogEntry {
  readonly level: LogLevel
  readonly message: string
  readonly recordKey?: string
  readonly nodeId?: string
  readonly facts?: Readonly<Record<string, Json>>
}

export type Log = (entry: LogEntry) => void

/** One request to the origin the connection is bound to. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path below the connection's origin, beginning with `/`. Never holds a secret. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  /** Query parameters that are secrets (MplusKASSA's ident and secret): sent, never logged. */
  readonly secretQuery?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** In place of `body`, for what is no text; no system signs it. */
  readonly bytes?: Uint8Array
  /**
   * For systems whose requests carry a signature: further headers, made anew for every attempt right before it leaves, because a
   * signature holds its moment and covers the address exactly as sent.
   */
  readonly sign?: (sent: SentRequest) => Readonly<Record<string, string>>
  /** True when sending it twice does no harm: reads, and writes with an absolute value or an idempotency key. */
  readonly repeatable: boolean
  /** What this call is, for logs and errors: `res.partner.create`. */
  readonly label: string
  /**
   * Says that a response with an error status is a real answer of the vendor (a SOAP fault on HTTP 500, a JSON-2 error body)
   * and goes back to the caller instead of being retried.
   */
  readonly isAnswer?: (response: HttpResponse) => boolean
  readonly signal?: AbortSignal
}

/** A request as it goes over the wire. */
export interface SentRequest {
  readonly method: HttpRequest['method']
  /** Path and query, encoded. */
  readonly path: string
  /** Empty where there is none. */
  readonly body: string
}

export interface HttpResponse {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** The body as it came, unpacked and not yet decoded, for those who check its signature. The host's client always tells it. */
  readonly bytes?: Uint8Array
  text(): string
  /** @throws VendorError when the body is not JSON. */
  json(): unknown
  /** What may be kept of it. The host's client always tells it. */
  kept?(): KeptAnswer
}

/** An answer fit to be kept and shown: without secrets, and cut where it was long. */
export interface KeptAnswer {
  readonly status: number
  /** As it came, JSON, XML or text; empty where there was none. */
  readonly body: string
  /** How many characters the body had before it was cut; absent where nothing was. */
  readonly cutFrom?: number
}

/**
 * The only way out. Bound to one origin; limits, retries, back-off, redaction and the request budget live behind it.
 * Retries by itself on 429, on failures before the request left, and on 5xx or a lost answer when `repeatable`.
 * @throws BusyError after the last retry, AnswerLostError when a request that is not repeatable got no answer,
 *         ConnectionError for an unknown host, refused TLS or a forbidden redirect, StoppedError on abort.
 */
export interface HttpClient {
  send(request: HttpRequest): Promise<HttpResponse>
}

/** A picture as records name it. */
export interface StoredImage {
  readonly hash: string
  readonly size: number
  readonly mimeType: 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp'
}

/** Pictures of products, beside the records that name them by their hash. */
export interface ImageStore {
  /**
   * @param source what the system calls the picture, where that never means another one: it is then `known` under this name
   * @throws DataError for what is no picture, or one that is too large
   */
  keep(base64: string, source?: string): StoredImage
  /** The picture kept under that name, so that it need not be asked for again. */
  known(source: string): StoredImage | undefined
  /** Base64; undefined for a picture that was never kept, or so long ago that it has gone. */
  read(hash: string): string | undefined
}

/** A picture a system shows at a public address. */
export interface PublicImage {
  readonly url: string
  /** What the system says of the picture (its id, its file name): another mark is another picture, and the same one is not fetched again. */
  readonly mark: string
  readonly signal: AbortSignal
}

/**
 * Fetches pictures from public addresses into the image store, without anything of the connection's credentials.
 * @throws AppError that says why it is not fetched: an address that is none of the public internet, no picture, too large, no answer
 */
export type FetchImage = (image: PublicImage) => Promise<StoredImage>
