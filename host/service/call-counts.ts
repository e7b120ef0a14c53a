import type { CallUse } from '#core/contract/connections.ts'
import type { Clock } from '#core/kit/ports.ts'
import type { EarlierCalls } from '#host/http/request-budget.ts'
import type { CallsMade } from '#host/run/protocol.ts'
import { createCallReport } from '#host/run/report-calls.ts'
import type { Emit } from './events.ts'

/** The calls of every process of this program, added up: a vendor counts them together. */
export interface CallCounts {
  take(made: CallsMade): void
  /** Null where nothing was called lately, or nobody counts. */
  of(connectionId: string): CallUse | null
  /** What still counts, for a process that begins. */
  earlier(): readonly (readonly [connectionId: string, readonly EarlierCalls[]])[]
}

interface Counted {
  readonly limit: number
  readonly per: CallUse['per']
  readonly calls: readonly EarlierCalls[]
  readonly waitsUntil: number | null
}

const lengthMs = { minute: 60_000, hour: 3_600_000 } as const

export function createCallCounts({ clock, emit }: { readonly clock: Clock; readonly emit: Emit }): CallCounts {
  const counted = new Map<string, Counted>()
  // Checks and lists are asked for in this process.
  const addOwn = createCallReport(clock, add)

  function add({ connectionId, count, limits: { perMinute, perHour }, waitsUntil }: CallsMade): void {
    const limit = perHour ?? perMinute
    if (limit === undefined) return
    const per = perHour === undefined ? 'minute' : 'hour'
    const now = clock.now().getTime()
    const before = counted.get(connectionId)?.calls ?? []
    const calls = [...before.filter(({ at }) => at > now - lengthMs[per]), ...(count > 0 ? [{ at: now, count }] : [])]
    counted.set(connectionId, { limit, per, calls, waitsUntil })
  }

  function of(connectionId: string): CallUse | null {
    addOwn()
    const found = counted.get(connectionId)
    if (!found) return null
    const now = clock.now().getTime()
    const calls = found.calls.filter(({ at }) => at > now - lengthMs[found.per])
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
      return [...counted].flatMap(([connectionId, { per, calls }]) =>
        per === 'hour' && calls.length > 0 ? [[connectionId, calls] as const] : [],
      )
    },
  }
}
