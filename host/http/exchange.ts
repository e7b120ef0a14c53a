import type { Dispatcher } from 'undici'
import { TransportFailure, toTransportFailure } from './transport-failure.ts'
import type { Ending, UnderWay } from './under-way.ts'

/** What came back, still as it was on the wire. */
export interface WireAnswer {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

interface ExchangeSetup {
  readonly maxBodyBytes: number
  readonly underWay: UnderWay
}

/**
 * One request and its answer on an undici dispatcher, with a limit on bytes; `underWay` ends it when its time is up or its signal is aborted.
 * A class because undici calls its methods for every request: one object instead of eight closures.
 */
export class Exchange implements Dispatcher.DispatchHandler, Ending {
  readonly startedAt = performance.now()
  readonly signal: AbortSignal | undefined
  private readonly setup: ExchangeSetup
  private readonly resolve: (answer: WireAnswer) => void
  private readonly reject: (failure: TransportFailure) => void
  private readonly chunks: Buffer[] = []
  private bytes = 0
  private status = 0
  private headers: Readonly<Record<string, string>> = {}
  private hasLeft = false
  private isOver = false
  private controller: Dispatcher.DispatchController | undefined

  constructor(
    setup: ExchangeSetup,
    signal: AbortSignal | undefined,
    resolve: (answer: WireAnswer) => void,
    reject: (failure: TransportFailure) => void,
  ) {
    this.setup = setup
    this.signal = signal
    this.resolve = resolve
    this.reject = reject
    setup.underWay.add(this)
  }

  stop(): void {
    this.fail(new TransportFailure('stopped', { hasLeft: this.hasLeft }))
  }

  /** Ends the exchange without an answer and closes its socket. */
  fail(failure: TransportFailure): void {
    if (this.isOver) return
    this.end()
    this.reject(failure)
    this.controller?.abort(failure)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller
    // Given up while it was waiting for a socket: it must not leave any more.
    if (this.isOver) controller.abort(new TransportFailure('stopped', { hasLeft: false }))
    else this.hasLeft = true
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    // 1xx only announces that more is coming.
    if (status < 200) return
    this.status = status
    this.headers = joinRepeated(headers)
    const announced = Number(this.headers['content-length'])
    if (announced > this.setup.maxBodyBytes) this.failTooLarge()
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.isOver) return
    this.bytes += chunk.length
    if (this.bytes > this.setup.maxBodyBytes) this.failTooLarge()
    else this.chunks.push(chunk)
  }

  onResponseEnd(): void {
    if (this.isOver) return
    this.end()
    const [first] = this.chunks
    const body = this.chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.chunks, this.bytes)
    this.resolve({ status: this.status, headers: this.headers, body })
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.isOver) return
    this.end()
    this.reject(toTransportFailure(error, this.hasLeft))
  }

  timeOut(): void {
    this.fail(new TransportFailure('total-timeout', { hasLeft: this.hasLeft }))
  }

  private failTooLarge(): void {
    this.fail(new TransportFailure('too-large', { hasLeft: true }))
  }

  private end(): void {
    this.isOver = true
    this.setup.underWay.remove(this)
  }
}

function joinRepeated(headers: Readonly<Record<string, string | string[] | undefined>>): Readonly<Record<string, string>> {
  for (const name in headers) {
    if (typeof headers[name] !== 'string') {
      return Object.fromEntries(
        Object.entries(headers).map(([each, value]) => [each, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
      )
    }
  }
  // Nothing was repeated, so every value is a plain text.
  return headers as Readonly<Record<string, string>>
}
