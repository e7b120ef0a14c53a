import { expect } from 'vitest'
import { describeCells } from './matrix/describe-cells.ts'
import { onlyOne } from './matrix/look.ts'

describeCells(
  {
    entity: 'customer',
    there: () => ({ articles: [] }),
    refusals: () => ['match-key-missing'],
  },
  async ({ world, target, first }) => {
    const ends = (code: string) => first.outcomes.filter((one) => one.code === code).length
    // The fifth has no address to be known by; the sixth shares that of the first.
    expect([ends('match-key-missing'), ends('same-key')]).toEqual([1, 1])
    for (const { email, first: given, last, company, phone, street, house, postalCode, city, country } of world.people.slice(0, 4)) {
      const seen = await onlyOne(target, 'customer', 'email', email ?? '')
      expect(seen).toMatchObject({ name: company ?? `${given} ${last}`, email, phone })
      expect(seen.billing).toMatchObject({ street, number: house, postalCode, city, country })
    }
  },
)
