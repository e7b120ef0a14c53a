import { AppError, SettingsError, StoppedError } from '#core/kit/errors.ts'
import type { Clock, HttpClient, HttpRequest, HttpResponse, Log } from '#core/kit/ports.ts'
import { BodyResponse } from './body-response.ts'
import { judgeFailure, judgeResponse, type Verdict } from './judge-attempt.ts'
import { defaultHttpOptions, type HttpOptions } from './options.ts'
import { parseOrigin, resolvePath, resolveRedirect } from './origin.ts'
import { type Attempt, createReporter } from './report.ts'
import { type RequestLimits, requestBudgetOf } from './request-budget.ts'
import { backOffMs, longestHourlyPauseMs, parseRateLimitReset } from './retry-delay.ts'
import { longestLineMs, noCallsLeft, retryWithinMs } from './someone-waits.ts'
import { createTransport } from './transport.ts'
import { TransportFailure, toTransportFailure } from './transport-failure.ts'

export interface HttpClientSetup {
  /** `https://host:port`; http only to this computer itself. */
  readonly origin: string
  /** For messages: "Odoo · Demo BV". */
  readonly connectionName: string
  /** Clients of the same connection share one request budget; name and origin stand in where there is no id. */
  readonly connectionId?: string
  readonly limits: RequestLimits
  readonly clock: Clock
  readonly log: Log
  /** Numbers in [0, 1) for the jitter of back-off. */
  readonly random?: () => number
  /** Every secret of the connection, so that none gets into a message, a fact or the log. */
  readonly secrets?: readonly string[]
  readonly options?: Partial<HttpOptions>
}

export interface ClosableHttpClient extends HttpClient {
  /** Cuts what is under way and closes the sockets. A client that is only dropped closes them by itself after some idle seconds. */
  close(): Promise<void>
}

interface Tally {
  attempts: number
  failures: number
  refusals: number
  redirects: number
  readonly startedAt: number
  waitedMs: number
}

const mostRedirects = 5

/** Set by the client itself; a caller that sets them means something else than it gets. */
const reservedHeaders = /^(?:host|accept-encoding|user-agent|connection|content-length|transfer-encoding|upgrade|expect|keep-alive)$/i

/**
 * The HTTP client of one connection.
 * @throws ConnectionError when `origin` is none, or is http to another computer
 */
