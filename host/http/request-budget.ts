import type { Clock } from '#core/kit/ports.ts'

export interface RequestLimits {
  /** Requests at once. */
  readonly concurrency: number
  readonly perMinute?: number
  /** Requests in any sixty minutes: all of them may go at once, then the next waits until the first is an hour old. */
  readonly perHour?: number
}

/** How much of the hour is gone, for a gauge. */
export interface HourlyUse {
  readonly used: number
  readonly perHour: number
}

/** How often a connection may call. Whoever enters must leave. */
export interface RequestBudget {
  /** Takes a place at once if there is one and nobody waits for it. */
  tryEnter(): boolean
  /** Waits for a place, first come first served; rejects with the signal's reason. */
  enter(signal?: AbortSignal): Promise<void>
  leave(): void
  /** Nobody enters for that long; a shorter pause never cuts a longer one short. */
  pause(ms: number): void
  /** Undefined where nothing is counted per hour. */
  hourlyUse(): HourlyUse | undefined
  calls(): CallsOfBudget
}

/** What a budget has let through so far, for whoever adds up the calls of several processes. */
export interface CallsOfBudget {
  readonly limits: RequestLimits
  readonly taken: number
  /** Nobody enters before; null where the next may go at once, or waits for another to come back only. */
  readonly waitsUntil: number | null
}

/** Calls of a connection that others have made, and when. */
export interface EarlierCalls {
  readonly at: number
  readonly count: number
}

interface Waiter {
  readonly admit: () => void
}

/** A tenth of the minute's requests may go in one burst, so that no minute ever sees more than 1.1 times the limit. */
const burstShare = 0.1

const hourMs = 3_600_000
/** Shorter pauses between two requests are how a budget works; nobody is told of them. */
const noticedMs = 2_000

