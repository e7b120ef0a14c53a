import { emailKey } from '#core/model/customer.ts'
import type { MplusClient } from '../client.ts'
import type { MplusRelation } from '../soap/relation-shapes.ts'
import { chunks } from './chunks.ts'

/**
 * The relation with exactly this e-mail address. The service answers with one match at most and nothing says which when there
 * are several. Whether its exact search minds capitals is not published, so a miss is asked again loosely and compared here;
 * without the comparison a search for a@shop.nl would take aa@shop.nl for a hit.
 */
export async function findByEmail(client: MplusClient, email: string, signal: AbortSignal): Promise<MplusRelation | undefined> {
  const wanted = emailKey(email)
  for (const exactMatch of [true, false]) {
    const { relation } = await client.call('findRelationV2', { request: { relation: { email: wanted }, exactMatch } }, signal)
    if (relation?.email !== undefined && emailKey(relation.email) === wanted) return relation
  }
  return undefined
}

/** The relation we created under this id of ours. */
export async function findByExternalId(
  client: MplusClient,
  extRelationId: string,
  signal: AbortSignal,
): Promise<MplusRelation | undefined> {
  const { relation } = await client.call('findRelationV2', { request: { relation: { extRelationId }, exactMatch: true } }, signal)
  return relation?.extRelationId === extRelationId ? relation : undefined
}

/** Relations by number, in as few calls as their number allows; the service answers 1,000 at most. */
export async function relationsByNumber(
  client: MplusClient,
  numbers: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, MplusRelation>> {
  const answers = await Promise.all(
    chunks([...new Set(numbers)], 200).map((relationNumbers) => client.call('getRelations', { request: { relationNumbers } }, signal)),
  )
  const relations = answers.flatMap(({ relationList }) => relationList)
  return new Map(relations.flatMap((relation) => (relation.relationNumber === undefined ? [] : [[relation.relationNumber, relation]])))
}
