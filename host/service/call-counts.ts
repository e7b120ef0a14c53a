import type { CallUse } from '#core/contract/connections.ts'
import type { Clock } from '#core/kit/ports.ts'
import { type EarlierCalls, noteEarlierCalls } from '#host/http/request-budget.ts'
import type { CallsMade } from '#host/run/protocol.ts'
import { createCallReport } from '#host/run/report-calls.ts'
import type { Emit } from './events.ts'
import { openKeptCalls } from './kept-calls.ts'

/** The calls of every process of this program, added up: a vendor counts them together, and goes on while the program is closed. */
export interface CallCounts {
  take(made: CallsMade): void
  /** Null where nothing was called lately, or nobody counts. */
  of(connectionId: string): CallUse | null
  /** What still counts, for a process that begins. */
  earlier(): readonly (readonly [connectionId: string, readonly EarlierCalls[]])[]
  /** Resolves when all of it is on disk. */
  close(): Promise<void>
}

interface Counted {
  readonly limit: number
  readonly per: CallUse['per']
  readonly calls: readonly EarlierCalls[]
  readonly waitsUntil: number | null
}

const lengthMs = { minute: 60_000, hour: 3_600_000 } as const
/** Calls of so short a time are told as one: they count a little longer, and an hour stays a short list. */
const togetherMs = 10_000

export async function openCallCounts({
  dataFolder,
  clock,
  emit,
}: {
  readonly dataFolder: string
  readonly clock: Clock
  readonly emit: Emit
}): Promise<CallCounts> {
  const counted = new Map<string, Counted>()
  const kept = await openKeptCalls({
    ...{ dataFolder, clock },
    // Those of a minute are over before anybody could count them twice.
    current: () =>
      hourly().map(([connectionId, { limit, per, calls }]) => ({ connectionId, limit, calls: stillCounting(calls, lengthMs[per]) })),
  })
  for (const { connectionId, limit, calls } of kept.before) {
    const counting = stillCounting(calls, lengthMs.hour)
    if (counting.length > 0) counted.set(connectionId, { limit, per: 'hour', calls: counting, waitsUntil: null })
  }
  noteEarlierCalls(new Map(hourly().map(([connectionId, { calls }]) => [connectionId, calls])), clock)
  // Checks and lists are asked for in this process; what was called in it before was counted by whoever counted then.
  let isOpen = false
  const addOwn = createCallReport(clock, (made) => isOpen && add(made))
  addOwn()
  isOpen = true

  function hourly(): readonly (readonly [string, Counted])[] {
    return [...counted].filter(([, { per }]) => per === 'hour')
  }

  /** A clock that was set back makes calls look as if they were still to come; none counts for longer than its time from now. */
  function stillCounting(calls: readonly EarlierCalls[], length: number): readonly EarlierCalls[] {
    const now = clock.now().getTime()
    return calls.filter(({ at }) => at > now - length).map((one) => (one.at > now ? { ...one, at: now } : one))
  }

  function add({ connectionId, count, limits: { perMinute, perHour }, waitsUntil }: CallsMade): void {
    const limit = perHour ?? perMinute
    if (limit === undefined) return
    const per = perHour === undefined ? 'minute' : 'hour'
    const before = stillCounting(counted.get(connectionId)?.calls ?? [], lengthMs[per])
    counted.set(connectionId, { limit, per, calls: count > 0 ? withCalls(before, clock.now().getTime(), count) : before, waitsUntil })
    if (per === 'hour' && count > 0) kept.changed()
  }

  function of(connectionId: string): CallUse | null {
    addOwn()
    const found = counted.get(connectionId)
    if (!found) return null
    const now = clock.now().getTime()
    const calls = stillCounting(found.calls, lengthMs[found.per])
    const waitsUntil = found.waitsUntil !== null && found.waitsUntil > now ? found.waitsUntil : null
    const [oldest] = calls
    if (!oldest && waitsUntil === null) return null
    const used = calls.reduce((sum, { count }) => sum + count, 0)
    return { used, limit: found.limit, per: found.per, freesAt: oldest ? oldest.at + lengthMs[found.per] : null, waitsUntil }
  }

  return {
    take(made) {
      add(made)
      emit('connection:calls', { connectionId: made.connectionId, calls: of(made.connectionId) })
    },
    of,
    earlier() {
      addOwn()
      return hourly().flatMap(([connectionId, { calls }]) => {
        const counting = stillCounting(calls, lengthMs.hour)
        return counting.length > 0 ? [[connectionId, counting] as const] : []
      })
    },
    close() {
      addOwn()
      return kept.close()
    },
  }
}

function withCalls(before: readonly EarlierCalls[], at: number, count: number): readonly EarlierCalls[] {
  const last = before.at(-1)
  const isTogether = last !== undefined && Math.floor(last.at / togetherMs) === Math.floor(at / togetherMs)
  return isTogether ? [...before.slice(0, -1), { at, count: last.count + count }] : [...before, { at, count }]
}
