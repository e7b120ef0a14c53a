import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connectors } from '#connectors/index.ts'
import type { ProbePoint } from '#core/kit/define-node.ts'
import { systemClock } from '#host/clock.ts'
import { executeRun } from '#host/run/execute-run.ts'
import { nodes } from '#nodes/index.ts'
import { type MainJob, startMainJob } from '#tests/support/main-job.ts'

const points: readonly ProbePoint[] = [
  'page-fetched',
  'intent-written',
  'request-sent',
  'answer-read',
  'before-position',
  'after-position',
  'log-written',
]
const size = { orderCount: 40, pageSize: 8 }

/** The books after a run nobody disturbed, and how often each point of the code was passed on the way. */
let undisturbed: string
const passes = new Map<ProbePoint, number>()

beforeAll(async () => {
  const job = await startMainJob(size)
  const ended = await executeRun(
    { type: 'start', ...job.start },
    {
      ...{ nodes, connectors, clock: systemClock },
      signal: new AbortController().signal,
      probe: (point) => passes.set(point, (passes.get(point) ?? 0) + 1),
      tell: () => undefined,
    },
  )
  expect(ended.state).toBe('finished')
  undisturbed = job.booksState()
  await job.close()
})

describe.each(points)('a run process killed with SIGKILL at "%s"', (point) => {
  let job: MainJob
  afterAll(() => job?.close())

  it.each(['first', 'middle', 'last'] as const)('(%s time) leaves the books as an undisturbed run would, after a restart', async (when) => {
    const count = passes.get(point) ?? 0
    expect(count, `the run never passes "${point}"`).toBeGreaterThan(0)
    const turn = when === 'first' ? 1 : when === 'last' ? count : Math.ceil(count / 2)
    job = await startMainJob(size)
    await expect(job.run({ killAt: `${point}:${turn}` })).rejects.toMatchObject({ code: 'run-died', facts: { killedBy: 'SIGKILL' } })
    const again = await job.run()
    expect(again.state).toBe('finished')
    expect(job.booksState()).toBe(undisturbed)
    await job.close()
  })
})

describe('answers lost after the write, on a tenth of the requests', () => {
  it.each([0, 5, 11])('(from request %i on) leave the books as an undisturbed run would', async (after) => {
    const faults = [{ kind: 'answer-lost', rate: 0.1, after }] as const
    const job = await startMainJob({ ...size, booksFaults: faults, tillFaults: faults })
    const ended = await job.run()
    job.books.misbehave([])
    job.till.misbehave([])
    const again = await job.run()
    expect([ended.state, again.state]).toEqual(['finished', 'finished'])
    expect(job.booksState()).toBe(undisturbed)
    await job.close()
  })
})
