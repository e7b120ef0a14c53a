import { attemptAll, once } from '#core/kit/attempt.ts'
import type { CreateItem, UpdateItem, WriteRequest, WriteResult } from '#core/kit/define-connector.ts'
import { VendorError } from '#core/kit/errors.ts'
import type { MplusClient } from '../client.ts'
import { refusalError } from '../failures.ts'
import type { MplusRelation } from '../soap/relation-shapes.ts'
import { externalIdFor } from '../values/external-id.ts'
import { type CustomerData, relationToCreate, relationToUpdate } from './customer-fields.ts'
import { findByEmail, findByExternalId, relationsByNumber } from './find-relation.ts'

/** `again` looks for what an earlier attempt may have made, by our id first and by e-mail second. */
export function createCustomers(
  client: MplusClient,
  { items, signal }: WriteRequest<CreateItem<CustomerData>>,
): Promise<readonly WriteResult[]> {
  return attemptAll(items, async (item, leave) => {
    const extRelationId = externalIdFor(item.externalId)
    const relation = { extRelationId, ...relationToCreate(item.data) }
    const made = item.attempt === 'again' ? await findMade(client, extRelationId, item.data.email, signal) : undefined
    if (made?.relationNumber !== undefined) return { ok: true, id: made.relationNumber, label: labelOf(made), existed: true }
    leave()
    const answer = await client.call('createRelation', { relation }, signal)
    const what = `Customer ${item.key}`
    if (answer.result !== 'CREATE-RELATION-RESULT-OK')
      throw refusalError({ what, result: answer.result, said: answer.errorMessage, answer })
    if (answer.relationNumber === undefined) throw new VendorError(`${what}: MplusKASSA created it without telling its number.`)
    return { ok: true, id: answer.relationNumber, label: item.data.name }
  })
}

async function findMade(
  client: MplusClient,
  extRelationId: string,
  email: string | undefined,
  signal: AbortSignal,
): Promise<MplusRelation | undefined> {
  return (await findByExternalId(client, extRelationId, signal)) ?? (email ? findByEmail(client, email, signal) : undefined)
}

/** Reads the relations as they stand, all in one go, and sends each back with its changes. */
export function updateCustomers(
  client: MplusClient,
  { items, signal }: WriteRequest<UpdateItem<CustomerData>>,
): Promise<readonly WriteResult[]> {
  const loaded = once(() =>
    relationsByNumber(
      client,
      items.map(({ id }) => id),
      signal,
    ),
  )
  return attemptAll(items, async (item, leave) => {
    const what = `Customer ${item.key}`
    const current = (await loaded()).get(item.id)
    if (!current) throw refusalError({ what, result: 'UPDATE-RELATION-RESULT-NOT-FOUND' })
    const relation = relationToUpdate(
      current,
      item.data,
      item.changes.map(({ path }) => path),
    )
    leave()
    const answer = await client.call('updateRelation', { relation }, signal)
    if (answer.result !== 'UPDATE-RELATION-RESULT-OK')
      throw refusalError({ what, result: answer.result, said: answer.errorMessage, answer })
    return { ok: true, id: item.id, label: item.data.name ?? labelOf(current) }
  })
}

export function labelOf(relation: MplusRelation): string {
  return relation.companyName ?? relation.name ?? `Relation ${relation.relationNumber ?? ''}`.trim()
}
