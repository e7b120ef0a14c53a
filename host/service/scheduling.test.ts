import { expect, it } from 'vitest'
import { createSimulatedMachine } from '#tests/support/simulated-machine.ts'
import { openTestService } from '#tests/support/test-service.ts'

const minute = 60_000
const at = (utc: string) => Date.parse(`2026-11-23T${utc}:00Z`)

// One test, because bringing up practice systems, vault and run processes is most of its time.
it('runs an armed flow at its times, takes up a new version at once, and makes up at the next start for what was missed', async () => {
  const machine = createSimulatedMachine('2026-11-23T06:00:00Z')
  const app = await openTestService({ clock: machine.clock, withVault: true })
  const first = app.next('run:ended')
  const { flowId } = await app.request('practice:start', {})
  await first
  const { draft } = await app.request('flow:open', { flowId })
  const documentWith = (settings: (typeof draft.nodes)[number]['settings']) => ({
    ...draft,
    nodes: [...draft.nodes, { id: 'clock', type: 'schedule', version: 1, position: [0, -120] as const, settings }],
  })

  await app.request('flow:publish', { flowId, document: documentWith({ how: 'every', minutes: 15 }) })
  expect((await app.request('flow:open', { flowId })).schedule).toEqual({ kind: 'off', words: 'every 15 minutes' })
  expect(await app.request('flow:arm', { flowId, armed: true })).toEqual({
    ...{ kind: 'on', words: 'every 15 minutes', nextAt: at('06:15'), waitsFor: 'time' },
  })

  const onTime = app.next('run:ended')
  await machine.advance(15 * minute)
  const { run } = await onTime
  expect(run).toMatchObject({ flowId, cause: 'schedule', mode: 'run', state: 'finished' })
  expect((await app.request('schedule:slots', { flowId })).rows).toMatchObject([
    { at: at('06:15'), what: 'ran', reason: null, runId: run.id },
  ])

  await app.request('flow:publish', { flowId, document: documentWith({ how: 'daily', times: ['09:00'] }) })
  expect(await app.request('schedule:status', {})).toMatchObject({ isRunning: true, next: { flowId, at: at('08:00') } })

  await app.close()
  machine.suspend(5 * 60 * minute)
  const again = await openTestService({ dataFolder: app.dataFolder, clock: machine.clock, withVault: true })
  const late = await again.next('run:ended')
  expect((await again.request('schedule:slots', { flowId, limit: 1 })).rows).toMatchObject([
    { at: at('08:00'), what: 'ran-late', reason: 'Sluice was not running; run afterwards', runId: late.run.id },
  ])
  const notices = await again.request('app:notices', {})
  expect(notices.filter(({ kind }) => kind === 'slots-missed')).toMatchObject([
    { flowId, text: 'Sluice was not running: 2026-11-23 09:00. It is run now.' },
  ])
})
