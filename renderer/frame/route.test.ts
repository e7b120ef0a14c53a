import { describe, expect, it } from 'vitest'
import { fromHash, type Route, toHash } from './route.ts'

const routes: readonly Route[] = [
  { page: 'home' },
  { page: 'runs' },
  { page: 'settings' },
  { page: 'flow', flowId: 'orders → Odoo / 100%' },
  { page: 'run', runId: 1042 },
  { page: 'record', key: 'order #/1042?ü' },
  { page: 'log' },
  { page: 'log', filter: { flowId: 'orders', outcomes: ['failed'] } },
]

describe('the address of a place', () => {
  it.each(routes)('leads back to $page', (route) => {
    expect(fromHash(toHash(route))).toEqual(route)
  })

  it('leads home when it names no place', () => {
    for (const hash of ['', '#/', '#/nowhere', '#/run/0', '#/run/abc', '#/flow/', '#/record/%E0%A4%A', '#javascript:alert(1)']) {
      expect(fromHash(hash)).toEqual({ page: 'home' })
    }
  })

  it('shows the whole log when its filter says nothing we know', () => {
    expect(fromHash('#/log/%7B%22evil%22%3A1%7D')).toEqual({ page: 'log' })
    expect(fromHash('#/log/{')).toEqual({ page: 'log' })
  })
})
