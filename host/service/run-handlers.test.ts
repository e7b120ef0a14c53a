import { fork } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readBooks } from '#cli/demo/verify-books.ts'
import type { RunProgress } from '#core/engine/run-event.ts'
import { type PracticeSystem, practiceSystems } from '#host/practice/practice-systems.ts'
import { openTestService, type TestService, testPassphrase } from '#tests/support/test-service.ts'

/** A service with the practice flow at rest: it has run once. */
async function openAfterPractice(practiceOrders = 60): Promise<{ readonly app: TestService; readonly flowId: string }> {
  const app = await openTestService({ withVault: true, practiceOrders })
  const ended = app.next('run:ended')
  const { flowId } = await app.request('practice:start', {})
  await ended
  return { app, flowId }
}

describe('practice', () => {
  it('starts systems, binds a ready-made flow to them, publishes and runs it, from one request', async () => {
    const app = await openTestService({ withVault: true })
    const ended = app.next('run:ended')
    const { flowId, runId } = await app.request('practice:start', {})
    const status = await app.request('practice:status', {})
    expect(status).toMatchObject({ isRunning: true, flowId, systems: [{ connectorId: 'mplus' }, { connectorId: 'odoo' }] })
    for (const { origin } of status.systems) expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect((await app.request('connection:list', {})).map(({ isPractice }) => isPractice)).toEqual([true, true])

    const { run, progress } = await ended
    expect(run).toMatchObject({ id: runId, flowId, state: 'finished', cause: 'hand', version: 1, mode: 'run' })
    expect(progress?.emitted).toBe(60)
    expect(await app.request('flow:list', {})).toMatchObject([
      {
        id: flowId,
        isPractice: true,
        publishedVersion: 1,
        unboundSlots: [],
        activeRunId: null,
        lastRun: { id: runId },
        today: run.totals,
        yesterday: {},
      },
    ])
    expect(app.told()).not.toContain('"secret":')
  })

  it('runs again on the systems that are there, and stops them when asked to', async () => {
    const { app, flowId } = await openAfterPractice()
    const ended = app.next('run:ended')
    const again = await app.request('practice:start', {})
    expect(again.flowId).toBe(flowId)
    expect((await ended).progress?.outcomes.created).toBeUndefined()
    await app.request('practice:stop', {})
    expect(await app.request('practice:status', {})).toMatchObject({ isRunning: false, systems: [], flowId })
    expect(await app.request('flow:list', {})).toHaveLength(1)
  })

  it('is there again after a restart, at its new places and from the beginning', async () => {
    const { app, flowId } = await openAfterPractice()
    await app.close()
    const again = await openTestService({ withVault: true, dataFolder: app.dataFolder })
    const status = await again.request('practice:status', {})
    if (!status.isRunning) await again.next('practice:changed', ({ isRunning }) => isRunning)
    const ended = again.next('run:ended')
    await again.request('practice:start', {})
    const { run } = await ended
    expect(run).toMatchObject({ flowId, state: 'finished' })
    expect(run.totals.created).toBeGreaterThan(10)
    expect(await again.request('connection:list', {})).toHaveLength(2)
  })
})

