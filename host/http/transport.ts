import { getCACertificates } from 'node:tls'
import axios, { type AxiosAdapter, AxiosHeaders, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios'
import { Pool } from 'undici'
import { acceptedEncodings, DecompressError, decompress } from './decompress.ts'
import { Exchange, type WireAnswer } from './exchange.ts'
import type { HttpOptions } from './options.ts'
import { TransportFailure } from './transport-failure.ts'
import { UnderWay } from './under-way.ts'

export interface TransportRequest {
  readonly method: string
  /** Path and query, encoded. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  readonly signal?: AbortSignal
}

/** Sends one request to the origin and brings its answer, unpacked. Decides nothing: no retry, no redirect, no status is an error. */
export interface Transport {
  /** @throws TransportFailure when there is no whole answer. */
  exchange(request: TransportRequest): Promise<WireAnswer>
  close(): Promise<void>
}

/** axios that sends over a pool of keep-alive sockets to the one origin. */
export function createTransport(origin: string, concurrency: number, options: HttpOptions): Transport {
  const pool = createPool(origin, concurrency, options)
  const setup = { maxBodyBytes: options.maxBodyBytes, underWay: new UnderWay(options.totalTimeoutMs) }
  const { config, send } = prepareAxios((sent) => dispatch(pool, sent, setup))

  return {
    async exchange({ method, path, headers, body, signal }) {
      if (signal?.aborted) throw new TransportFailure('stopped', { hasLeft: false })
      const response = await send({ ...config, url: path, method, sentHeaders: headers, data: body, stop: signal })
      // Our own adapter made it.
      const answer = response.data as WireAnswer
      const encoding = answer.headers['content-encoding']
      return encoding === undefined ? answer : { ...answer, body: await unpack(answer.body, encoding, options.maxDecodedBytes) }
    },
    close: () => pool.destroy(),
  }
}

function createPool(origin: string, concurrency: number, options: HttpOptions): Pool {
  const authorities = options.certificateAuthorities
  return new Pool(origin, {
    connections: concurrency,
    pipelining: 1,
    // With HTTP/2 one lost socket would lose the answers of all requests on it.
    allowH2: false,
    // Servers close idle sockets, often after 5 s; a write sent into a closing socket is a lost answer, so we close first.
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 60_000,
    headersTimeout: options.firstByteTimeoutMs,
    bodyTimeout: options.idleTimeoutMs,
    maxHeaderSize: options.maxHeaderBytes,
    connect: {
      timeout: options.connectTimeoutMs,
      // Said explicitly: NODE_TLS_REJECT_UNAUTHORIZED in the environment must not switch checking off.
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      ...(options.lookup && { lookup: options.lookup }),
      ...(authorities.length > 0 ? { ca: [...getCACertificates('default'), ...authorities] } : {}),
    },
  })
}

// Under names axios does not know: it would wrap our signal in errors of its own, and take plain headers for its own kind.
declare module 'axios' {
  interface AxiosRequestConfig {
    stop?: AbortSignal
    sentHeaders?: Readonly<Record<string, string>>
  }
}

/**
 * Merges the configuration and chooses the adapter once for all requests of the origin. `instance.request` does both for every
 * request, beside transforms and interceptors that we have none of; that costs more than it takes to send one.
 */
function prepareAxios(adapter: AxiosAdapter): { readonly config: InternalAxiosRequestConfig; readonly send: AxiosAdapter } {
  const { defaults } = axios.create({ adapter, transformRequest: [], transformResponse: [] })
  return { config: { headers: noHeaders }, send: axios.getAdapter(defaults.adapter) }
}

const noHeaders = new AxiosHeaders()

function dispatch(
  pool: Pool,
  config: InternalAxiosRequestConfig,
  setup: { readonly maxBodyBytes: number; readonly underWay: UnderWay },
): Promise<AxiosResponse<WireAnswer>> {
  return new Promise((resolve, reject) => {
    const exchange = new Exchange(
      setup,
      config.stop,
      (answer) => resolve({ data: answer, status: answer.status, statusText: '', headers: noHeaders, config }),
      reject,
    )
    try {
      pool.dispatch(
        { path: config.url ?? '/', method: config.method ?? 'GET', headers: flatten(config.sentHeaders), body: config.data },
        exchange,
      )
    } catch (error) {
      exchange.fail(new TransportFailure('not-sendable', { hasLeft: false, detail: String(error) }))
    }
  })
}

function flatten(headers: Readonly<Record<string, string>> = {}): string[] {
  const flat = ['accept-encoding', acceptedEncodings, 'user-agent', 'Sluice']
  for (const name in headers) {
    const value = headers[name]
    if (typeof value === 'string') flat.push(name, value)
  }
  return flat
}

async function unpack(body: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  try {
    return await decompress(body, encoding, maxBytes)
  } catch (error) {
    const kind = error instanceof DecompressError && error.reason === 'too-large' ? 'too-large' : 'unreadable'
    throw new TransportFailure(kind, { hasLeft: true, detail: error instanceof Error ? error.message : String(error) })
  }
}
