import { expect, it } from 'vitest'
import { entities } from './entities.ts'
import { modelField, modelFields } from './model-fields.ts'

it('lists nested fields after their parent, with the path a mapping uses', () => {
  const paths = modelFields('order').map((field) => field.path)
  expect(paths.indexOf('customer.email')).toBeGreaterThan(paths.indexOf('customer'))
  expect(paths).toContain('lines[].taxCode')
})

it('tells the type of a field, so that a form can ask for a date or a choice', () => {
  const types = Object.fromEntries(modelFields('order').map(({ path, type }) => [path, type]))
  expect(types).toMatchObject({
    number: 'text',
    date: 'day',
    placedAt: 'moment',
    status: 'choice',
    lines: 'list',
    customer: 'object',
    'lines[].quantity': 'decimal',
    pricesIncludeTax: 'toggle',
  })
})

it('knows what a record cannot do without', () => {
  const required = modelFields('product').filter((field) => field.isRequired && field.depth === 0)
  expect(required.map((field) => field.path)).toEqual(['name'])
})

it('gives the values a choice can have', () => {
  expect(modelField('order', 'paymentState')?.choices).toEqual(['unpaid', 'partly-paid', 'paid', 'refunded'])
})

it('finds the field of one line of a list', () => {
  expect(modelField('order', 'lines[2].sku')?.label).toBe('SKU')
})

it.each(Object.keys(entities))('has no two fields of %s with one path', (entity) => {
  const paths = modelFields(entity).map((field) => field.path)
  expect(new Set(paths).size).toBe(paths.length)
})

it('knows nothing of kinds of record that are a system’s own', () => {
  expect(modelFields('delivery-note')).toEqual([])
})
