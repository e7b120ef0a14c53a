import { expect, it } from 'vitest'
import { nearNames } from './near-names.ts'

const names = ['Odoo · Demo BV', 'Kassa Utrecht', 'Kassa Groningen', 'Café Noord']

it.each([
  ['odoo', ['Odoo · Demo BV']],
  ['kasa utrecht', ['Kassa Utrecht']],
  ['cafe noord', ['Café Noord']],
  ['kassa', ['Kassa Utrecht', 'Kassa Groningen']],
  ['AccountView', []],
  ['', []],
])('%j may mean %j', (wanted, near) => {
  expect(nearNames(wanted, names)).toEqual(near)
})
