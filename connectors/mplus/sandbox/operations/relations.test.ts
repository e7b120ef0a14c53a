import { describe, expect, it } from 'vitest'
import { buildShop } from '../shop/build-shop.ts'
import { createRelation, findRelation, findRelationV2, getRelation, getRelations, updateRelation } from './relations.ts'

describe('searching relations', () => {
  it('matches parts of a text, whatever its case', () => {
    const { shop } = buildShop()
    expect(findRelation(shop, { relation: { email: 'OE@POST' } }).relation?.relationNumber).toBe(681)
  })

  it('matches the whole text when asked for an exact match', () => {
    const { shop, till } = buildShop()
    till.addRelation({ name: 'Aad', email: 'aazoe@post.example' })
    const answer = findRelationV2(shop, { request: { relation: { email: 'zoe@post.example' }, exactMatch: true } })
    expect(answer.relation?.relationNumber).toBe(681)
  })

  it('answers the one changed last of several matches', () => {
    const { shop, till } = buildShop()
    const twin = till.addRelation({ name: 'Zoë junior', email: 'zoe@post.example' })
    const answer = findRelationV2(shop, { request: { relation: { email: 'zoe@post.example' }, exactMatch: true } })
    expect(answer.relation?.relationNumber).toBe(twin.relationNumber)
  })

  it('finds nothing when no field is filled', () => {
    expect(findRelation(buildShop().shop, { relation: { email: '' } }).result).toBe('FIND-RELATION-RESULT-NOT-FOUND')
  })

  it('answers an empty relation for an unknown number, as the schema wants one', () => {
    expect(getRelation(buildShop().shop, { relationNumber: 5 })).toEqual({ result: 'GET-RELATION-RESULT-NOT-FOUND', relation: {} })
  })
})

describe('writing relations', () => {
  it('gives a new relation a number and the next marker', () => {
    const answer = createRelation(buildShop().shop, { relation: { name: 'Daan' } })
    expect(answer).toMatchObject({ result: 'CREATE-RELATION-RESULT-OK', relationNumber: 1001, syncMarker: 2 })
  })

  it('refuses a number that is taken', () => {
    const answer = createRelation(buildShop().shop, { relation: { relationNumber: 681, name: 'Daan' } })
    expect(answer.result).toBe('CREATE-RELATION-RESULT-FAILED-RELATION-NUMBER-ALREADY-TAKEN')
  })

  it('refuses a relation without a name', () => {
    expect(createRelation(buildShop().shop, { relation: { email: 'a@b.example' } }).result).toBe('CREATE-RELATION-RESULT-FAILED')
  })

  it('clears what an update leaves out', () => {
    const { shop } = buildShop()
    updateRelation(shop, { relation: { relationNumber: 681, name: 'Zoë' } })
    expect(getRelation(shop, { relationNumber: 681 }).relation).not.toHaveProperty('email')
  })

  it('moves an updated relation to a higher marker', () => {
    const { shop } = buildShop()
    const { syncMarker } = updateRelation(shop, { relation: { relationNumber: 681, name: 'Zoë' } })
    expect(getRelations(shop, { request: { syncMarker } }).relationList.relation).toMatchObject([{ relationNumber: 681 }])
  })
})
