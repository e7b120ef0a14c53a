/** A system that asks for a longer pause is asked again after this. */
export const longestPauseMs = 10 * 60_000

const firstBackOffMs = 500
const longestBackOffMs = 30_000

/**
 * How long a `Retry-After` header asks to wait: seconds or an HTTP date, at most ten minutes unless `longestMs` says otherwise.
 * @returns undefined when there is no header or it cannot be read
 */
export function parseRetryAfter(header: string | undefined, now: Date, longestMs = longestPauseMs): number | undefined {
  const text = header?.trim()
  if (!text) return undefined
  const waitMs = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : momentOf(text) - now.getTime()
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(0, waitMs), longestMs)
}

/** A vendor that counts calls per hour may say "in an hour". */
export const longestHourlyPauseMs = 60 * 60_000

/**
 * Seconds until the count of calls begins anew, as `X-RateLimit-Reset` tells them. Larger numbers are moments of other vendors,
 * which mean something else by this header.
 */
export function parseRateLimitReset(header: string | undefined): number | undefined {
  const text = header?.trim() ?? ''
  const seconds = /^\d{1,4}(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  return seconds * 1_000 <= longestHourlyPauseMs ? seconds * 1_000 : undefined
}

/** Exponential back-off with full jitter: many requests that failed together must not come back together. */
export function backOffMs(failures: number, random: () => number): number {
  return Math.round(random() * Math.min(longestBackOffMs, firstBackOffMs * 2 ** (failures - 1)))
}

/** Only a text that names a month or an ISO day: `Date.parse` reads "-5" as a year. */
function momentOf(text: string): number {
  return /[a-z]{3}.*\d{4}|^\d{4}-\d\d-\d\d/i.test(text) ? Date.parse(text) : Number.NaN
}
