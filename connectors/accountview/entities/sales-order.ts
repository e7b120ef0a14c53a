import type { CreateItem } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import type { Order, OrderLine } from '#core/model/order.ts'
import type { WriteCommand } from '../client.ts'
import { type Installation, requireFields } from '../installation.ts'
import { objects } from '../objects.ts'
import { type WriteRow, writeTable } from '../write-table.ts'
import { unitPriceExcl } from './order-amounts.ts'
import { referenceText } from './order-reference.ts'
import type { OrderWriteSettings } from './order-write-fields.ts'

const { salesOrders } = objects

/** What a sales order of AccountView is made of. @throws DataError for what it cannot hold */
export function salesOrderOf(
  { data, externalId, links }: CreateItem<Order>,
  {
    installation,
    settings,
    debtor,
    day,
    delivery,
  }: {
    readonly installation: Installation
    readonly settings: OrderWriteSettings
    readonly debtor: string
    readonly day: string
    readonly delivery?: string
  },
): Omit<WriteCommand, 'signal'> {
  requireFields(installation, salesOrders, ['RPL_INV', 'ORD_DATE', 'COMMENT1'])
  const headerFields = installation.tables.get(salesOrders.table)
  const lineFields = installation.tables.get(salesOrders.lines)
  const reference = headerFields?.get('COMMENT1') ?? { length: 0, type: 'C' }
  // Lines of text have no place in a sales order: the field for a line's description is not published.
  const lines = data.lines.filter(({ kind }) => kind !== 'note')
  if (lines.length === 0) throw new DataError(`Order ${data.number} has no lines.`, { code: 'lines-missing' })
  const header: WriteRow = {
    RPL_INV: debtor,
    RPL_DEL: debtor,
    ...(delivery !== undefined && { DEL_CODE: delivery }),
    ORD_DATE: day,
    DEL_DATE: day,
    ...(data.customer.email && headerFields?.has('TO_EMAIL') && { TO_EMAIL: data.customer.email }),
    COMMENT1: referenceText(data.number, externalId, reference),
  }
  const rows = lines.map((line, index): WriteRow => {
    const name = `Order ${data.number}, line ${index + 1} "${line.name}"`
    return {
      ART_CODE: articleOf(line, { settings, name, ids: links?.productIds ?? {} }),
      ORD_QTY: line.quantity,
      ART_PX: unitPriceExcl(line, name),
      DEL_DATE: day,
      // Sent where this installation has a field for it; otherwise the article's own VAT code holds.
      ...(lineFields?.has('VAT_CODE') && { VAT_CODE: line.taxCode ?? settings.vatCode ?? '' }),
    }
  })
  return {
    object: salesOrders,
    bookDate: day,
    header: writeTable(installation, salesOrders.table, { rows: [header] }),
    lines: writeTable(installation, salesOrders.lines, { rows, headerId: '1' }),
  }
}

function articleOf(
  line: OrderLine,
  { settings, name, ids }: { readonly settings: OrderWriteSettings; readonly name: string; readonly ids: Readonly<Record<string, string>> },
): string {
  const own = line.sku === undefined || line.sku === '' ? undefined : (ids[line.sku] ?? line.sku)
  const article =
    own ?? (line.kind === 'shipping' ? settings.shippingArticle : line.kind === 'discount' ? settings.discountArticle : undefined)
  if (article) return article
  const what = line.kind === 'shipping' ? 'Article for shipping costs' : line.kind === 'discount' ? 'Article for discounts' : undefined
  throw new DataError(`${name} has no article.`, {
    code: 'article-missing',
    hint: what ? `Choose the "${what}" in the node.` : 'Give the product a SKU in the source.',
  })
}
