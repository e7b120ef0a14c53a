import { expect, it } from 'vitest'
import { externalIdFor } from './external-id.ts'

it('keeps an id that fits as it is', () => {
  expect(externalIdFor('odoo.demo.order.S00042')).toBe('odoo.demo.order.S00042')
})

it('shortens a long id to what fits and keeps two of them apart though their ends are equal', () => {
  const long = (start: string) => `${start}${'x'.repeat(150)}.order.S00042`
  const [one, other] = [externalIdFor(long('a')), externalIdFor(long('b'))]
  expect([one.length, one.endsWith('.order.S00042'), one === other]).toEqual([128, true, false])
})
