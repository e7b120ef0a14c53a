import { z } from 'zod'
import { flowId, jsonMembers, moment } from './arguments.ts'
import { event, request } from './define.ts'

/** How a flow stands with the scheduler. */
export type ScheduleState =
  /** The published version has no schedule node. */
  | { readonly kind: 'none' }
  /** It has one, and is switched off. */
  | { readonly kind: 'off'; readonly words: string }
  | { readonly kind: 'on'; readonly words: string; readonly nextAt: number | null; readonly waitsFor: 'time' | 'network' | 'run' }

export interface PlannedSlot {
  readonly at: number
  /** The local time of the flow's zone, with its offset: `2026-10-25T02:30:00+01:00`. */
  readonly local: string
  /** The night the clocks change: the slot falls into the hour that is there twice, or was moved out of the one that is missing. */
  readonly clockChange: 'repeated-hour' | 'missing-hour' | null
}

/** Why a slot did not simply run on time; a user interface may have words of its own for each. */
export type SlotCode =
  /** Missed while the computer was off, asleep or its clock was set forward, and run afterwards. */
  | 'missed-run'
  /** Missed, and skipped as the schedule says. */
  | 'missed-skipped'
  /** Missed; one later run stands for it. */
  | 'missed-once'
  /** Missed; more were missed than are made up for. */
  | 'missed-too-many'
  /** The run before was still going: skipped, or waiting for its end. */
  | 'overlap-skipped'
  | 'overlap-queued'
  /** Waits, or waited, for the network. */
  | 'network'
  /** Its run could not be started; `reason` is the cause. */
  | 'not-started'
  /** Sluice ended between deciding to run and the start; it is not repeated. */
  | 'lost-start'
  /** Its run died with the computer or its process; another run continues it. */
  | 'died'
  /** The schedule was changed or switched off before its turn came. */
  | 'withdrawn'

/** What became of a planned slot; every slot that is not a run has one with its reason. */
export interface SlotRow {
  readonly id: number
  readonly flowId: string
  readonly at: number
  /** One row for all slots from `at` to this one, where very many were missed at once; null: `at` alone. */
  readonly until: number | null
  readonly what: 'ran' | 'ran-late' | 'skipped' | 'queued'
  readonly code: SlotCode | null
  /** In words: "the run before was still going". */
  readonly reason: string | null
  readonly runId: number | null
}

export interface SchedulerStatus {
  readonly isRunning: boolean
  readonly next: { readonly flowId: string; readonly flowName: string; readonly at: number } | null
  readonly isOnline: boolean
  readonly running: readonly number[]
}

export const scheduleRequests = {
  /** The next times a schedule node's settings would run, in words too. */
  'schedule:preview': request<
    | { readonly ok: true; readonly words: string; readonly slots: readonly PlannedSlot[] }
    | { readonly ok: false; readonly problems: readonly { readonly path: string; readonly message: string }[] }
  >()(
    z.strictObject({
      settings: jsonMembers,
      timeZone: z.string().max(60),
      count: z.int().min(1).max(50).optional(),
      language: z.enum(['en', 'nl']).optional(),
    }),
  ),
  /** Plain words → the settings of a schedule node: "every 15 minutes", "daily at 7:30"; null when they say nothing we know. */
  'schedule:from-words': request<{ readonly settings: Readonly<Record<string, unknown>> | null }>()(
    z.strictObject({ words: z.string().max(200), language: z.enum(['en', 'nl']).optional() }),
  ),
  'schedule:slots': request<{ readonly rows: readonly SlotRow[] }>()(
    z.strictObject({ flowId, before: moment.optional(), limit: z.int().min(1).max(200).optional() }),
  ),
  'schedule:status': request<SchedulerStatus>()(z.strictObject({})),
}

export const scheduleEvents = {
  'schedule:changed': event<SchedulerStatus>(),
}
