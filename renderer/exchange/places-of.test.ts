import { expect, it } from 'vitest'
import { ContractError } from '#core/contract/reply.ts'
import { placesOf } from './places-of.ts'

const error = (facts: ContractError['facts']) => new ContractError({ code: 'x', message: 'No.', fix: 'user', facts })

it('finds the places an error is about', () => {
  expect(placesOf(error({ problems: [{ path: 'nodes[1]', message: 'has no type' }] }))).toEqual([
    { path: 'nodes[1]', message: 'has no type' },
  ])
  expect(placesOf(error({ path: 'nodes[3].settings.note' }))).toEqual([{ path: 'nodes[3].settings.note', message: 'No.' }])
  expect(placesOf(error({ status: 500 }))).toEqual([])
})
