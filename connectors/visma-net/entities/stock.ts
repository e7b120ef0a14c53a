import Big from 'big.js'
import { z } from 'zod'
import { defineEntity, defineRead, type Page, type ReadRequest } from '#core/kit/define-connector.ts'
import { field, type ValuesOf } from '#core/kit/fields.ts'
import type { FlowRecord, Json } from '#core/kit/record.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import { type Stock, stock as stockSchema } from '#core/model/stock.ts'
import { type AvailabilityRow, availabilityOf, availabilityPage } from '../availability.ts'
import type { VismaNetClient } from '../client.ts'
import { decimalOf } from '../values/number.ts'

const readFields = {
  warehouses: field.texts({
    label: 'Warehouses',
    help: 'Ids of the warehouses whose stock counts together. Empty: all of them.',
    optional: true,
  }),
  available: field.choice({
    label: 'Available is',
    options: {
      available: 'What Visma.net calls available, by the rules of the item class',
      shippable: 'On hand minus what is allocated to orders',
    },
    default: 'available',
  }),
  pageSize: field.number({ label: 'Items per request', default: 5_000, min: 1, max: 10_000, rare: true }),
} as const

type ReadSettings = ValuesOf<typeof readFields>

/** Stock is read. Visma.net changes it through receipts, shipments and adjustments alone, so there is no figure to set. */
export const stock = defineEntity<VismaNetClient, Stock>({
  entity: 'stock',
  label: 'Stock',
  schema: stockSchema,
  read: defineRead({ fields: readFields, describePosition, pages: stockPages }),
  find: {
    by: ['sku'],
    run: async (client, { items, signal }) => {
      const rows = await availabilityOf(client, { skus: items.map(({ key }) => key), signal })
      return new Map(
        items.map(({ key }) => {
          const row = rows.get(key)
          return [key, row ? [{ id: key, label: key, data: stockFrom(row, 'available') }] : []]
        }),
      )
    },
  },
})

const positionSchema = z.object({
  since: z.string().optional(),
  /** Of a reading under way: the next page, its newest change so far, and when it began. */
  page: z.number().int().optional(),
  top: z.string().optional(),
  start: z.string().optional(),
})

/** Asked again for as long before the newest change seen: a change may become visible after a younger one. */
const overlapMs = 5 * 60_000

async function* stockPages(client: VismaNetClient, { position, settings, signal }: ReadRequest<ReadSettings>): AsyncIterable<Page<Stock>> {
  const { since, page = 0, top: before, start = client.clock.now().toISOString() } = positionSchema.safeParse(position).data ?? {}
  const warehouses = settings.warehouses ?? []
  let top = before
  for (let pageIndex = page; ; pageIndex++) {
    const query = { warehouses, modifiedSince: since, pageSize: settings.pageSize, pageIndex, signal }
    const { rows, isLast } = await availabilityPage(client, query)
    if (rows.length === 0 && pageIndex === 0) return
    top = newest([top, ...rows.flatMap(({ availability }) => availability ?? []).map(({ lastModified }) => lastModified)])
    const whole = since === undefined ? rows : await inAllWarehouses(client, { rows, warehouses, signal })
    yield {
      ...translatePage(whole, { name: (row) => nameOf(row, client), translate: (row) => stockRecord(row, { client, settings }) }),
      position: isLast
        ? settled(overlapped(oldest(top, start)) ?? since)
        : { ...settled(since), page: pageIndex + 1, start, ...(top && { top }) },
    }
    if (isLast) return
  }
}

const settled = (since: string | undefined): { readonly [name: string]: string } => (since === undefined ? {} : { since })

/** Nothing says whether an item asked for by its change shows every warehouse or the changed ones alone: its sum would then be wrong. */
async function inAllWarehouses(
  client: VismaNetClient,
  {
    rows,
    warehouses,
    signal,
  }: { readonly rows: readonly AvailabilityRow[]; readonly warehouses: readonly string[]; readonly signal: AbortSignal },
): Promise<readonly AvailabilityRow[]> {
  const whole = await availabilityOf(client, { skus: rows.map(({ inventoryId }) => inventoryId), warehouses, signal })
  return rows.map((row) => whole.get(row.inventoryId) ?? row)
}

function stockRecord(
  row: AvailabilityRow,
  { client, settings }: { readonly client: VismaNetClient; readonly settings: ReadSettings },
): FlowRecord<Stock> {
  return { ...nameOf(row, client), data: stockFrom(row, settings.available) }
}

function nameOf(row: AvailabilityRow, { account }: VismaNetClient): Untranslated {
  const key = row.inventoryId
  return { entity: 'stock', key, raw: row, origin: { connector: 'visma-net', account, id: key } }
}

/** Reserved is what is allocated: on hand less what can still be shipped. */
function stockFrom({ inventoryId, availability }: AvailabilityRow, kind: ReadSettings['available']): Stock {
  const locations = (availability ?? []).map((place) => {
    const onHand = decimalOf(place.quantityOnHand) ?? '0'
    const shippable = decimalOf(place.quantityAvailableForShipment) ?? onHand
    const available = kind === 'shippable' ? shippable : (decimalOf(place.quantityAvailable) ?? '0')
    const incoming = decimalOf(place.quantityPurchaseOrders) ?? '0'
    return { location: place.warehouseId, onHand, reserved: new Big(onHand).minus(shippable).toFixed(), available, incoming }
  })
  const total = (name: 'onHand' | 'reserved' | 'available' | 'incoming') =>
    locations.reduce((sum, one) => sum.plus(one[name]), new Big(0)).toFixed()
  return {
    sku: inventoryId,
    onHand: total('onHand'),
    reserved: total('reserved'),
    available: total('available'),
    incoming: total('incoming'),
    locations,
  }
}

function newest(moments: readonly (string | null | undefined)[]): string | undefined {
  const known = moments.filter((one): one is string => typeof one === 'string' && !Number.isNaN(Date.parse(utc(one))))
  return known.toSorted((left, right) => Date.parse(utc(left)) - Date.parse(utc(right))).at(-1)
}

/** What changed on a page already read is only certain to be asked for again when the next reading begins before this one did. */
function oldest(top: string | undefined, start: string): string | undefined {
  return top === undefined || Date.parse(utc(top)) < Date.parse(start) ? top : start
}

/** The sales order service speaks UTC where it names no offset. */
function utc(moment: string): string {
  return /(Z|[+-]\d\d:\d\d)$/.test(moment) ? moment : `${moment}Z`
}

function overlapped(moment: string | undefined): string | undefined {
  return moment === undefined ? undefined : new Date(Date.parse(utc(moment)) - overlapMs).toISOString()
}

function describePosition(position: Json): string {
  const { since, page } = positionSchema.safeParse(position).data ?? {}
  const from =
    since === undefined || Number.isNaN(Date.parse(since))
      ? 'from the beginning'
      : `changes until ${since.slice(0, 16).replace('T', ' ')} UTC`
  return page === undefined ? from : `${from}, page ${page} read`
}
