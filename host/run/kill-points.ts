import type { Probe, ProbePoint } from '#core/kit/define-node.ts'

/**
 * Where a crash test wants the run process to die: `SLUICE_KILL_AT=intent-written:3` kills it with SIGKILL the third time
 * an intent has been written. Without the variable this is a function that does nothing.
 * @throws Error for a point that does not exist, so that a crash test cannot pass by a typing mistake.
 */
export function killPointFrom(setting: string | undefined): Probe {
  if (setting === undefined || setting === '') return () => undefined
  const [point = '', turn = '1'] = setting.split(':')
  if (!points.includes(point as ProbePoint))
    throw new Error(`SLUICE_KILL_AT names no point of the code: "${point}". Points: ${points.join(', ')}.`)
  let left = Number(turn)
  return (reached) => {
    if (reached === point && --left === 0) process.kill(process.pid, 'SIGKILL')
  }
}

const points: readonly ProbePoint[] = [
  'page-fetched',
  'intent-written',
  'request-sent',
  'answer-read',
  'before-position',
  'after-position',
  'log-written',
]
