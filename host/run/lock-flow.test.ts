import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { StoppedError } from '#core/kit/errors.ts'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { lockFlow } from './lock-flow.ts'

let dataFolder: string
const { signal } = new AbortController()

beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'sluice-lock-'))
})
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }))

it('waits for an earlier run of the same flow to end', async () => {
  const clock = createFakeClock()
  const earlier = await lockFlow({ dataFolder, flowId: 'orders', clock, signal })
  const waiting = lockFlow({ dataFolder, flowId: 'orders', clock, signal })
  await clock.advance(1_000)
  earlier.release()
  await clock.advance(1_000)
  await expect(waiting).resolves.toBeDefined()
  ;(await waiting).release()
})

it('says which process runs the flow when it does not end', async () => {
  const clock = createFakeClock({ passes: true })
  const earlier = await lockFlow({ dataFolder, flowId: 'orders', clock, signal })
  await expect(lockFlow({ dataFolder, flowId: 'orders', clock, signal })).rejects.toMatchObject({
    code: 'already-running',
    facts: { pid: process.pid },
  })
  earlier.release()
})

it('lets other flows run', async () => {
  const clock = createFakeClock()
  const orders = await lockFlow({ dataFolder, flowId: 'orders', clock, signal })
  const stock = await lockFlow({ dataFolder, flowId: '../../stock', clock, signal })
  orders.release()
  stock.release()
})

it('can be stopped while it waits', async () => {
  const stopping = new AbortController()
  const clock = createFakeClock()
  const earlier = await lockFlow({ dataFolder, flowId: 'orders', clock, signal })
  const waiting = lockFlow({ dataFolder, flowId: 'orders', clock, signal: stopping.signal })
  stopping.abort(new StoppedError())
  await expect(waiting).rejects.toBeInstanceOf(StoppedError)
  earlier.release()
})
