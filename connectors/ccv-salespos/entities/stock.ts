import { z } from 'zod'
import {
  type CreateItem,
  defineEntity,
  defineRead,
  type Existing,
  type FindItem,
  type Page,
  type ReadRequest,
  type WriteRequest,
  type WriteResult,
} from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import { field, type ValuesOf } from '#core/kit/fields.ts'
import type { FlowRecord, Json } from '#core/kit/record.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import { type Stock, stock as stockSchema } from '#core/model/stock.ts'
import { attemptAll } from '../attempt.ts'
import type { CcvClient } from '../client.ts'
import { ccvMoment, decimalOf, given, idOf, numberOf, rawsOf, textOf } from '../values.ts'
import { type CatalogueProduct, catalogueOf, skuOfCombination, withCombinations } from './catalogue.ts'
import { pageSizeField } from './start-field.ts'

const what = ({ key }: { readonly key: string }) => `Stock of ${key}`

const writeFields = {
  quantity: field.choice({
    label: 'Figure to send',
    help: 'CCV has one figure per article and takes every sale off it, so it is what can still be sold.',
    options: { available: 'Available', onHand: 'On hand' },
    default: 'available',
  }),
  manageStock: field.choice({
    label: 'Stock keeping of the product',
    options: { leave: 'stays as it is in the shop', record: 'as the record says', on: 'is switched on', off: 'is switched off' },
    default: 'leave',
  }),
} as const

type StockWriteSettings = ValuesOf<typeof writeFields>
const readFields = { pageSize: pageSizeField } as const

export const stock = defineEntity<CcvClient, Stock>({
  entity: 'stock',
  label: 'Stock',
  schema: stockSchema,
  read: defineRead({ fields: readFields, describePosition, pages: stockPages }),
  find: { by: ['sku'], run: findStock },
  create: { idempotency: 'absolute', batch: 50, run: writeStock },
  writeFields,
})

/** What has a stock of its own: a product without variants, or one variant. */
interface Stocked {
  readonly sku: string | undefined
  /** Path of its resource: `products/7001`, `attributecombinations/8801`. */
  readonly id: string
  readonly product: CatalogueProduct
  readonly amount: unknown
}

function stockedIn(product: CatalogueProduct): readonly Stocked[] {
  const { id, raw, combinations } = product
  if (combinations.length === 0) return [{ sku: textOf(raw.productnumber), id: `products/${id}`, product, amount: raw.stock }]
  return combinations.map((combination) => ({
    sku: skuOfCombination(combination),
    id: `attributecombinations/${idOf(combination.id) ?? ''}`,
    product,
    amount: combination.stock,
  }))
}

const positionShape = z.union([z.object({ start: z.number() }), z.object({ readAt: z.string() })])

/** Products removed meanwhile move the others forward. */
const overlap = 20

/** CCV does not say whether stock counts as a change of a product, so every run reads it all; what has not changed is not sent on. */
async function* stockPages(
  client: CcvClient,
  { position, settings, signal }: ReadRequest<ValuesOf<typeof readFields>>,
): AsyncIterable<Page<Stock>> {
  const settled = positionShape.safeParse(position).data
  const start = settled !== undefined && 'start' in settled ? Math.max(0, settled.start - overlap) : 0
  const query = { orderby: 'id', expand: 'attributecombinations' }
  for await (const page of client.pages('products', { query, start, size: settings.pageSize, signal })) {
    const products = await Promise.all(rawsOf(page.items).map((raw) => withCombinations(client, raw, signal)))
    // A variant that is switched off cannot be bought, and often nobody gave it a SKU.
    const stocked = products.flatMap(stockedIn).filter(({ sku, product }) => sku !== undefined || product.combinations.length === 0)
    yield {
      ...translatePage(stocked, { name: (one) => nameOf(one, client), translate: (one) => recordOf(one, client) }),
      position: page.isLast
        ? { readAt: ccvMoment(client.clock.now().getTime() + client.skewMs()) }
        : { start: page.start + page.items.length },
    }
  }
}

