import { expect, it } from 'vitest'
import type { FlowDocument } from '#core/flow/document.ts'
import { createSimulatedMachine } from '#tests/support/simulated-machine.ts'
import { openTestService, type TestService } from '#tests/support/test-service.ts'

const minute = 60_000
const monday = Date.parse('2026-11-23T06:00:00Z')

/** A flow between practice systems, published with a schedule. */
async function scheduled({ request, next }: TestService, settings: FlowDocument['nodes'][number]['settings']) {
  const first = next('run:ended')
  const { flowId } = await request('practice:start', {})
  await first
  const { draft } = await request('flow:open', { flowId })
  const clock = { id: 'clock', type: 'schedule', version: 1, position: [0, -120] as const, settings }
  const document = { ...draft, nodes: [...draft.nodes, clock] }
  await request('flow:publish', { flowId, document })
  return { flowId, document }
}

it('runs an armed flow at its time, in a process of its own, and keeps a row of it', async () => {
  const machine = createSimulatedMachine(new Date(monday).toISOString())
  const app = await openTestService({ clock: machine.clock, withVault: true })
  const { flowId } = await scheduled(app, { how: 'every', minutes: 15 })
  expect((await app.request('flow:open', { flowId })).schedule).toEqual({ kind: 'off', words: 'every 15 minutes' })
  expect(await app.request('flow:arm', { flowId, armed: true })).toEqual({
    ...{ kind: 'on', words: 'every 15 minutes', nextAt: monday + 15 * minute, waitsFor: 'time' },
  })
  const ended = app.next('run:ended')
  await machine.advance(15 * minute)
  const { run } = await ended
  expect(run).toMatchObject({ flowId, cause: 'schedule', mode: 'run', state: 'finished', version: 1 })
  const { rows } = await app.request('schedule:slots', { flowId })
  expect(rows).toMatchObject([{ at: monday + 15 * minute, what: 'ran', reason: null, runId: run.id }])
  expect(await app.request('schedule:status', {})).toMatchObject({ isRunning: true, next: { flowId, at: monday + 30 * minute } })
})

it('takes up a new version at once, and what was missed at the next start', async () => {
  const machine = createSimulatedMachine(new Date(monday).toISOString())
  const app = await openTestService({ clock: machine.clock, withVault: true })
  const { flowId, document } = await scheduled(app, { how: 'daily', times: ['07:30'] })
  await app.request('flow:arm', { flowId, armed: true })
  const later = document.nodes.map((node) => (node.id === 'clock' ? { ...node, settings: { how: 'daily', times: ['09:00'] } } : node))
  await app.request('flow:publish', { flowId, document: { ...document, nodes: later } })
  expect((await app.request('schedule:status', {})).next).toMatchObject({ flowId, at: Date.parse('2026-11-23T08:00:00Z') })
  await app.close()
  machine.suspend(5 * 60 * minute)
  const again = await openTestService({ dataFolder: app.dataFolder, clock: machine.clock, withVault: true })
  const { run } = await again.next('run:ended')
  expect([run.cause, (await again.request('schedule:slots', { flowId })).rows]).toMatchObject([
    'schedule',
    [{ at: Date.parse('2026-11-23T08:00:00Z'), what: 'ran-late', reason: 'Sluice was not running; run afterwards', runId: run.id }],
  ])
  expect(await again.request('app:notices', {})).toMatchObject([{ kind: 'slots-missed', flowId }])
})
