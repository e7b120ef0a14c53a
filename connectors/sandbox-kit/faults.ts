import { seededRandom } from './random.ts'

/** What a sandbox can do wrong on request. */
export type FaultKind =
  /** Answers 429 and does nothing; with `retryAfterS` it says for how long. */
  | 'too-many-requests'
  | 'status-500'
  | 'status-502'
  | 'status-503'
  /** Carries the request out, then cuts the connection instead of answering. */
  | 'answer-lost'
  /** Cuts the connection before anything is done. */
  | 'connection-cut'
  /** Treats the credentials as wrong. */
  | 'credentials-expired'
  /** Waits `delayMs` before answering. */
  | 'latency'
  /** Accepts the request and never answers. */
  | 'silence'

export interface Fault {
  readonly kind: FaultKind
  /** Only requests whose label contains this text (`createOrderV3`, `sale.order.create`); all when absent. */
  readonly on?: string
  /** Share of the matching requests, 0–1; 1 when absent. Drawn from the sandbox's seed. */
  readonly rate?: number
  /** At most this many times. */
  readonly times?: number
  /** Let this many matching requests pass first. */
  readonly after?: number
  readonly retryAfterS?: number
  readonly delayMs?: number
}

/** Decides, request by request and repeatably for a seed, which faults strike. */
export function createFaultPlan(faults: readonly Fault[], seed: number): (label: string) => readonly Fault[] {
  const random = seededRandom(seed)
  const state = faults.map((fault) => ({ fault, seen: 0, struck: 0 }))
  return (label) =>
    state.flatMap((entry) => {
      const { fault } = entry
      if (fault.on !== undefined && !label.includes(fault.on)) return []
      entry.seen++
      if (entry.seen <= (fault.after ?? 0)) return []
      if (fault.times !== undefined && entry.struck >= fault.times) return []
      if (fault.rate !== undefined && random() >= fault.rate) return []
      entry.struck++
      return [fault]
    })
}
