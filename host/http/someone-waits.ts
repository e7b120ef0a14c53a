import { BusyError } from '#core/kit/errors.ts'
import type { HttpOptions } from './options.ts'

/**
 * For a test, a list or a preview: the person who asked sits in front of it and can ask again. A system that is down is told of within
 * seconds; a blip is tried once more.
 */
export const whileSomeoneWaits: Partial<HttpOptions> = {
  ...{ someoneWaits: true, connectTimeoutMs: 4_000, firstByteTimeoutMs: 15_000, idleTimeoutMs: 10_000, totalTimeoutMs: 45_000 },
  ...{ maxAttempts: 2, maxRefusals: 3, maxWaitMs: 5_000 },
}

/** An attempt that took longer than this was no blip. */
export const retryWithinMs = 3_000
/** Longer than this nobody stands in line for the system's own limits. */
export const longestLineMs = 5_000

/** The calls the system allows are used up, by runs or by other programs. */
export function noCallsLeft(asked: string, waitMs: number): BusyError {
  const wait = waitMs > 90_000 ? `${Math.ceil(waitMs / 60_000)} min` : `${Math.ceil(waitMs / 1_000)} s`
  return new BusyError(`${asked} may be asked again in ${wait}: the calls the system allows are used up.`, {
    code: 'too-many-requests',
    hint: 'Runs of flows use the same calls. Try again then.',
    retryAfterMs: waitMs,
  })
}
