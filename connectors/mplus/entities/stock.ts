import { attemptAll } from '#core/kit/attempt.ts'
import {
  type CreateItem,
  defineEntity,
  defineRead,
  type FindRequest,
  type UpdateItem,
  type WriteRequest,
  type WriteResult,
} from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import { field, type ValuesOf } from '#core/kit/fields.ts'
import { type Stock, stock as stockSchema } from '#core/model/stock.ts'
import type { MplusClient } from '../client.ts'
import { refusalError } from '../failures.ts'
import { toScaled } from '../values/quantity.ts'
import { articleNumberOf, isArticleNumber } from '../values/sku.ts'
import { chunks } from './chunks.ts'
import { branchesToRead, describeStockPosition, rowsOf, stockPages, stockReadFields, toStock } from './stock-read.ts'

const writeFields = {
  branch: field.liveChoice({ label: 'Branch', help: 'Its stock is set.', list: 'branches' }),
  quantity: field.choice({
    label: 'Quantity to set',
    options: { available: 'Available: on hand minus reserved for sales', onHand: 'On hand' },
    default: 'available',
  }),
  employeeNumber: field.number({ label: 'Employee number', help: 'Whose name the change is kept under.', default: 999_999, min: 1 }),
} as const

type StockSettings = ValuesOf<typeof writeFields>

/** Stock is set to a figure, so creating and updating are the same write and a repeated one does no harm. */
export const stock = defineEntity<MplusClient, Stock>({
  entity: 'stock',
  label: 'Stock',
  schema: stockSchema,
  read: defineRead({ fields: stockReadFields, describePosition: describeStockPosition, pages: stockPages }),
  find: {
    by: ['sku'],
    run: async (client, { items, settings, signal }: FindRequest<StockSettings>) => {
      // A SKU that is no article number cannot be in the till; writing it says so per record.
      const skus = [...new Set(items.map(({ key }) => key).filter(isArticleNumber))]
      const chosen = settings === undefined ? [] : [settings.branch]
      const branches = skus.length === 0 ? [] : await branchesToRead(client, chosen, signal)
      const rows = await Promise.all(chunks(skus, 200).map((articleNumbers) => rowsOf(client, { branches, articleNumbers, signal })))
      const byArticle = Map.groupBy(rows.flat(), ({ articleNumber }) => articleNumber)
      return new Map(
        items.map(({ key, data }) => {
          const found = byArticle.get(key)
          const wanted = data && settings && { sku: key, [settings.quantity]: data[settings.quantity] }
          return [key, found ? [{ id: key, label: key, data: comparable(toStock(key, found), settings), wanted }] : []]
        }),
      )
    },
  },
  create: { idempotency: 'absolute', batch: 100, run: setStock },
  update: { batch: 100, paths: ['available', 'onHand'], run: setStock },
  writeFields,
})

/** The till sets what can be sold; where a flow sends the figure on hand, that is what it must be compared with. */
function comparable(found: Stock, settings: StockSettings | undefined): Stock {
  return settings?.quantity === 'onHand' ? { ...found, onHand: found.available } : found
}

/** An update may carry only the fields that changed, so both figures are optional here. */
function setStock(
  client: MplusClient,
  { items, settings, signal }: WriteRequest<CreateItem<Stock> | UpdateItem<Stock>, StockSettings>,
): Promise<readonly WriteResult[]> {
  return attemptAll(items, async ({ data, key }, leave) => {
    const what = `Stock of ${data.sku ?? key}`
    const articleNumber = articleNumberOf(data.sku ?? key, what)
    const amount = data[settings.quantity]
    if (amount === undefined) {
      throw new DataError(`${what} carries no quantity ${settings.quantity === 'onHand' ? 'on hand' : 'available'}.`, {
        code: 'quantity-missing',
        hint: 'Map the quantity, or choose the other one in the settings of the node.',
      })
    }
    const { quantity, decimalPlaces } = toScaled(amount, what)
    const request = {
      branchNumber: settings.branch,
      articleNumber,
      amount: quantity,
      decimalPlaces,
      employeeNumber: String(settings.employeeNumber),
    }
    leave()
    const answer = await client.call('setStock', { request }, signal)
    if (answer.result !== 'SET-STOCK-RESULT-OK') throw refusalError({ what, result: answer.result, answer })
    return { ok: true, id: articleNumber, label: `${articleNumber}: ${amount}` }
  })
}
