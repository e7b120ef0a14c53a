import { expect, it } from 'vitest'
import { entities } from '#core/model/entities.ts'
import { exampleRecord } from './example-records.ts'

it.each(Object.entries(entities))('has an example of %s that the neutral model takes', (entity, { schema }) => {
  const parsed = schema.safeParse(exampleRecord(entity)?.data)
  expect(parsed.error?.issues ?? []).toEqual([])
})

it('has none for kinds it does not know', () => {
  expect(exampleRecord('delivery-note')).toBeUndefined()
})
