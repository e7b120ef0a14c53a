import fc from 'fast-check'
import { expect, it } from 'vitest'
import { externalIdOf } from './external-id.ts'

const record = (key: string, account = 'till.example:443') => ({ entity: 'order', key, origin: { connector: 'mplus', account } })

it('reads as brand, account, entity and key', () => {
  expect(externalIdOf(record('2026-1042', 'shop'))).toBe('mplus.shop.order.2026-1042')
})

it('is the same for the same record whatever else it holds', () => {
  const { origin, ...rest } = record('1')
  expect(externalIdOf({ ...rest, origin: { ...origin, id: 'internal' } })).toBe(externalIdOf(record('1')))
})

it('differs for different keys and accounts, and has only characters that every system takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), fc.string(), (a, b, account) => {
      const [first, second] = [externalIdOf(record(a, account)), externalIdOf(record(b, account))]
      expect(first).toMatch(/^[a-zA-Z0-9_.-]+$/)
      expect(first === second).toBe(a === b)
      expect(externalIdOf(record('1', a)) === externalIdOf(record('1', b))).toBe(a === b)
    }),
  )
})
