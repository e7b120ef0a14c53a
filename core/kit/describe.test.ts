import { expect, it } from 'vitest'
import { defineNode } from './define-node.ts'
import { describeNode, toFields } from './describe.ts'
import { field } from './fields.ts'
import { checkSettings } from './parse-settings.ts'

const node = defineNode({
  ...{ type: 'wait', version: 2, label: 'Wait', summary: 'Waits.', category: 'logic', icon: 'timer', effect: 'none' },
  fields: {
    every: field.number({ label: 'Every', min: 1 }),
    unit: field.choice({ label: 'Unit', options: { s: 'seconds', m: 'minutes' }, default: 's' }),
  },
  inputs: 1,
  outputs: ['out'],
  describe: () => '',
  prepare: () => ({ process: (records) => records.map((record) => ({ port: 'out', record })) }),
})

it('gives palette entry and form as plain data', () => {
  const entry = describeNode(node)
  expect(JSON.parse(JSON.stringify(entry))).toMatchObject({ type: 'wait', version: 2, label: 'Wait', inputs: 1, outputs: ['out'] })
})

it('says of every setting what it is, whether it may be left out, and what it is then', () => {
  expect(describeNode(node).fields).toMatchObject([
    { name: 'every', kind: 'number', isOptional: false },
    { name: 'unit', kind: 'choice', isOptional: true, default: 's', choices: { s: 'seconds', m: 'minutes' } },
  ])
})

it('lets a form hold settings against a description as the node itself would', () => {
  const fields = toFields(JSON.parse(JSON.stringify(describeNode(node).fields)))
  for (const settings of [{}, { every: 0 }, { every: 5, unit: 'h' }, { every: 5 }]) {
    expect(checkSettings(fields, settings)).toEqual(checkSettings(node.fields, settings))
  }
})
