import type { Answer, Taken } from '../schema/operations.ts'
import type { Value } from '../schema/shapes.ts'
import { takeFromMarker } from '../shop/marker-page.ts'
import { toMoment } from '../shop/moments.ts'
import { freeNumber, nextMarker, type Relation, type Shop } from '../shop/shop.ts'

const firstRelationNumber = 1001

/** Driven by a marker when one is given; otherwise all that match. */
export function getRelations(shop: Shop, { request = {} }: Taken<'getRelations'>): Answer<'getRelations'> {
  const numbers = request.relationNumbers ?? []
  const matching = [...shop.relations.values()]
    .filter(({ relationNumber }) => numbers.length === 0 || numbers.includes(relationNumber))
    .filter((relation) => request.categoryId === undefined || relation.categoryId === request.categoryId)
  const page =
    request.syncMarker === undefined ? matching : takeFromMarker(matching, { from: request.syncMarker, limit: request.syncMarkerLimit })
  return { relationList: { relation: shop.shuffle(page) } }
}

export function getRelation(shop: Shop, { relationNumber }: Taken<'getRelation'>): Answer<'getRelation'> {
  const relation = shop.relations.get(relationNumber)
  // The schema wants a relation element even when there is none to give.
  return relation ? { result: 'GET-RELATION-RESULT-OK', relation } : { result: 'GET-RELATION-RESULT-NOT-FOUND', relation: {} }
}

/** Partial and case-insensitive: "a@b.nl" also hits "aa@b.nl". */
export function findRelation(shop: Shop, { relation }: Taken<'findRelation'>): Answer<'findRelation'> {
  return answerFound(search(shop, relation ?? {}, (kept, asked) => kept.toLowerCase().includes(asked.toLowerCase())))
}

export function findRelationV2(shop: Shop, { request }: Taken<'findRelationV2'>): Answer<'findRelationV2'> {
  if (request.exactMatch !== true) return findRelation(shop, request)
  return answerFound(search(shop, request.relation, (kept, asked) => kept === asked))
}

function answerFound(relation: Relation | undefined): Answer<'findRelation'> {
  return relation ? { result: 'FIND-RELATION-RESULT-OK', relation } : { result: 'FIND-RELATION-RESULT-NOT-FOUND' }
}

/**
 * The vendor does not say which of several matches it answers; the sandbox answers the one changed last, so that nobody counts on the oldest.
 * Empty fields do not count, and a search without any field finds nothing.
 */
function search(shop: Shop, asked: Value<'Relation'>, matches: (kept: string, asked: string) => boolean): Relation | undefined {
  const wanted = Object.entries(asked).filter(([, value]) => value !== '' && typeof value !== 'object')
  if (wanted.length === 0) return undefined
  const hit = (relation: Relation) =>
    wanted.every(([name, value]) => {
      const kept = relation[name as keyof Relation]
      return typeof value === 'string' ? typeof kept === 'string' && matches(kept, value) : kept === value
    })
  let latest: Relation | undefined
  for (const relation of shop.relations.values()) {
    if ((latest === undefined || relation.syncMarker > latest.syncMarker) && hit(relation)) latest = relation
  }
  return latest
}

export function createRelation(shop: Shop, { relation = {} }: Taken<'createRelation'>): Answer<'createRelation'> {
  const refusal = refuse(relation)
  if (refusal) return { result: 'CREATE-RELATION-RESULT-FAILED', relationNumber: 0, errorMessage: refusal }
  if (relation.relationNumber !== undefined && shop.relations.has(relation.relationNumber)) {
    const errorMessage = `Relation number ${relation.relationNumber} is already taken.`
    return { result: 'CREATE-RELATION-RESULT-FAILED-RELATION-NUMBER-ALREADY-TAKEN', relationNumber: 0, errorMessage }
  }
  const relationNumber = relation.relationNumber ?? freeNumber(shop.relations.keys(), firstRelationNumber)
  const at = toMoment(shop.now())
  const saved = save(shop, { active: true, ...relation, relationNumber, createTimestamp: at, changeTimestamp: at })
  return { result: 'CREATE-RELATION-RESULT-OK', relationNumber, changeTimestamp: at, syncMarker: saved.syncMarker, errorMessage: '' }
}

/** Whether fields left out keep their value is not public; the sandbox clears them, so that a client must send what it wants to keep. */
export function updateRelation(shop: Shop, { relation = {} }: Taken<'updateRelation'>): Answer<'updateRelation'> {
  const { relationNumber = 0 } = relation
  const kept = shop.relations.get(relationNumber)
  if (!kept) return { result: 'UPDATE-RELATION-RESULT-NOT-FOUND', errorMessage: `There is no relation ${relationNumber}.` }
  const refusal = refuse(relation)
  if (refusal) return { result: 'UPDATE-RELATION-RESULT-FAILED', errorMessage: refusal }
  const changeTimestamp = toMoment(shop.now())
  const saved = save(shop, { active: true, ...relation, relationNumber, createTimestamp: kept.createTimestamp, changeTimestamp })
  return { result: 'UPDATE-RELATION-RESULT-OK', errorMessage: '', changeTimestamp, syncMarker: saved.syncMarker }
}

function save(shop: Shop, relation: Omit<Relation, 'syncMarker'>): Relation {
  const saved = { ...relation, syncMarker: nextMarker(shop, 'relation') } as Relation
  shop.relations.set(saved.relationNumber, saved)
  return saved
}

function refuse({ name, companyName, relationCode }: Value<'Relation'>): string | undefined {
  if (!name?.trim() && !companyName?.trim()) return 'A relation needs a name.'
  // Vendor release notes of service 1.8.2: up to 128 letters and digits.
  if (relationCode && !/^[A-Za-z0-9]{1,128}$/.test(relationCode))
    return `Relation code "${relationCode}" is not up to 128 letters and digits.`
  return undefined
}
