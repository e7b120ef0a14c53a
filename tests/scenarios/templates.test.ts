import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fault } from '#connectors/sandbox-kit/faults.ts'
import { pluralOf } from '#core/integration/sides.ts'
import { type OpenTemplate, openTemplate, readTemplate } from '#tests/templates/open-template.ts'
import { recipes } from '#tests/templates/recipes.ts'
import type { Deed } from './hands/hands.ts'
import { type Watched, watch } from './template-suite.ts'

/** Kinds of record whose change is a new record in the target: an order never changes, a category is its path. */
const newWhenChanged = ['order', 'category']

const ids = recipes.map(({ source, entity, target }) => `${source}-${pluralOf(entity)}-to-${target}`)

describe.each(ids)('the ready-made flow %s', (id) => {
  let template: OpenTemplate
  let watched: Watched
  let first: Deed
  let good: Deed

  beforeAll(async () => {
    template = await openTemplate(readTemplate(id), { orderCount: 6 })
    watched = watch(template)
    first = watched.people.add(watched.entity, 1)
  })
  afterAll(() => template.close())

  it('writes what is new, and the target has it', async () => {
    const pass = await watched.run()
    expect(pass.ended).toMatchObject({ state: 'finished' })
    await arrived(pass, first, watched.entity === 'stock' ? 'updated' : 'created')
  })

  it('writes nothing when nothing has changed', async () => {
    const before = watched.targetState()
    const { ended, outcomes } = await watched.run()
    expect(ended.state).toBe('finished')
    expect(outcomes.filter(({ kind }) => kind === 'created' || kind === 'updated')).toEqual([])
    expect(watched.targetState()).toBe(before)
  })

  it('brings a change over', async () => {
    const changed = watched.people.change(watched.entity, 1)
    const pass = await watched.run()
    await arrived(pass, changed, newWhenChanged.includes(watched.entity) ? 'created' : 'updated')
  })

  it('lets a broken record fail alone, and names it', async () => {
    const broken = watched.people.spoil(watched.entity, 3)
    good = watched.people.add(watched.entity, 4)
    const pass = await watched.run()
    const names = await watched.namesOf(broken)
    const failures = pass.outcomes.filter(
      ({ kind, key, message }) => kind === 'failed' && names.some((name) => key === name || message?.includes(name)),
    )
    expect(failures, `failures of ${names.join()} in ${id}`).toHaveLength(broken.arrives ? 0 : 1)
    await arrived(pass, good, watched.entity === 'stock' ? 'updated' : 'created')
  })

  it('loses and doubles nothing while the target is slow, refuses and swallows answers', async () => {
    const deeds = [5, 6, 7].map((number) => watched.people.add(watched.entity, number))
    watched.misbehave(trouble)
    for (let runs = 0; runs < 4; runs++) await watched.run()
    watched.misbehave([])
    await watched.run()
    for (const deed of deeds) {
      if (deed.amount === undefined)
        expect([deed.mark, watched.timesInTarget(deed.mark)]).toEqual([deed.mark, watched.timesInTarget(good.mark)])
      else expect(await watched.stockInTarget(deed)).toBe(deed.amount)
      expect([1, null]).toContain(await watched.foundInTarget(deed))
    }
    const before = watched.targetState()
    await watched.run()
    expect(watched.targetState()).toBe(before)
  })

  async function arrived(pass: Awaited<ReturnType<Watched['run']>>, deed: Deed, as: 'created' | 'updated'): Promise<void> {
    expect(await watched.outcomeOf(pass, deed)).toMatchObject({ kind: as })
    if (deed.amount === undefined) expect(watched.timesInTarget(deed.mark)).toBeGreaterThan(0)
    else expect(await watched.stockInTarget(deed)).toBe(deed.amount)
    expect([1, null]).toContain(await watched.foundInTarget(deed))
  }
})

/** Part of the labels of requests that write, whatever the system. */
const writes = ['create', 'update', 'replace', 'setStock', 'newArticleGroup', 'POST SalesOrders']

/** A bad quarter of an hour: answers come late, requests are refused, and the first writes are carried out without an answer. */
const trouble: readonly Fault[] = [
  { kind: 'latency', delayMs: 5, rate: 0.2 },
  { kind: 'too-many-requests', retryAfterS: 2, rate: 0.15, times: 6 },
  { kind: 'status-503', rate: 0.15, times: 6 },
  { kind: 'connection-cut', rate: 0.1, times: 3 },
  ...writes.map((on): Fault => ({ kind: 'answer-lost', on, times: 2 })),
]
