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
