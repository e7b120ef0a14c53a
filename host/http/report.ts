import { AnswerLostError, type AppError, BusyError, ConnectionError } from '#core/kit/errors.ts'
import type { HttpRequest, HttpResponse, LogEntry } from '#core/kit/ports.ts'
import type { Json } from '#core/kit/record.ts'
import { withAnswer } from '#core/kit/vendor-answer.ts'
import { describeFailure, failureError } from './failure-words.ts'
import type { Verdict } from './judge-attempt.ts'
import type { HttpOptions } from './options.ts'
import { createRedactor, type Redactor, secretsOfRequest } from './redact.ts'
import { TransportFailure } from './transport-failure.ts'

/** One attempt of a request and what came of it. */
export interface Attempt {
  readonly request: HttpRequest
  /** Path and query as sent, secrets included. */
  readonly path: string
  readonly result: HttpResponse | TransportFailure
  /** How many attempts of this request there were, this one included. */
  readonly count: number
}

/** Puts attempts into words for the log and for errors. Nothing leaves the HTTP client in words but through here, without secrets. */
export interface Reporter {
  /** Knows the secrets of the connection and of this request. */
  redactorFor(request: HttpRequest): Redactor
  answered(attempt: Attempt, tookMs: number): LogEntry
  retrying(attempt: Attempt, waitMs: number): LogEntry
  /** The error for a request that ends without a usable answer. */
  givenUp(attempt: Attempt, verdict: Verdict, waitMs: number | undefined): AppError
  redirectRefused(attempt: Attempt, target: URL | null, why: 'other-origin' | 'not-reading' | 'loop'): AppError
}

export function createReporter({
  connectionName,
  origin,
  options,
  secrets,
}: {
  readonly connectionName: string
  readonly origin: string
  readonly options: HttpOptions
  readonly secrets: readonly string[]
}): Reporter {
  const { host, hostname } = new URL(origin)
  const redactorFor = (request: HttpRequest) => createRedactor([...secrets, ...secretsOfRequest(request)])

  /** Made only when something is to be said: most requests never are. */
  function tell({ request, path, result, count }: Attempt) {
    const redactor = redactorFor(request)
    const outcome: Record<string, Json> =
      result instanceof TransportFailure ? { failure: result.kind, errorCode: result.causeCode ?? null } : { status: result.status }
    const happened = result instanceof TransportFailure ? describeFailure(result, options) : `was answered with status ${result.status}`
    const facts: Record<string, Json> = {
      label: request.label,
      method: request.method,
      host,
      path: redactor.path(path),
      attempts: count,
      ...outcome,
    }
    return {
      text: redactor.text,
      asked: redactor.text(`${connectionName}: ${request.label}`),
      happened,
      // redactor.json keeps the shape it is given.
      facts: redactor.json(facts) as Record<string, Json>,
      cause: new Error(redactor.text(describeCause(result))),
    }
  }

  return {
    redactorFor,
    answered(attempt, tookMs) {
      const { asked, happened, facts } = tell(attempt)
      return { level: 'debug', message: `${asked} ${happened} after ${tookMs} ms.`, facts }
    },
    retrying(attempt, waitMs) {
      const { asked, happened, facts } = tell(attempt)
      return { level: 'warn', message: `${asked} ${happened}; trying again in ${Math.ceil(waitMs / 1_000)} s.`, facts }
    },
    givenUp(attempt, verdict, waitMs) {
      const { asked, happened, facts, cause, text } = tell(attempt)
      const { result, request, count } = attempt
      if (verdict.kind === 'lost') {
        const lost = new AnswerLostError(`${asked} ${happened}: it may or may not have been carried out.`, {
          hint: 'Sluice looks the record up before it tries again.',
          facts,
          cause,
        })
        return withAnswer(lost, result)
      }
      if (result instanceof TransportFailure) {
        const shownHost = result.kind === 'unknown-host' ? hostname : host
        return failureError(result, {
          connectionName: text(connectionName),
          host: text(shownHost),
          label: text(request.label),
          options,
          facts,
          cause,
        })
      }
      const isLimit = verdict.kind === 'refused'
      const busy = new BusyError(`${asked} ${happened}, asked ${count === 1 ? 'once' : `${count} times`}.`, {
        code: isLimit ? 'too-many-requests' : 'server-error',
        hint: isLimit
          ? 'The system limits how often it may be asked. Run the flow later or less often.'
          : 'The system fails inside. Try again later.',
        facts,
        retryAfterMs: waitMs,
        cause,
      })
      return withAnswer(busy, result)
    },
    redirectRefused(attempt, target, why) {
      const { asked, facts, text } = tell(attempt)
      const to = text(target?.host ?? 'an address that is none')
      const words = {
        'other-origin': `${asked} was redirected from ${host} to ${target ? text(target.origin) : to}.`,
        'not-reading': `${asked} was redirected from ${host} to another path of ${to}.`,
        loop: `${asked} was redirected too often, from ${host} to ${to}.`,
      }
      return new ConnectionError(words[why], {
        code: why === 'loop' ? 'redirect-loop' : 'redirect-refused',
        hint:
          why === 'other-origin'
            ? 'Nothing was sent there. If that is the right address of the system, enter it in the connection.'
            : 'Check the address of the connection: only a few redirects of reading requests are followed.',
        facts: { ...facts, from: host, to },
      })
    },
  }
}

/** Keeps what helps to find the fault; the original error may hold the request with its credentials. */
function describeCause(result: HttpResponse | TransportFailure): string {
  return result instanceof TransportFailure ? `${result.causeCode ?? result.kind}: ${result.message}` : `HTTP ${result.status}`
}
