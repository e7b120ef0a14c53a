import type { Notice } from '#core/contract/app.ts'
import type { EndedRun } from './run-board.ts'

/** What to tell when a run ends badly; undefined when all is well or only waits, for plans, and for a run the user stopped. */
export function noticeOf({ run, error, causes, lost }: EndedRun): Omit<Notice, 'id' | 'at'> | undefined {
  if (run.mode === 'plan' || run.state === 'stopped') return undefined
  const { failed = 0, unknown = 0 } = run.totals
  const place = { kind: 'run-failed', flowId: run.flowId, runId: run.id } as const
  if (error && lost && run.cause === 'schedule' && run.state === 'failed') {
    return {
      kind: 'connection-lost',
      connectionId: lost.id,
      title: `${lost.name} cannot be used`,
      text: [`"${run.flowName}" could not run as planned.`, error.message, error.hint].filter(Boolean).join(' '),
      about: {
        ...{ code: 'connection-lost', connection: lost.name, flow: run.flowName, message: error.message },
        ...(error.hint && { hint: error.hint }),
      },
    }
  }
  if (error && run.state !== 'finished') {
    return {
      ...place,
      title: `"${run.flowName}" failed`,
      text: [error.message, error.hint].filter(Boolean).join(' '),
      about: { code: 'run-failed', flow: run.flowName, message: error.message, ...(error.hint && { hint: error.hint }) },
    }
  }
  if (failed + unknown === 0) return undefined
  const [first, ...others] = causes.filter(({ kind }) => kind !== 'waiting')
  const counts = [failed > 0 && `${failed} failed`, unknown > 0 && `${unknown} uncertain`].filter(Boolean).join(', ')
  const cause = first && `${first.count} × ${first.sample.message ?? first.code ?? 'no reason given'} (${first.sample.key})`
  const more = others.length > 0 ? ` and ${others.length === 1 ? 'another cause' : `${others.length} other causes`}` : ''
  return {
    ...place,
    title: `"${run.flowName}": ${counts}`,
    text: [cause && `${cause}${more}.`, first?.hint].filter(Boolean).join(' '),
    about: {
      ...{ code: 'records-failed', flow: run.flowName, failed, unknown, otherCauses: others.length },
      ...(first && { cause: { count: first.count, message: first.sample.message ?? first.code ?? undefined, key: first.sample.key } }),
      ...(first?.hint && { hint: first.hint }),
    },
  }
}
