import { expect, it } from 'vitest'
import type { Lane } from './answers.ts'
import { laneEnds } from './sides.ts'
import { tablesOf } from './tables.ts'
import { laneOf, shopAndBooks } from './test-builders.ts'

function needs(lane: Lane) {
  const ends = laneEnds({ left: 'till', right: 'books' }, lane, shopAndBooks())
  return ends ? tablesOf(lane, ends) : []
}

it('needs a table where both systems have codes of their own', () => {
  expect(needs(laneOf('order'))[0]).toMatchObject({
    kind: 'tax-code',
    source: { list: 'vat-codes' },
    target: { list: 'taxes' },
    isNeeded: true,
  })
})

it('offers a table by country for what the source never says', () => {
  expect(needs(laneOf('order'))[1]).toMatchObject({ kind: 'revenue-account', perCountry: true, isNeeded: false })
})

it('leaves out what the target does not take', () => {
  expect(needs(laneOf('order')).map(({ kind }) => kind)).not.toContain('shipping-method')
})

it('follows the document an order becomes', () => {
  expect(needs(laneOf('order', { upsert: { documentType: 'invoice' } }))[0]?.target).toEqual({
    list: 'invoice-taxes',
    path: 'lines[].extra.vat',
  })
})

it('needs no table where the code has a place of its own in the target, which has a default', () => {
  const [need] = needs(laneOf('order', { upsert: { documentType: 'invoice' } }))
  expect(need?.isNeeded).toBe(false)
})
