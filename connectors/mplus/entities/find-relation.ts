import { emailKey } from '#core/model/customer.ts'
import type { MplusClient } from '../client.ts'
import type { MplusRelation } from '../soap/relation-shapes.ts'

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