describe('a run', () => {
  it('tells of itself in order, at most ten times a second, and leaves a report with counts per node', async () => {
    const { app, flowId } = await openAfterPractice(320)
    await app.request('practice:stop', {})
    await app.request('practice:start', {})
    const events: { readonly name: string; readonly at: number; readonly progress?: RunProgress }[] = []
    app.service.listen((name, payload) => {
      if (name.startsWith('run:')) events.push({ name, at: performance.now(), progress: (payload as { progress?: RunProgress }).progress })
    })
    const started = await app.request('run:active', {})
    const runId = started[0]?.run.id ?? 0
    const { run } = await app.next('run:ended')
    expect(events.at(-1)?.name).toBe('run:ended')
    const told = events.filter(({ name }) => name === 'run:progress')
    expect(told.length).toBeGreaterThan(1)
    const gaps = told.slice(1).map(({ at }, index) => at - (told[index]?.at ?? 0))
    for (const gap of gaps) expect(gap).toBeGreaterThan(90)

    const report = await app.request('run:report', { runId })
    expect(report).toMatchObject({ run: { id: run.id, flowId }, progress: { emitted: 320 } })
    expect(Object.keys(report.progress?.nodes ?? {})).toContain('orders')
    expect(report.causes.length).toBeGreaterThan(0)
  }, 120_000)

  it('goes on when the page that started it is gone', async () => {
    const { app, flowId } = await openAfterPractice()
    await app.request('practice:stop', {})
    const page = new AbortController()
    const ended = app.next('run:ended')
    const reply = await app.service.dispatch('practice:start', {}, { id: 'page', signal: page.signal })
    page.abort()
    expect(reply).toMatchObject({ ok: true, result: { flowId } })
    expect((await ended).run.state).toBe('finished')
  })

  it('is the only one of its flow, and ends when it is stopped', async () => {
    const { app } = await openAfterPractice()
    await app.request('practice:stop', {})
    const ended = app.next('run:ended')
    const { flowId, runId } = await app.request('practice:start', {})
    await expect(app.request('run:start', { flowId, mode: 'plan' })).rejects.toMatchObject({ code: 'already-running', fix: 'wait' })
    await expect(app.request('flow:remove', { flowId, deleteFile: false })).rejects.toMatchObject({ code: 'already-running' })
    expect((await app.request('flow:list', {}))[0]).toMatchObject({ activeRunId: runId })
    await app.request('run:stop', { runId })
    expect((await ended).run).toMatchObject({ id: runId, state: 'stopped' })
    await expect(app.request('run:stop', { runId })).rejects.toMatchObject({ code: 'run-not-running' })
    expect(await app.request('app:notices', {})).toHaveLength(1)
  })

  it('of two started at the same moment is one', async () => {
    const { app, flowId } = await openAfterPractice()
    const ended = app.next('run:ended')
    const starts = await Promise.allSettled([1, 2, 3].map(() => app.request('run:start', { flowId, mode: 'run' })))
    await ended
    expect(starts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected'])
  })

  it('of a changed draft names no version', async () => {
    const { app, flowId } = await openAfterPractice()
    const { draft } = await app.request('flow:open', { flowId })
    const ended = app.next('run:ended')
    await app.request('run:start', { flowId, mode: 'plan', document: { ...draft, name: 'Other name' } })
    expect((await ended).run).toMatchObject({ version: null, mode: 'plan', flowName: 'Other name' })
  })

  it('that cannot start says why, and leaves nothing running', async () => {
    const app = await openTestService()
    const { id } = await app.request('flow:create', { template: 'mplus-orders-to-odoo' })
    await expect(app.request('run:start', { flowId: id, mode: 'run' })).rejects.toMatchObject({
      code: 'slot-unbound',
      message: expect.stringContaining('books'),
    })
    expect(await app.request('run:active', {})).toEqual([])
    await expect(app.request('run:start', { flowId: id, mode: 'run' })).rejects.toMatchObject({ code: 'slot-unbound' })
  })
})

describe('a notice', () => {
  it('names flow, cause and count of a run with failed records, and stays until it is put away', async () => {
    const { app, flowId } = await openAfterPractice()
    const [notice] = await app.request('app:notices', {})
    expect(notice).toMatchObject({
      ...{ kind: 'run-failed', flowId, runId: 1 },
      title: '"Practice: MplusKASSA orders → Odoo": 3 failed',
      text: expect.stringMatching(/^1 × .*tax code "7" has no mapping/),
    })
    await app.request('practice:stop', {})
    await app.close()
    const again = await openTestService({ dataFolder: app.dataFolder })
    expect(await again.request('app:notices', {})).toEqual([notice])
    await again.request('app:dismiss-notice', { id: notice?.id ?? '' })
    expect(await again.request('app:notices', {})).toEqual([])
  })

  it('tells at once when a run fails as a whole', async () => {
    const { app, flowId } = await openAfterPractice()
    const till = (await app.request('connection:list', {})).find(({ connectorId }) => connectorId === 'mplus')
    if (!till) throw new Error('Practice has a till.')
    const settings = { ...(till.settings as Record<string, string | number>), secret: 'wrong' }
    await app.request('connection:change', { connectionId: till.id, settings })
    const noticed = app.next('app:notice')
    const ended = app.next('run:ended')
    await app.request('run:start', { flowId, mode: 'run' })
    const { run, error } = await ended
    expect([run.state, error?.fix]).toEqual(['failed', 'user'])
    expect(await noticed).toMatchObject({ kind: 'run-failed', flowId, title: '"Practice: MplusKASSA orders → Odoo" failed' })
  })
})

describe('a service that is killed while a flow runs', () => {
  /** Systems that outlive the service, and a service that was killed while it wrote to them. */
  async function killWhileRunning() {
    const till = await startSystem('mplus')
    const books = await startSystem('odoo')
    const app = await openTestService({ withVault: true })
    const { id: flowId } = await app.request('flow:create', { template: 'mplus-orders-to-odoo' })
    for (const [slot, { connectorId, settings }] of Object.entries({ till, books })) {
      const { id: connectionId } = await app.request('connection:add', { connectorId, name: slot, settings })
      await app.request('flow:bind', { flowId, slot, connectionId })
    }
    const { draft } = await app.request('flow:open', { flowId })
    await app.request('flow:publish', { flowId, document: draft })
    await app.close()

    const child = fork(new URL('./kill-child.ts', import.meta.url), [app.dataFolder, testPassphrase, flowId])
    onTestFinished(() => void child.kill('SIGKILL'))
    const [{ runId }] = (await once(child, 'message')) as [{ runId: number }]
    child.kill('SIGKILL')
    await once(child, 'exit')
    return { dataFolder: app.dataFolder, flowId, runId, books }
  }

  it('continues the run at its next start and tells so; nothing is written twice', async () => {
    const { dataFolder, flowId, runId, books } = await killWhileRunning()
    const app = await openTestService({ withVault: true, dataFolder })
    const notice = await noticeOfKind(app, 'run-resumed')
    expect(notice).toMatchObject({ flowId, runId: runId + 1, title: expect.stringContaining('continued') })
    await endOfRuns(app)
    expect((await app.request('run:list', {})).rows).toMatchObject([
      { id: runId + 1, cause: 'resume', state: 'finished', version: 1 },
      { id: runId, cause: 'hand', state: 'interrupted', version: 1 },
    ])
    const { orders, confirmed, doubledReferences, doubledEmails } = await readBooks(books)
    expect({ doubledReferences, doubledEmails }).toEqual({ doubledReferences: [], doubledEmails: [] })
    expect(orders).toBeGreaterThan(20)
    expect(confirmed).toBe(orders)
  }, 120_000)

  it('keeps the run for later while the vault is locked, and goes on once it is open', async () => {
    const { dataFolder, runId } = await killWhileRunning()
    const app = await openTestService({ dataFolder })
    expect(await noticeOfKind(app, 'run-resumed')).toMatchObject({ text: expect.stringContaining('unlocked') })
    expect(await app.request('run:active', {})).toEqual([])
    const ended = app.next('run:ended')
    await app.request('app:unlock-vault', { passphrase: testPassphrase })
    expect((await ended).run).toMatchObject({ id: runId + 1, cause: 'resume', state: 'finished' })
  }, 120_000)
})

async function startSystem(connectorId: 'mplus' | 'odoo'): Promise<PracticeSystem> {
  const system = await practiceSystems[connectorId]?.({ seed: 1, orderCount: 120 })
  if (!system) throw new Error(`There is no practice system "${connectorId}".`)
  onTestFinished(() => system.server.close())
  return system
}

async function noticeOfKind(app: TestService, kind: string) {
  const told = app.next('app:notice', (notice) => notice.kind === kind)
  return (await app.request('app:notices', {})).find((notice) => notice.kind === kind) ?? told
}

async function endOfRuns(app: TestService): Promise<void> {
  const ended = app.next('run:ended')
  if ((await app.request('run:active', {})).length > 0) await ended
}
