import type { Existing, FindItem, FindRequest } from '#core/kit/define-connector.ts'
import { anyOf, type EaccountingClient } from '../client.ts'
import { referenceOf } from '../values/reference.ts'
import { chunks } from './chunks.ts'
import { type PlacedDocument, placedDocument } from './document-rows.ts'
import { type DocumentType, kinds, labelOf } from './document-types.ts'

export interface Placed {
  readonly document: PlacedDocument
  readonly type: DocumentType
}

/** What the reference of an item's document is; without an id of ours the key alone, as people write it by hand. */
export function referenceFor({ key, externalId }: Pick<FindItem, 'key' | 'externalId'>): string {
  return externalId === undefined ? key : referenceOf(key, externalId)
}

/** In all four places: a quotation may have become an order since, a draft an invoice. */
export async function findOrders(
  client: EaccountingClient,
  { items, signal }: FindRequest<never>,
): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const placed = await placedByReference(client, items.map(referenceFor), signal)
  return new Map(
    items.map((item) => [
      item.key,
      (placed.get(referenceFor(item)) ?? []).map(({ document, type }) => ({
        id: document.Id,
        label: labelOf(document, kinds[type]),
        data: { number: item.key },
      })),
    ]),
  )
}

/** Invoices first: what has gone furthest is what people look for. */
const places: readonly DocumentType[] = ['invoice', 'invoice-draft', 'order', 'quotation']

export async function placedByReference(
  client: EaccountingClient,
  references: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly Placed[]>> {
  const asked = places.flatMap((type) => chunks([...new Set(references)], 15).map((some) => ({ type, some })))
  const answers = await Promise.all(
    asked.map(async ({ type, some }) => {
      const { collection, reference } = kinds[type]
      const documents = await client.all(collection, { schema: placedDocument, filter: anyOf(reference, some), signal })
      return documents.map((document) => ({ document, type }))
    }),
  )
  return Map.groupBy(answers.flat(), ({ document, type }) => document[kinds[type].reference] ?? '')
}
