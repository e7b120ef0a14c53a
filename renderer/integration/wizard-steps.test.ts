import { describe, expect, it } from 'vitest'
import type { ConnectionCard } from '#core/contract/connections.ts'
import { answers } from '#core/integration/answers.ts'
import { problemsOf, reachableSteps, stepsOf, stepToShow } from './wizard-steps.ts'

const lanes = [{ entity: 'order', from: 'left' as const }]
const catalogue = { nodes: [], connectors: [] }

describe('the steps', () => {
  it('name what will come while nothing is chosen', () => {
    expect(stepsOf(answers.parse({}), catalogue).map(({ id }) => id)).toEqual([
      ...['systems', 'connections', 'kinds', 'questions', 'tables', 'try', 'finish'],
    ])
  })

  it('have a screen of questions for each lane, and none for tables nobody needs', () => {
    const two = answers.parse({ lanes: [...lanes, { entity: 'stock', from: 'right' }] })
    expect(stepsOf(two, catalogue).map(({ id, lane }) => [id, lane])).toEqual([
      ...[['systems'], ['connections'], ['kinds']].map(([id]) => [id, undefined]),
      ['questions.order.left', 0],
      ['questions.stock.right', 1],
      ...[['try'], ['finish']].map(([id]) => [id, undefined]),
    ])
  })

  it('may be opened up to the first that lacks something', () => {
    const steps = stepsOf(answers.parse({ lanes }), catalogue)
    expect(reachableSteps(steps, ({ kind }) => kind === 'kinds')).toBe(3)
    expect(reachableSteps(steps, () => false)).toBe(steps.length)
  })

  it('lead back to where one left, or as far as one may go', () => {
    const steps = stepsOf(answers.parse({ lanes }), catalogue)
    expect(stepToShow(steps, 'questions.order.left', steps.length).id).toBe('questions.order.left')
    expect(stepToShow(steps, 'try', 2).id).toBe('connections')
    expect(stepToShow(steps, 'questions.gone.left', 3).id).toBe('kinds')
  })
})

describe('the connections', () => {
  const card = (id: string, given: Partial<ConnectionCard> = {}) =>
    ({ id, connectorId: id, signIn: 'none', state: { kind: 'unchecked' }, ...given }) as ConnectionCard
  const step = { id: 'connections', kind: 'connections' } as const
  const chosen = { answers: answers.parse({ left: 'mplus', right: 'odoo' }), connections: { left: 'mplus', right: 'odoo' } }
  const whats = (cards: readonly ConnectionCard[], wizard = chosen) =>
    problemsOf(step, wizard, { missing: [], cards }).map((one) => one.kind === 'connection' && [one.side, one.what])

  it('are both there, of the right system', () => {
    expect(whats([card('mplus'), card('odoo')])).toEqual([])
    expect(whats([card('mplus'), card('odoo', { connectorId: 'mplus' })])).toEqual([['right', 'none']])
  })

  it('wait for nobody’s yes and are not known to fail', () => {
    const failing = { kind: 'failing', checkedAt: 1, error: { code: 'x', message: 'x', fix: 'user', facts: {} } } as const
    expect(whats([card('mplus', { signIn: 'needed' }), card('odoo', { state: failing })])).toEqual([
      ['left', 'sign-in'],
      ['right', 'failing'],
    ])
  })

  it('are two accounts', () => {
    const twice = { answers: answers.parse({ left: 'mplus', right: 'mplus' }), connections: { left: 'mplus', right: 'mplus' } }
    expect(whats([card('mplus')], twice)).toEqual([['right', 'same']])
  })
})
