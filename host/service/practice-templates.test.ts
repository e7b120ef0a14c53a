import { expect, it } from 'vitest'
import { openTestService } from '#tests/support/test-service.ts'

it('offers every ready-made flow with the systems it joins', async () => {
  const app = await openTestService()
  const templates = await app.request('flow:templates', {})
  expect(templates.length).toBeGreaterThan(30)
  expect(templates.filter(({ connectors, description }) => connectors.length !== 2 || !description)).toEqual([])
})

// Between them the ways to sign in: a signature on every request, a person's yes in the browser, a service.
it.each(['ccv-salespos-customers-to-eaccounting', 'visma-net-customers-to-mplus'])(
  'practises %s: starts its systems, binds it and runs it',
  async (template) => {
    const app = await openTestService({ withVault: true, practiceOrders: 6 })
    const ended = app.next('run:ended')
    await app.request('practice:start', { template })
    const { run, progress } = await ended
    expect(run).toMatchObject({ state: 'finished' })
    expect(progress?.outcomes.created).toBeGreaterThan(0)
    await app.request('practice:stop', {})
  },
)
