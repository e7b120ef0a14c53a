import { expect, it } from 'vitest'
import { checkSettings, parseSettings } from '#core/kit/parse-settings.ts'
import { catchFailures } from './catch.node.ts'

it.each([{}, { nodes: [] }])('covers all nodes when it names none: %j', (settings) => {
  expect(catchFailures.covers(parseSettings(catchFailures.fields, settings))).toBe('all')
})

it('covers the nodes it names', () => {
  expect(catchFailures.covers({ nodes: ['map', 'upsert'] })).toEqual(['map', 'upsert'])
})

it('refuses nodes that are not a list', () => {
  expect(checkSettings(catchFailures.fields, { nodes: 'map' })).toMatchObject([{ path: 'nodes' }])
})

it('says in one line whose failures it gets', () => {
  expect([{}, { nodes: ['map'] }].map((settings) => catchFailures.describe(settings))).toEqual(['all failures', 'failures of 1 node'])
})
