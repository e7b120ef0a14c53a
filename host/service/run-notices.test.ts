import { expect, it } from 'vitest'
import type { EndedRun } from './run-board.ts'
import { noticeOf } from './run-notices.ts'

type Cause = EndedRun['causes'][number]

const cause = (given: Partial<Cause>): Cause => ({
  ...{ code: 'product-missing', nodeId: 'books', kind: 'failed', count: 1, hint: null, fix: 'user' },
  sample: { entity: 'order', key: '1042', message: 'No product 7' },
  ...given,
})

/** What a notice looks at of a run that has ended. */
function ended(totals: EndedRun['run']['totals'], causes: readonly Cause[]): EndedRun {
  const run = { id: 7, flowId: 'orders', flowName: 'Orders', mode: 'run', state: 'finished', totals }
  // The rest of a run is of no concern to a notice.
  return { run, progress: null, error: null, causes, lost: null, request: {} } as unknown as EndedRun
}

const waits = cause({ kind: 'waiting', code: 'code-missing', count: 12, sample: { entity: 'order', key: '9', message: 'It waits' } })

it('says nothing of a run in which records only wait', () => {
  expect(noticeOf(ended({ created: 3, waiting: 12 }, [waits]))).toBeUndefined()
})

it('tells what failed, also where more waits', () => {
  expect(noticeOf(ended({ failed: 1, waiting: 12 }, [waits, cause({})]))).toMatchObject({
    title: '"Orders": 1 failed',
    text: '1 × No product 7 (1042).',
    about: { code: 'records-failed', flow: 'Orders', failed: 1, cause: { count: 1, message: 'No product 7', key: '1042' } },
  })
})

it('leads to the connection that kept a planned run from going on, and to the run where somebody started it', () => {
  const about = ended({}, [])
  const lost = { id: 'books', name: 'Odoo main' }
  const error = { code: 'credentials', message: 'Odoo refused the API key.', hint: 'Make a new one.', fix: 'user', facts: {} } as const
  const planned = { ...about, run: { ...about.run, state: 'failed', cause: 'schedule' }, error, lost } as const
  expect(noticeOf(planned)).toMatchObject({
    kind: 'connection-lost',
    connectionId: 'books',
    title: 'Odoo main cannot be used',
    text: '"Orders" could not run as planned. Odoo refused the API key. Make a new one.',
  })
  expect(noticeOf({ ...planned, run: { ...planned.run, cause: 'hand' } })).toMatchObject({ kind: 'run-failed', runId: 7 })
})
