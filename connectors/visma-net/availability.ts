import { z } from 'zod'
import type { VismaNetClient } from './client.ts'

const text = z.string().nullish()
const amount = z.union([z.number(), z.string()]).nullish()

const place = z.looseObject({
  warehouseId: z.string(),
  quantityOnHand: amount,
  quantityAvailable: amount,
  quantityAvailableForShipment: amount,
  quantityPurchaseOrders: amount,
  lastModified: text,
})

/** An item as the sales order service shows it: what each warehouse has. */
export const availabilityRow = z.looseObject({
  inventoryId: z.string(),
  description: text,
  baseUnit: text,
  availability: z.array(place).nullish(),
})

export type AvailabilityRow = z.infer<typeof availabilityRow>

const pageSchema = z.looseObject({ value: z.array(availabilityRow), totalCount: z.number().nullish(), nextPage: text })

export interface AvailabilityQuery {
  readonly skus?: readonly string[]
  readonly warehouses?: readonly string[]
  readonly modifiedSince?: string | undefined
  readonly pageSize: number
  readonly pageIndex: number
  readonly signal: AbortSignal
}

export async function availabilityPage(
  client: VismaNetClient,
  { skus, warehouses, modifiedSince, pageSize, pageIndex, signal }: AvailabilityQuery,
): Promise<{ readonly rows: readonly AvailabilityRow[]; readonly isLast: boolean; readonly total: number | undefined }> {
  const { value, totalCount, nextPage } = await client.get({
    service: 'salesOrder',
    path: '/Inventory',
    query: { inventoryId: skus, warehouseId: warehouses, modifiedSince, pageSize: String(pageSize), pageIndex: String(pageIndex) },
    label: 'availability.list',
    schema: pageSchema,
    signal,
  })
  return { rows: value, isLast: !nextPage, total: totalCount ?? undefined }
}

/** Addresses of more than about two thousand characters are cut off by servers on the way. */
const skusPerCall = 40

/** Items by number, many at a call: the only look-up of either API that takes several. */
export async function availabilityOf(
  client: VismaNetClient,
  { skus, warehouses, signal }: { readonly skus: readonly string[]; readonly warehouses?: readonly string[]; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, AvailabilityRow>> {
  const unique = [...new Set(skus)]
  const groups = Array.from({ length: Math.ceil(unique.length / skusPerCall) }, (_, index) =>
    unique.slice(index * skusPerCall, (index + 1) * skusPerCall),
  )
  const answers = await Promise.all(
    groups.map((some) => availabilityPage(client, { skus: some, warehouses, pageSize: 10_000, pageIndex: 0, signal })),
  )
  return new Map(answers.flatMap(({ rows }) => rows).map((row) => [row.inventoryId, row]))
}
