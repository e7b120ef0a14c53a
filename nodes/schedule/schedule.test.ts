import { expect, it } from 'vitest'
import { checkFlow } from '#core/flow/check.ts'
import { flowNode, flowOf, wire } from '#core/flow/test-builders.ts'
import { defineNode } from '#core/kit/define-node.ts'
import { parseSettings } from '#core/kit/parse-settings.ts'
import { schedule } from './schedule.node.ts'

const read = defineNode({
  ...{ type: 'read', version: 1, label: 'Read', summary: '', category: 'source', icon: '', effect: 'none', inputs: 0, outputs: ['out'] },
  fields: {},
  describe: () => '',
  open: () => ({ pages: async function* () {}, describePosition: () => '' }),
})
const log = defineNode({
  ...{ type: 'log', version: 1, label: 'Log', summary: '', category: 'observe', icon: '', effect: 'none', inputs: 1, outputs: ['out'] },
  fields: {},
  describe: () => '',
  prepare: () => ({ process: (records) => records.map((record) => ({ port: 'out', record })) }),
})
const known = { nodes: { schedule, read, log }, connectors: {} }
const nodes = [flowNode('read', { type: 'read' }), flowNode('log', { type: 'log' }), flowNode('clock', { type: 'schedule' })]
const document = { ...flowOf('x', ''), nodes, wires: [wire('read', 'log')] }

it('shows when it runs in one line', () => {
  expect(schedule.describe(parseSettings(schedule.fields, { how: 'daily', times: ['7:30', '12:00'], days: ['mon', 'tue', 'wed'] }))).toBe(
    'daily at 07:30, 12:00 · Mon–Wed',
  )
})

it('stands in a flow without wires', () => {
  expect(checkFlow(document, known)).toEqual([])
})

it('takes no wire and sends none', () => {
  const wired = { ...document, wires: [...document.wires, wire('clock', 'log'), wire('read', 'clock')] }
  expect(checkFlow(wired, known).map(({ code }) => code)).toEqual(['unknown-port', 'unknown-port'])
})

it('is no source: a flow of nothing but schedules reads nothing', () => {
  expect(checkFlow({ ...document, nodes: nodes.slice(2), wires: [] }, known)).toMatchObject([{ code: 'no-source' }])
})

it('names the wrong part of a cron expression', () => {
  const wrong = flowNode('clock', { type: 'schedule', settings: { how: 'cron', cron: '0 7 * 13 *' } })
  expect(checkFlow({ ...document, nodes: [...nodes.slice(0, 2), wrong] }, known)).toEqual([
    { path: 'nodes[2].settings.cron', message: '"clock": the month is "13"; it goes from 1 to 12, or JAN to DEC', code: 'settings' },
  ])
})