function describePosition(position: Json): string {
  const settled = positionShape.safeParse(position).data
  if (settled === undefined) return 'from the beginning'
  return 'start' in settled
    ? `the first ${settled.start} products`
    : `all stock, read ${settled.readAt.replace('T', ' ').replace('Z', ' UTC')}`
}

function recordOf(stocked: Stocked, client: CcvClient): FlowRecord<Stock> {
  if (stocked.sku === undefined) {
    throw new DataError('it has no product number.', { code: 'sku-missing', hint: 'Give the product a product number in CCV.' })
  }
  return { ...nameOf(stocked, client), data: toStock(stocked.sku, stocked) }
}

function nameOf({ sku, id, product }: Stocked, { account }: CcvClient): Untranslated {
  return { entity: 'stock', key: sku ?? id, raw: product.raw, origin: { connector: 'ccv-salespos', account, id } }
}

/** Sales are taken off at once, so what CCV holds is what can be sold. */
function toStock(sku: string, { amount, product }: Stocked): Stock {
  const quantity = decimalOf(amount)
  return { sku, locations: [], managesStock: product.raw.stockenabled !== false, ...given({ onHand: quantity, available: quantity }) }
}

async function stockedBySku(
  client: CcvClient,
  skus: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly Stocked[]>> {
  const found = await catalogueOf(client).bySku(skus, signal)
  return new Map(skus.map((sku) => [sku, (found.get(sku) ?? []).flatMap(stockedIn).filter((one) => one.sku === sku)]))
}

async function findStock(
  client: CcvClient,
  {
    items,
    settings,
    signal,
  }: { readonly items: readonly FindItem[]; readonly settings?: StockWriteSettings; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const stocked = await stockedBySku(
    client,
    items.map(({ key }) => key),
    signal,
  )
  return new Map(
    items.map(({ key, data }) => [
      key,
      (stocked.get(key) ?? []).map((one) => ({
        id: one.id,
        label: key,
        data: toStock(key, one),
        ...(data && settings && { wanted: wantedOf(data as Partial<Stock>, settings) }),
      })),
    ]),
  )
}

/** The one figure CCV holds stands for both. */
function wantedOf(data: Partial<Stock>, settings: StockWriteSettings): Readonly<Record<string, unknown>> {
  const quantity = data[settings.quantity]
  return given({ sku: data.sku, onHand: quantity, available: quantity, managesStock: managedOf(data, settings) })
}

function managedOf({ managesStock }: Partial<Stock>, { manageStock }: StockWriteSettings): boolean | undefined {
  if (manageStock === 'leave') return undefined
  return manageStock === 'record' ? managesStock : manageStock === 'on'
}

function writeStock(
  client: CcvClient,
  { items, settings, signal }: WriteRequest<CreateItem<Stock>, StockWriteSettings>,
): Promise<readonly WriteResult[]> {
  const catalogue = catalogueOf(client)
  return attemptAll(items, {
    what,
    write: async (item, leave) => {
      const { sku } = item.data
      const [target, another] = (await stockedBySku(client, [sku], signal)).get(sku) ?? []
      if (!target)
        throw new DataError(`the shop has no article with SKU ${sku}.`, { code: 'product-missing', hint: 'Send the product to CCV first.' })
      if (another)
        throw new DataError(`the shop has several articles with SKU ${sku}.`, { code: 'ambiguous', hint: 'Give all but one another SKU.' })
      const quantity = item.data[settings.quantity]
      const managed = managedOf(item.data, settings)
      if (quantity === undefined && managed === undefined) {
        throw new DataError(`it does not say what is ${settings.quantity === 'available' ? 'available' : 'on hand'}.`, {
          code: 'quantity-missing',
          hint: 'Choose the other figure in the settings of the node, or map this one.',
        })
      }
      leave()
      if (quantity !== undefined) await client.patch(target.id, { stock: numberOf(quantity, what(item)) }, signal)
      if (managed !== undefined) await client.patch(`products/${target.product.id}`, { stockenabled: managed }, signal)
      await catalogue.load(target.product.id, signal)
      return { ok: true, id: target.id, label: sku }
    },
  })
}
