export interface SchedulerLimits {
  /** The longest nap: after it the clock is looked at again, because somebody may have set it. */
  readonly napMs: number
  /** A slot that is noticed later than this was missed. */
  readonly graceMs: number
  /** A nap that took so much longer than asked for was the computer's own. */
  readonly gapMs: number
  /** After a wake-up the network is waited for so long, and tried this often. */
  readonly networkPatienceMs: number
  readonly networkRetryMs: number
  /** Missed slots that get a row of their own; older ones share one. */
  readonly mostRows: number
  /** Rows that are kept; by number and not by age, because a clock that was set wrong must not cost the history. */
  readonly keepRows: number
}

export const defaultLimits: SchedulerLimits = {
  ...{ napMs: 30_000, graceMs: 60_000, gapMs: 10_000, networkPatienceMs: 120_000, networkRetryMs: 2_000, mostRows: 500 },
  keepRows: 100_000,
}
