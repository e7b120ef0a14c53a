import { expect, it } from 'vitest'
import { buildOrder, buildShop } from './build-shop.ts'
import { takeSnapshot } from './snapshot.ts'
import type { Till } from './till.ts'

function stateAfter(act: (till: Till) => void): string {
  const { shop, till } = buildShop()
  act(till)
  return JSON.stringify(takeSnapshot(shop))
}

it('is the same whatever order things were written in', () => {
  const forwards = stateAfter((till) => {
    till.addRelation({ name: 'Daan', email: 'daan@post.example' })
    till.addRelation({ name: 'Eva', email: 'eva@post.example' })
  })
  const backwards = stateAfter((till) => {
    till.addRelation({ name: 'Eva', email: 'eva@post.example' })
    till.addRelation({ name: 'Daan', email: 'daan@post.example' })
  })
  expect(forwards).toBe(backwards)
})

it('is the same when a record was written twice over', () => {
  const once = stateAfter(() => {})
  const again = stateAfter((till) => till.changeRelation(681, { name: 'Zoë van den Berg' }))
  expect(again).toBe(once)
})

it('shows an order that was placed twice', () => {
  const once = stateAfter((till) => till.addOrder(buildOrder()))
  const twice = stateAfter((till) => {
    till.addOrder(buildOrder())
    till.addOrder(buildOrder())
  })
  expect(twice).not.toBe(once)
})

it('names the relation of an order by what it is called', () => {
  const state = stateAfter((till) => till.addOrder(buildOrder()))
  expect(JSON.parse(state).orders[0].relation).toBe(' |  | Zoë van den Berg | zoe@post.example')
})
