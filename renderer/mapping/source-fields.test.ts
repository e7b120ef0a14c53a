import { expect, it } from 'vitest'
import type { FlowRecord } from '#core/kit/record.ts'
import { fieldAt, keepEqual, listOf, pathFor, sourceFields } from './source-fields.ts'

const sample: FlowRecord = {
  entity: 'order',
  key: '1042',
  data: {
    number: '1042',
    customer: { email: 'jan@voorbeeld.nl', loyaltyCard: 'L-7' },
    lines: [{ name: 'Sjaal' }, { name: 'Muts', sku: '120102', colour: 'blauw' }],
  },
  raw: { orderType: 'WEB', 'odd.name': 1 },
  origin: { connector: 'mplus', account: 'demo:443' },
}
const field = (path: string) => sourceFields('order', sample).find((one) => one.path === path)

it('shows fields of the model with their label and the value of the sample', () => {
  expect(field('data.customer.email')).toMatchObject({ label: 'E-mail', sample: 'jan@voorbeeld.nl', depth: 2 })
})

it('takes the sample of a line field from the first line that has it', () => {
  expect(field('data.lines[].sku')).toMatchObject({ label: 'SKU', sample: '120102' })
})

it('adds what the sample has beyond the model, where it stands', () => {
  const paths = sourceFields('order', sample).map((one) => one.path)
  expect(paths.indexOf('data.customer.loyaltyCard')).toBe(paths.indexOf('data.customer.vatNumber') + 1)
  expect(paths).toContain('data.lines[].colour')
})

it('lists what the source sent, but no name that a path cannot hold', () => {
  expect(field('raw.orderType')?.sample).toBe('WEB')
  expect(sourceFields('order', sample).some((one) => one.path.includes('odd'))).toBe(false)
})

it('knows the model without a sample', () => {
  expect(sourceFields('customer', undefined).some((one) => one.path === 'data.vatNumber')).toBe(true)
})

it.each([
  ['data.number', undefined, 'data.number'],
  ['data.lines[].sku', undefined, 'data.lines[0].sku'],
  ['data.lines[].sku', 'lines', 'sku'],
  ['data.currency', 'lines', '$record.data.currency'],
])('reads %s for a target in list %s as %s', (source, list, path) => {
  expect(pathFor(source, list)).toBe(path)
  expect(fieldAt(sourceFields('order', sample), path, list)?.path).toBe(source)
})

it('tells the list a target fills the lines of', () => {
  expect([listOf('lines[].sku'), listOf('customer.email'), listOf('variants[].attributes[].value')]).toEqual([
    'lines',
    undefined,
    'variants[].attributes',
  ])
})

it('keeps the fields in which two records are the same', () => {
  const before = sourceFields('order', sample)
  const after = sourceFields('order', { ...sample, key: '1043' })
  const changed = keepEqual(before, after).filter((one) => !before.includes(one))
  expect(changed.map((one) => one.path)).toEqual(['key'])
})
