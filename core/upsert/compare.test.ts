import { describe, expect, it } from 'vitest'
import { category } from '#core/model/category.ts'
import { customer } from '#core/model/customer.ts'
import { product } from '#core/model/product.ts'
import { applyChanges, compileCompare } from './compare.ts'
import type { Data } from './field-path.ts'
import type { FieldPolicies } from './field-policies.ts'

function changes(paths: readonly string[], incoming: Data, existing: Data, { policies = {} as FieldPolicies, schema = product } = {}) {
  return compileCompare({ schema, paths, policies })(incoming, existing)
}
const changed = (...given: Parameters<typeof changes>) => changes(...given).map(({ path }) => path)
const ofCustomer = (policies: FieldPolicies = {}) => ({ policies, schema: customer as unknown as typeof product })

it('tells path, old, new and the rule', () => {
  expect(changes(['name'], { name: 'Sjaal' }, { name: 'Shawl' })).toEqual([
    { path: 'name', from: 'Shawl', to: 'Sjaal', rule: 'sent whenever it differs' },
  ])
})

it('looks only at what the target can update', () => {
  expect(changed(['name'], { name: 'Sjaal', brand: 'A' }, { name: 'Sjaal', brand: 'B' })).toEqual([])
})

describe('what is equal', () => {
  it.each([
    ['decimals of one value', 'priceExcl', '5.0', '5'],
    ['decimals with a leading zero', 'weight', '0.50', '00.5'],
    ['a decimal and a number of a vendor', 'priceExcl', '12.50', 12.5],
    ['zero and minus zero', 'quantity', '0', '-0.0'],
    ['empty text and nothing', 'description', '', undefined],
    ['null and empty text', 'description', null, ''],
    ['an empty list and nothing', 'categories', [], undefined],
    ['categories in another order', 'categories', [['A'], ['B', 'C']], [['B', 'C'], ['A']]],
    ['members in another order', 'features', [{ feature: 'Herkomst', value: 'NL' }], [{ value: 'NL', feature: 'Herkomst' }]],
    ['variants whose prices are written in two ways', 'variants', [{ sku: '1', priceExcl: '5.00' }], [{ sku: '1', priceExcl: '5' }]],
  ])('%s', (_name, path, incoming, existing) => {
    expect(changed([path], { [path]: incoming }, { [path]: existing })).toEqual([])
  })

  it('e-mail addresses in upper and lower case', () => {
    expect(changed(['email'], { email: 'Jan@Voorbeeld.nl' }, { email: 'jan@voorbeeld.nl' }, ofCustomer())).toEqual([])
  })
})

describe('what is different', () => {
  it.each([
    ['SKUs with and without leading zeros', 'sku', '007', '7'],
    ['texts that look like decimals', 'name', '5.0', '5'],
    ['a path of categories in another order', 'categories', [['A', 'B']], [['B', 'A']]],
    ['true and false', 'active', false, true],
    ['an emptied text', 'description', '', 'Warm'],
    ['very large decimals that differ in the last place', 'quantity', '123456789012345678', '123456789012345679'],
  ])('%s', (_name, path, incoming, existing) => {
    expect(changed([path], { [path]: incoming }, { [path]: existing })).toEqual([path])
  })

  it('the path of a category in another order', () => {
    const schema = category as unknown as typeof product
    expect(changed(['path'], { path: ['A', 'B'] }, { path: ['B', 'A'] }, { schema })).toEqual(['path'])
  })
})

it('takes a field the source says nothing about for no change', () => {
  expect(changed(['description'], {}, { description: 'Warm' })).toEqual([])
})

it('sends an object whole and keeps the members the source does not name', () => {
  const [change] = changes(
    ['billing'],
    { billing: { street: 'Oudegracht' } },
    { billing: { street: 'Neude', city: 'Utrecht' } },
    ofCustomer(),
  )
  expect(change?.to).toEqual({ street: 'Oudegracht', city: 'Utrecht' })
})

it('compares fields of the target itself one by one', () => {
  expect(changed(['extra'], { extra: { x_a: '1', x_b: '2' } }, { extra: { x_a: '1', x_b: '3', x_c: '4' } })).toEqual(['extra.x_b'])
})

describe('policies', () => {
  it.each([
    ['always', 'Warm', true],
    ['on-update', 'Warm', true],
    ['on-create', 'Warm', false],
    ['never', 'Warm', false],
    ['if-empty', 'Warm', false],
    ['if-empty', '', true],
  ] as const)('%s sends a description over "%s": %s', (policy, there, isSent) => {
    expect(changed(['description'], { description: 'Zacht' }, { description: there }, { policies: { description: policy } })).toEqual(
      isSent ? ['description'] : [],
    )
  })

  it('of a prefix hold for all below it', () => {
    const policies = { billing: 'never' } as const
    expect(changed(['billing.street'], { billing: { street: 'A' } }, { billing: { street: 'B' } }, ofCustomer(policies))).toEqual([])
  })

  it('of a longer path win over a shorter one', () => {
    const policies = { billing: 'never', 'billing.street': 'always' } as const
    expect(changed(['billing.street'], { billing: { street: 'A' } }, { billing: { street: 'B' } }, ofCustomer(policies))).toEqual([
      'billing.street',
    ])
  })

  it('of a member keep what the target has there when the object is sent whole', () => {
    const incoming = { billing: { street: 'A', city: 'C' } }
    const existing = { billing: { street: 'B', city: 'D' } }
    const [change] = changes(['billing'], incoming, existing, ofCustomer({ 'billing.city': 'never' }))
    expect(change?.to).toEqual({ street: 'A', city: 'D' })
  })

  it('of a member alone do not send the rest of a forbidden object', () => {
    const incoming = { billing: { street: 'A', city: 'C' } }
    const existing = { billing: { street: 'B', city: 'D' } }
    const [change] = changes(['billing'], incoming, existing, ofCustomer({ billing: 'never', 'billing.city': 'always' }))
    expect(change?.to).toEqual({ street: 'B', city: 'C' })
  })
})

it.each([
  ['0', undefined],
  [undefined, '0.00'],
  ['0', null],
])('takes a purchase price of %s for the same as one of %s: some systems show 0 where nobody entered one', (incoming, existing) => {
  expect(changes(['costPrice'], { costPrice: incoming }, { costPrice: existing })).toEqual([])
})

it('puts changes into what is there, and of extra fields only those that change', () => {
  const existing = { name: 'Jan', billing: { street: 'Neude', city: 'Utrecht' }, extra: { x_rank: 3 } }
  const street = { path: 'billing.street', from: 'Neude', to: 'Oudegracht' }
  expect(applyChanges(existing, [street, { path: 'extra.x_a', from: null, to: '1' }])).toEqual({
    ...{ name: 'Jan', billing: { street: 'Oudegracht', city: 'Utrecht' }, extra: { x_a: '1' } },
  })
})
