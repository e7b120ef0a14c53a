import { expect, it } from 'vitest'
import { runInLanes } from './lanes.ts'

it('takes no further job after a failure', async () => {
  const taken: number[] = []
  const run = async (job: number) => {
    taken.push(job)
    if (job === 2) throw new Error('down')
  }
  await runInLanes([1, 2, 3, 4], 1, run).catch(() => {})
  expect(taken).toEqual([1, 2])
})

it('rejects only when no lane is at work any more', async () => {
  let finished = 0
  const run = async (job: number) => {
    if (job === 1) throw new Error('down')
    await new Promise((resolve) => setImmediate(resolve))
    finished += 1
  }
  await runInLanes([1, 2], 2, run).catch(() => {})
  expect(finished).toBe(1)
})
