import { expect, it } from 'vitest'
import { cellsOf, laneConflict } from './cells.ts'
import { entityEntry, shopAndBooks, systemEntry } from './test-builders.ts'

const [till, books] = shopAndBooks().connectors as [ReturnType<typeof systemEntry>, ReturnType<typeof systemEntry>]

function cell(entity: string, from: 'left' | 'right') {
  return cellsOf(till, books).find((one) => one.entity === entity && one.from === from)
}

it('lists every kind of record in both directions', () => {
  expect(cellsOf(till, books)).toHaveLength(12)
})

it('can do what one system gives and the other takes', () => {
  expect(cell('order', 'left')).toEqual({ entity: 'order', from: 'left', isPossible: true })
})

it('gives the reason a system has for not taking a kind', () => {
  expect(cell('stock', 'left')).toMatchObject({ isPossible: false, reason: 'Books counts its own stock.' })
})

it('makes a sentence where a system gives no reason', () => {
  expect(cell('order', 'right')).toMatchObject({ reason: 'Books does not give out its orders.' })
  expect(cell('category', 'left')).toMatchObject({ reason: 'Till does not give out its categories.' })
})

it('takes a target that can only update for one that can be written', () => {
  const target = systemEntry('shelf', [entityEntry('product', { can: ['update'] })])
  expect(cellsOf(till, target).find(({ entity, from }) => entity === 'product' && from === 'left')?.isPossible).toBe(true)
})

it('refuses both directions of one kind, with the reason', () => {
  const labels = { left: 'Till', right: 'Books' }
  expect(laneConflict([{ entity: 'product', from: 'left' }], { entity: 'product', from: 'right' }, labels)).toBe(
    'Products already go from Till to Books. Both ways at once, each change would be sent back to where it came from, without end: choose one direction.',
  )
  expect(laneConflict([{ entity: 'product', from: 'left' }], { entity: 'stock', from: 'right' }, labels)).toBeUndefined()
})