export function createRequestBudget(limits: RequestLimits, clock: Clock, earlier: readonly EarlierCalls[] = []): RequestBudget {
  const { concurrency, perMinute, perHour } = limits
  const perMs = perMinute === undefined ? Number.POSITIVE_INFINITY : perMinute / 60_000
  const burst = perMinute === undefined ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(perMinute * burstShare))
  const waiters = new Set<Waiter>()
  let active = 0
  let tokens = burst
  let refilledAt = clock.now().getTime()
  let pausedUntil = 0
  let longestWaitMs = 0
  let alarm: AbortController | undefined
  /** When the requests of the last hour entered, oldest first. */
  const entered = perHour === undefined ? [] : earlier.flatMap(({ at, count }) => new Array<number>(count).fill(at)).sort((a, b) => a - b)
  let taken = 0

  function refill(nowMs: number): void {
    if (perMinute === undefined) return
    // A wall clock that was set back must not take tokens away.
    tokens = Math.min(burst, tokens + Math.max(0, nowMs - refilledAt) * perMs)
    refilledAt = nowMs
  }

  /** A wall clock that was set back makes an entry look younger; none ever counts for longer than an hour from now. */
  function forgetOld(nowMs: number): void {
    while (entered.length > 0 && (entered[0] ?? 0) <= nowMs - hourMs) entered.shift()
  }

  function shiftEntries(ms: number): void {
    for (const [index, at] of entered.entries()) entered[index] = at - ms
  }

  function waitForHourMs(nowMs: number): number {
    if (perHour === undefined) return 0
    forgetOld(nowMs)
    const oldest = entered[entered.length - perHour]
    return oldest === undefined ? 0 : Math.min(hourMs, oldest + hourMs - nowMs)
  }

  /** How long the next one must wait for time alone to let it in. */
  function waitMs(): number {
    if (perMinute === undefined && perHour === undefined && pausedUntil === 0) return 0
    const nowMs = clock.now().getTime()
    refill(nowMs)
    const forToken = tokens >= 1 ? 0 : Math.ceil((1 - tokens) / perMs)
    // Never longer than the pause asked for, even if the wall clock was set back since.
    const forPause = Math.min(pausedUntil - nowMs, longestWaitMs)
    return Math.max(0, forPause, forToken, waitForHourMs(nowMs))
  }

  function take(): void {
    active++
    tokens--
    taken++
    if (perHour !== undefined) entered.push(clock.now().getTime())
  }

  function admitWaiting(): void {
    alarm?.abort()
    alarm = undefined
    for (const waiter of waiters) {
      if (active >= concurrency) return
      const ms = waitMs()
      if (ms > 0) {
        wakeAfter(ms)
        return
      }
      waiters.delete(waiter)
      take()
      waiter.admit()
    }
  }

  function wakeAfter(ms: number): void {
    const own = new AbortController()
    const pausedTill = pausedUntil
    const sleptFrom = clock.now().getTime()
    alarm = own
    clock.sleep(ms, own.signal).then(
      () => {
        if (alarm !== own) return
        // Slept through: done whatever the wall clock says now, it may have been set back meanwhile.
        if (pausedUntil === pausedTill) pausedUntil = 0
        shiftEntries(Math.max(0, sleptFrom + ms - clock.now().getTime()))
        if (tokens < 1) refilledAt = Math.min(refilledAt, clock.now().getTime() - ms)
        admitWaiting()
      },
      () => undefined,
    )
  }

  return {
    tryEnter() {
      if (waiters.size > 0 || active >= concurrency || waitMs() > 0) return false
      take()
      return true
    },
    enter: (signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const stop = () => {
          waiters.delete(waiter)
          if (waiters.size === 0) admitWaiting()
          reject(signal?.reason)
        }
        const waiter: Waiter = {
          admit: () => {
            signal?.removeEventListener('abort', stop)
            resolve()
          },
        }
        signal?.addEventListener('abort', stop, { once: true })
        waiters.add(waiter)
        if (alarm === undefined) admitWaiting()
      }),
    leave() {
      active--
      if (waiters.size > 0 && alarm === undefined) admitWaiting()
    },
    pause(ms) {
      const until = clock.now().getTime() + ms
      if (until > pausedUntil) {
        pausedUntil = until
        longestWaitMs = ms
      }
      if (waiters.size > 0) admitWaiting()
    },
    hourlyUse() {
      if (perHour === undefined) return undefined
      forgetOld(clock.now().getTime())
      return { used: entered.length, perHour }
    },
    calls() {
      const ms = waitMs()
      return { limits, taken, waitsUntil: ms > noticedMs ? clock.now().getTime() + ms : null }
    },
  }
}

const budgets = new WeakMap<Clock, Map<string, RequestBudget>>()
const earlierCalls = new WeakMap<Clock, ReadonlyMap<string, readonly EarlierCalls[]>>()

/** Told before a connection is used: its hour counts the calls other processes have made, too. */
export function noteEarlierCalls(calls: ReadonlyMap<string, readonly EarlierCalls[]>, clock: Clock): void {
  earlierCalls.set(clock, calls)
}

/** Every connection this process has used, and what it came to. */
export function callsOfProcess(clock: Clock): readonly (readonly [connection: string, CallsOfBudget])[] {
  return [...(budgets.get(clock) ?? [])].map(([connection, budget]) => [connection, budget.calls()])
}

/**
 * The one budget of a connection in this process, whoever asks: a run, the check button and a list in the editor share it.
 * Kept per clock, because a budget cannot live on two times at once.
 */
export function requestBudgetOf(connection: string, limits: RequestLimits, clock: Clock): RequestBudget {
  const ofClock = budgets.get(clock) ?? new Map<string, RequestBudget>()
  budgets.set(clock, ofClock)
  const known = ofClock.get(connection) ?? createRequestBudget(limits, clock, earlierCalls.get(clock)?.get(connection))
  ofClock.set(connection, known)
  return known
}

/** How much of its hour a connection has used in this process; undefined when it has not been used, or is not counted per hour. */
export function hourlyUseOf(connection: string, clock: Clock): HourlyUse | undefined {
  return budgets.get(clock)?.get(connection)?.hourlyUse()
}
