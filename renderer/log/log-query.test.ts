import { describe, expect, it } from 'vitest'
import { changeQuery, countConditions, isOpenEnded, type LogQuery, toFilter } from './log-query.ts'

const full: LogQuery = {
  flowId: 'orders',
  runId: 12,
  nodeId: 'books',
  outcomes: ['failed', 'unknown'],
  levels: ['error'],
  from: 1_000,
  to: 2_000,
  text: 'order 1042 & more',
}

describe('the query of the log', () => {
  it('drops run and node with another flow', () => {
    expect(changeQuery(full, { flowId: 'stock' })).toMatchObject({ flowId: 'stock', text: full.text })
    expect(changeQuery(full, { flowId: 'stock' })).not.toHaveProperty('runId')
    expect(changeQuery(full, { flowId: 'orders' })).toHaveProperty('runId')
  })

  it('has either a preset or a range of its own', () => {
    expect(changeQuery(full, { time: 'today' })).not.toHaveProperty('from')
    expect(changeQuery({ time: 'today' }, { from: 5 })).toEqual({ from: 5 })
    expect(changeQuery({ from: 5 }, { to: 9 })).toEqual({ from: 5, to: 9 })
    expect(changeQuery({ from: 5 }, { time: undefined })).toEqual({})
  })

  it('turns a preset into moments when it is asked', () => {
    const noon = new Date(2026, 10, 22, 12).getTime()
    expect(toFilter({ time: 'today' }, noon)).toEqual({ from: new Date(2026, 10, 22).getTime() })
    expect(toFilter({ time: 'yesterday' }, noon)).toEqual({
      from: new Date(2026, 10, 21).getTime(),
      to: new Date(2026, 10, 22).getTime() - 1,
    })
    expect(toFilter({ time: 'hour', text: '  ' }, noon)).toEqual({ from: noon - 3_600_000 })
  })

  it('knows when no more rows can come', () => {
    const now = Date.UTC(2026, 10, 22)
    expect(isOpenEnded({}, now)).toBe(true)
    expect(isOpenEnded({ time: 'yesterday' }, now)).toBe(false)
    expect(isOpenEnded({ from: 1, to: now + 1 }, now)).toBe(true)
  })

  it('counts its conditions as a person would', () => {
    expect(countConditions({})).toBe(0)
    expect(countConditions({ from: 1, to: 2, outcomes: ['failed'], levels: ['error'], text: '' })).toBe(2)
  })
})