export function createHttpClient(setup: HttpClientSetup): ClosableHttpClient {
  const { connectionName, limits, clock, log, random = Math.random, secrets = [] } = setup
  const isHourly = limits.perHour !== undefined
  // Who is told to wait for the next hour waits: giving up sooner would only come back to the same answer.
  const options = { ...defaultHttpOptions, ...(isHourly && { maxWaitMs: longestHourlyPauseMs * 2 }), ...setup.options }
  const longestPauseMs = isHourly ? longestHourlyPauseMs : undefined
  const origin = parseOrigin(setup.origin, connectionName)
  const budget = requestBudgetOf(setup.connectionId ?? `${connectionName}\n${origin}`, limits, clock)
  const transport = createTransport(origin, limits.concurrency, options)
  const report = createReporter({ connectionName, origin, options, secrets })

  async function sendUntilDecided(request: HttpRequest): Promise<HttpResponse> {
    const tally = { attempts: 0, failures: 0, refusals: 0, redirects: 0, waitedMs: 0, startedAt: clock.now().getTime() }
    let path = resolvePath(origin, request)
    for (;;) {
      tally.attempts++
      const result = await exchangeOnce(request, path)
      const attempt = { request, path, result, count: tally.attempts }
      const verdict =
        result instanceof TransportFailure
          ? judgeFailure(result, request)
          : judgeResponse(result, request, { now: clock.now(), longestPauseMs })
      if (verdict.kind === 'answer' && result instanceof BodyResponse) return result
      if (verdict.kind === 'redirect') path = pathAfterRedirect(attempt, verdict.location, ++tally.redirects)
      else await waitForNext(attempt, verdict, tally)
    }
  }

  async function exchangeOnce(request: HttpRequest, path: string): Promise<BodyResponse | TransportFailure> {
    const { method, body, bytes, signal } = request
    if (!budget.tryEnter()) {
      if (options.someoneWaits) refuseLine(request)
      await budget.enter(signal)
    }
    const startedAt = options.logAnswers ? clock.now().getTime() : 0
    try {
      const answer = await transport.exchange({ method, path, headers: headersOf(request, path), body: bytes ?? body, signal })
      const response = new BodyResponse(answer, `${connectionName}: ${request.label}`, () => report.redactorFor(request))
      if (isHourly) heedCount(response.headers)
      if (options.logAnswers) log(report.answered({ request, path, result: response, count: 1 }, clock.now().getTime() - startedAt))
      return response
    } catch (error) {
      // Only `sign` throws these, and before anything left.
      if (error instanceof AppError) throw error
      // Whatever is not known to have failed before leaving may have left.
      return toTransportFailure(error, true)
    } finally {
      budget.leave()
    }
  }

  /** @throws BusyError where the system's own limits let nothing through for a while */
  function refuseLine({ label }: HttpRequest): void {
    const waitMs = (budget.calls().waitsUntil ?? 0) - clock.now().getTime()
    if (waitMs > longestLineMs) throw noCallsLeft(`${connectionName}: ${label}`, waitMs)
  }

  /** The vendor counts the calls of other programs and processes too: when it says that none is left, none is sent. */
  function heedCount(headers: HttpResponse['headers']): void {
    if (headers['x-ratelimit-remaining']?.trim() !== '0') return
    const waitMs = parseRateLimitReset(headers['x-ratelimit-reset'])
    if (waitMs !== undefined) budget.pause(waitMs)
  }

  /** @throws the error of the request when there is no next attempt */
  async function waitForNext(attempt: Attempt, verdict: Verdict, tally: Tally): Promise<void> {
    const waitMs = nextWait(verdict, tally)
    if (waitMs === undefined || tally.waitedMs + waitMs > options.maxWaitMs) throw report.givenUp(attempt, verdict, waitMs)
    tally.waitedMs += waitMs
    log(report.retrying(attempt, waitMs))
    // A refusal is meant for the whole connection, so everybody waits in front of the budget; a failure only for this request.
    if (verdict.kind === 'refused') budget.pause(waitMs)
    else await clock.sleep(waitMs, attempt.request.signal)
  }

  /** undefined: no further attempt. */
  function nextWait(verdict: Verdict, tally: Tally): number | undefined {
    if (verdict.kind === 'refused') {
      return ++tally.refusals < options.maxRefusals ? (verdict.waitMs ?? backOffMs(tally.refusals, random)) : undefined
    }
    if (verdict.kind !== 'retry') return undefined
    if (options.someoneWaits && clock.now().getTime() - tally.startedAt > retryWithinMs) return undefined
    return ++tally.failures < options.maxAttempts ? backOffMs(tally.failures, random) : undefined
  }

  /** The secret part of the query is not repeated: whoever redirects says where to go in full. */
  function pathAfterRedirect(attempt: Attempt, location: string, count: number): string {
    const target = resolveRedirect(location, origin, attempt.path)
    const isSameOrigin = target?.origin === origin && target.username === '' && target.password === ''
    if (!isSameOrigin) throw report.redirectRefused(attempt, target, 'other-origin')
    if (attempt.request.method !== 'GET') throw report.redirectRefused(attempt, target, 'not-reading')
    if (count > mostRedirects) throw report.redirectRefused(attempt, target, 'loop')
    return target.pathname + target.search
  }

  return {
    async send(request) {
      refuseReservedHeaders(request)
      try {
        return await sendUntilDecided(request)
      } catch (error) {
        const { signal } = request
        if (signal?.aborted) throw signal.reason instanceof StoppedError ? signal.reason : new StoppedError()
        throw error
      }
    },
    close: () => transport.close(),
  }
}

function headersOf({ method, headers = {}, body = '', sign }: HttpRequest, path: string): Readonly<Record<string, string>> {
  return sign === undefined ? headers : { ...headers, ...sign({ method, path, body }) }
}

function refuseReservedHeaders({ headers, label }: HttpRequest): void {
  for (const name in headers) {
    if (reservedHeaders.test(name)) {
      throw new SettingsError(`${label} sets the header "${name}", which only the HTTP client may set.`, { code: 'header-reserved' })
    }
  }
}
