import { getCACertificates } from 'node:tls'
import axios, { AxiosHeaders, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios'
import { Pool } from 'undici'
import { acceptedEncodings, DecompressError, decompress } from './decompress.ts'
import { Exchange, type WireAnswer } from './exchange.ts'
import type { HttpOptions } from './options.ts'
import { TransportFailure } from './transport-failure.ts'

export interface TransportRequest {
  readonly method: string
  /** Path and query, encoded. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal
}

/** Sends one request to the origin and brings its answer, unpacked. Decides nothing: no retry, no redirect, no status is an error. */
export interface Transport {
  /** @throws TransportFailure when there is no whole answer. */
  exchange(request: TransportRequest): Promise<WireAnswer>
  close(): Promise<void>
}

/** An axios instance that sends over a pool of keep-alive sockets to the one origin. */
export function createTransport(origin: string, concurrency: number, options: HttpOptions): Transport {
  const pool = createPool(origin, concurrency, options)
  const instance = createAxios((config) => dispatch(pool, config, options))

  return {
    async exchange({ method, path, headers, body, signal }) {
      // axios would answer with an error of its own that carries the whole configuration, credentials included.
      if (signal?.aborted) throw new TransportFailure('stopped', { hasLeft: false })
      const response = await instance.request<WireAnswer>({ url: path, method: method.toLowerCase(), headers, data: body, stop: signal })
      const answer = response.data
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
      ...(authorities.length > 0 ? { ca: [...getCACertificates('default'), ...authorities] } : {}),
    },
  })
}

// The abort signal travels under a name axios does not know: it would wrap ours in errors of its own.
declare module 'axios' {
  interface AxiosRequestConfig {
    stop?: AbortSignal
  }
}

/** Only what our adapter uses: axios merges every default into every request, which costs more than sending it. */
function createAxios(adapter: (config: InternalAxiosRequestConfig) => Promise<AxiosResponse>) {
  const instance = axios.create()
  for (const name of Object.keys(instance.defaults)) Reflect.deleteProperty(instance.defaults, name)
  Object.assign(instance.defaults, {
    transformRequest: [],
    transformResponse: [],
    adapter,
  })
  return instance
}

/** axios parses the headers of every answer anew unless they are already its own; ours travel with the data. */
const noHeaders = new AxiosHeaders()

function dispatch(pool: Pool, config: InternalAxiosRequestConfig, options: HttpOptions): Promise<AxiosResponse> {
  return new Promise((resolve, reject) => {
    const exchange = new Exchange(
      options,
      config.stop,
      (answer) => resolve({ data: answer, status: answer.status, statusText: '', headers: noHeaders, config }),
      reject,
    )
    try {
      pool.dispatch(
        { path: config.url ?? '/', method: config.method?.toUpperCase() ?? 'GET', headers: flatten(config.headers), body: config.data },
        exchange,
      )
    } catch (error) {
      exchange.fail(new TransportFailure('not-sendable', { hasLeft: false, detail: String(error) }))
    }
  })
}

function flatten(headers: AxiosHeaders): string[] {
  const flat = ['accept-encoding', acceptedEncodings, 'user-agent', 'Sluice']
  for (const name of Object.keys(headers)) {
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
