export interface CallCount {
  readonly perMinute: number
  /** Counts a call of an endpoint; above 0 it came too early and was not counted. */
  secondsToWait(endpoint: string): number
}

/** Calls of each endpoint in the running minute. */
export function createCallCount({ perMinute, now }: { readonly perMinute: number; readonly now: () => Date }): CallCount {
  const minutes = new Map<string, { readonly minute: number; readonly count: number }>()
  return {
    perMinute,
    secondsToWait(endpoint) {
      const time = now().getTime()
      const minute = Math.floor(time / 60_000)
      const before = minutes.get(endpoint)
      const count = before?.minute === minute ? before.count : 0
      if (count >= perMinute) return Math.max(1, Math.ceil(((minute + 1) * 60_000 - time) / 1_000))
      minutes.set(endpoint, { minute, count: count + 1 })
      return 0
    },
  }
}
