import { expect, it } from 'vitest'
import { dataForCreate, type FieldPolicies } from './field-policies.ts'

const data = { name: 'Sjaal', description: 'Warm', billing: { street: 'Oudegracht', city: 'Utrecht' } }

it.each<[string, FieldPolicies, unknown]>([
  ['sends everything without policies', {}, data],
  ['leaves out what is never sent', { description: 'never' }, { name: 'Sjaal', billing: data.billing }],
  ['leaves out what is sent on updates only', { billing: 'on-update' }, { name: 'Sjaal', description: 'Warm' }],
  ['sends what is for creating only', { description: 'on-create' }, data],
  ['sends what is for empty fields: all are empty', { description: 'if-empty' }, data],
  ['leaves out a member', { 'billing.city': 'never' }, { ...data, billing: { street: 'Oudegracht' } }],
  [
    'keeps a member that a longer path allows',
    { billing: 'never', 'billing.city': 'always' },
    { name: 'Sjaal', description: 'Warm', billing: { city: 'Utrecht' } },
  ],
])('a create %s', (_name, policies, expected) => {
  expect(dataForCreate(data, policies)).toEqual(expected)
})
