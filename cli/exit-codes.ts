import { type AppError, SettingsError } from '#core/kit/errors.ts'
import type { RunEnded } from '#host/run/protocol.ts'

/** What the process says to scripts; documented in `sluice --help` and the README. */
export const exitCodes = {
  /** Everything asked for was done; no record failed. */
  ok: 0,
  /** The run came to its end, but records failed or are unknown. */
  recordsFailed: 1,
  /** Wrong input: arguments, a flow file, settings. Nothing was started. */
  wrongInput: 2,
  /** The run could not go on: a system is down, credentials are refused, the disk is full. */
  runFailed: 3,
  /** Stopped by Ctrl+C or a signal; what was written is noted. */
  stopped: 4,
  /** A defect in Sluice. */
  defect: 70,
} as const

export const exitCodesHelp = `
Exit codes:
  0  done, no record failed          3  the run could not go on
  1  done, but records failed        4  stopped
  2  wrong input, nothing started    70 a defect in Sluice`

/** The exit code of an error; one that crossed the boundary of the run's process has its code and no class any more. */
export function exitCodeOf(error: AppError | Pick<AppError, 'code' | 'fix'>): number {
  if (error.code === 'stopped') return exitCodes.stopped
  if (error.fix === 'developer') return exitCodes.defect
  return error instanceof SettingsError || inputCodes.has(error.code) ? exitCodes.wrongInput : exitCodes.runFailed
}

const inputCodes: ReadonlySet<string> = new Set([
  'settings',
  'slot-unbound',
  'unknown-connector',
  'flow-file-missing',
  'flow-file-not-allowed',
])

export function exitCodeOfRun({ state, error, progress }: Pick<RunEnded, 'state' | 'error' | 'progress'>): number {
  if (state === 'stopped') return exitCodes.stopped
  if (state === 'failed') return error ? exitCodeOf(error) : exitCodes.runFailed
  return (progress.outcomes.failed ?? 0) + (progress.outcomes.unknown ?? 0) > 0 ? exitCodes.recordsFailed : exitCodes.ok
}
