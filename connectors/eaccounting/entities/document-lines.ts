import Big from 'big.js'
import { DataError } from '#core/kit/errors.ts'
import type { Order, OrderLine } from '#core/model/order.ts'
import { type Coding, rateOf } from '../reference-data.ts'
import { fractionOf, numberOf, sameDecimal } from '../values/number.ts'
import { filled } from '../values/text.ts'
import type { ArticleRow } from './article-rows.ts'
import type { OrderWriteSettings } from './order-write-fields.ts'

export interface LineSurroundings {
  readonly settings: OrderWriteSettings
  /** Articles by their id and by their number. */
  readonly articles: { readonly byId: ReadonlyMap<string, ArticleRow>; readonly byNumber: ReadonlyMap<string, ArticleRow> }
  readonly codings: ReadonlyMap<string, Coding>
  readonly productIds: Readonly<Record<string, string>>
  /** Documents for private persons carry prices with tax. */
  readonly includesVat: boolean
  readonly isDomestic: boolean
}

/** A row as all documents have it; each kind adds what it demands besides. */
export interface RowDraft {
  readonly ArticleId?: string
  readonly Text: string
  readonly UnitPrice?: number
  readonly Quantity?: number
  readonly DiscountPercentage?: number
}

/** A document has at most this many rows. */
const mostRows = 1_000

/** @throws DataError that names the order, the line and the value */
export function rowDrafts(order: Order, around: LineSurroundings): readonly RowDraft[] {
  if (order.lines.length > mostRows) {
    throw new DataError(`Order ${order.number} has ${order.lines.length} lines; a document in eAccounting takes ${mostRows}.`, {
      code: 'too-many-lines',
    })
  }
  if (order.lines.length === 0) {
    throw new DataError(`Order ${order.number} has no lines; eAccounting takes no empty document.`, { code: 'no-lines' })
  }
  return order.lines.map((line, index) => rowDraft(line, `Order ${order.number}, line ${index + 1}`, around))
}

function rowDraft(line: OrderLine, what: string, around: LineSurroundings): RowDraft {
  const Text = line.name.trim().slice(0, 2_000)
  if (line.kind === 'note') return { Text: Text || '–' }
  const article = articleOf(line, what, around)
  const named = `${what} (${line.sku ?? line.name})`
  const rate = articleRate(article, around)
  checkRate(line, named, { rate, article, around })
  const discount = line.discountPercent === undefined ? undefined : fractionOf(line.discountPercent, named)
  return {
    ArticleId: article.Id,
    Text: Text || (article.Name ?? line.sku ?? '–'),
    UnitPrice: numberOf(unitPrice(line, named, { rate, includesVat: around.includesVat }), `${named}: the unit price`, 6),
    Quantity: numberOf(line.quantity, `${named}: the quantity`),
    ...(discount !== undefined && discount !== 0 && { DiscountPercentage: discount }),
  }
}

function articleOf(line: OrderLine, what: string, { settings, articles, productIds }: LineSurroundings): ArticleRow {
  const sku = filled(line.sku)
  const own = sku === undefined ? undefined : (articles.byId.get(productIds[sku] ?? '') ?? articles.byNumber.get(sku))
  if (own) return own
  const preset = { shipping: settings.shippingArticle, discount: settings.discountArticle, product: undefined, note: undefined }[line.kind]
  const found = preset === undefined ? undefined : articles.byNumber.get(preset)
  if (found) return found
  if (preset !== undefined) {
    throw new DataError(`${what}: eAccounting has no article ${preset}, which this flow books ${line.kind} on.`, {
      code: 'article-missing',
      hint: 'Make the article in eAccounting, or choose another one in the settings of this node.',
    })
  }
  const asks = line.kind === 'shipping' ? 'shipping costs' : line.kind === 'discount' ? 'discounts' : undefined
  throw new DataError(`${what} (${sku ?? line.name}) has no article in eAccounting, and every row there is one.`, {
    code: asks === undefined ? 'product-missing' : 'article-not-chosen',
    hint: asks === undefined ? 'Send the product to eAccounting first.' : `Choose the article for ${asks} in the settings of this node.`,
  })
}

/** The one price that counts; worked out from the other with the line's rate, else the article's. */
function unitPrice(
  { priceExcl, priceIncl, taxRate }: OrderLine,
  what: string,
  { rate, includesVat }: { readonly rate: string | undefined; readonly includesVat: boolean },
): string {
  const [direct, other] = includesVat ? [priceIncl, priceExcl] : [priceExcl, priceIncl]
  if (direct !== undefined) return direct
  const percent = taxRate ?? rate
  if (other === undefined || percent === undefined) {
    throw new DataError(`${what} has no unit price ${includesVat ? 'including' : 'excluding'} tax.`, {
      code: 'price-missing',
      hint: 'eAccounting would fill in a price of its own. Map the unit price, or the tax rate beside the other price.',
    })
  }
  const factor = new Big(percent).div(100).plus(1)
  const price = includesVat ? new Big(other).times(factor) : new Big(other).div(factor)
  return price.round(6).toFixed()
}

function articleRate({ CodingId }: ArticleRow, { codings }: LineSurroundings): string | undefined {
  const coding = codings.get(CodingId ?? '')
  return coding && rateOf(coding)
}

function checkRate(
  { taxRate }: OrderLine,
  what: string,
  { rate, article, around }: { readonly rate: string | undefined; readonly article: ArticleRow; readonly around: LineSurroundings },
): void {
  if (!around.settings.checkTax || !around.isDomestic || taxRate === undefined || rate === undefined || sameDecimal(taxRate, rate)) return
  throw new DataError(`${what} is taxed at ${taxRate} %, and article ${article.Number ?? article.Id} in eAccounting at ${rate} %.`, {
    code: 'tax-differs',
    hint: 'eAccounting takes the rate from the account coding of the article. Give the article the right coding there, or switch this check off on the node.',
    facts: { taxRate, articleRate: rate },
  })
}
