/** Counts at moments, to tell how fast a run goes now. */
export interface RateSamples {
  readonly samples: readonly { readonly at: number; readonly count: number }[]
}

export const noSamples: RateSamples = { samples: [] }

const windowMs = 5_000

export function addSample({ samples }: RateSamples, at: number, count: number): RateSamples {
  const recent = samples.filter((sample) => sample.at >= at - windowMs)
  return { samples: [...recent, { at, count }] }
}

/** Records a second over the last seconds; null while there is too little to tell. */
export function ratePerSecond({ samples }: RateSamples): number | null {
  const first = samples[0]
  const last = samples.at(-1)
  if (!first || !last || last.at - first.at < 500) return null
  return ((last.count - first.count) * 1_000) / (last.at - first.at)
}

/** Milliseconds until the rest is done at this pace; null when nobody can tell. */
export function remainingMs(rate: number | null, remaining: number | undefined): number | null {
  return rate === null || rate <= 0 || remaining === undefined ? null : Math.round((remaining / rate) * 1_000)
}
