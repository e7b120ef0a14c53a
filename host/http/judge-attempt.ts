import type { HttpResponse } from '#core/kit/ports.ts'
import { parseRateLimitReset, parseRetryAfter } from './retry-delay.ts'
import type { TransportFailure } from './transport-failure.ts'

/** What an attempt means for the request. */
export type Verdict =
  | { readonly kind: 'answer' }
  | { readonly kind: 'redirect'; readonly location: string }
  /** The other side did not take the request and said "later"; `waitMs` when it said when. */
  | { readonly kind: 'refused'; readonly waitMs: number | undefined }
  | { readonly kind: 'retry' }
  /** Nobody knows whether it was carried out, and doing it again could do it twice. */
  | { readonly kind: 'lost' }
  /** The same would happen again. */
  | { readonly kind: 'final' }

export interface Intention {
  readonly repeatable: boolean
  readonly isAnswer?: (response: HttpResponse) => boolean
}

/** Decides on an answer of any status. */
export function judgeResponse(
  response: HttpResponse,
  { repeatable, isAnswer }: Intention,
  { now, longestPauseMs }: { readonly now: Date; readonly longestPauseMs?: number },
): Verdict {
  const { status, headers } = response
  if (status < 300) return { kind: 'answer' }
  if (isAnswer?.(response)) return { kind: 'answer' }
  if (status < 400) {
    return headers.location === undefined ? { kind: 'answer' } : { kind: 'redirect', location: headers.location }
  }
  const waitMs = parseRetryAfter(headers['retry-after'], now, longestPauseMs)
  if (status === 429) return { kind: 'refused', waitMs: waitMs ?? parseRateLimitReset(headers['x-ratelimit-reset']) }
  if (status === 503 && waitMs !== undefined) return { kind: 'refused', waitMs }
  // 408: the server gave up waiting for our request, so it was not carried out.
  if (status === 408) return { kind: 'retry' }
  if (status < 500) return { kind: 'answer' }
  return repeatable ? { kind: 'retry' } : { kind: 'lost' }
}

/** Decides on an attempt without an answer. */
export function judgeFailure({ kind, hasLeft }: TransportFailure, { repeatable }: Intention): Verdict {
  if (kind === 'tls' || kind === 'not-sendable' || kind === 'stopped') return { kind: 'final' }
  if (!hasLeft) return { kind: 'retry' }
  if (!repeatable) return { kind: 'lost' }
  // A huge answer is not a matter of luck; a damaged one may be.
  return kind === 'too-large' || kind === 'headers-too-large' ? { kind: 'final' } : { kind: 'retry' }
}
