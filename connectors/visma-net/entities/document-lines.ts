import Big from 'big.js'
import { DataError, SettingsError } from '#core/kit/errors.ts'
import type { Order, OrderLine } from '#core/model/order.ts'
import { numberOf } from '../values/number.ts'
import type { OrderWriteSettings } from './order-write-fields.ts'

/** A line as both kinds of document understand it. */
export interface DocumentLine {
  /** Absent where an invoice books straight on an account. */
  readonly item?: string
  readonly description: string
  readonly quantity: number
  readonly unit?: string
  readonly unitPrice: number
  readonly discountPercent?: number
  readonly tax?: string
  readonly account?: string
}

/** Prices are computed to so many decimals from ones including tax; how many a company keeps is its own setting, four at least. */
const priceDecimals = 4

/** Notes are no lines in Visma.net; `notesOf` tells them. @throws DataError that names the order, the line and the value */
export function documentLines(
  order: Order,
  settings: OrderWriteSettings,
  { needsItems }: { readonly needsItems: boolean },
): readonly DocumentLine[] {
  const country = order.shipping?.country ?? order.billing?.country
  const defaults = {
    tax: mapped(settings.taxByCountry, country, 'VAT per country') ?? (settings.defaultTax || undefined),
    account: mapped(settings.revenueAccountByCountry, country, 'Revenue account per country') ?? (settings.revenueAccount || undefined),
  }
  return order.lines.flatMap((line, index) => {
    if (line.kind === 'note') return []
    const what = `Order ${order.number}, line ${index + 1} (${line.sku ?? line.name})`
    const item = itemOf(line, settings)
    const account = line.revenueAccount || defaults.account
    if (item === undefined && (needsItems || account === undefined)) throw withoutItem(line, what)
    const tax = line.taxCode || defaults.tax
    const { price, quantity } = signed(unitPriceOf(order, line, what), line.quantity, what)
    const discount = line.discountPercent === undefined || Number(line.discountPercent) === 0 ? undefined : line.discountPercent
    return [
      {
        description: line.name,
        quantity: numberOf(quantity, `${what}: the quantity`),
        unitPrice: numberOf(price, `${what}: the unit price`),
        ...(item !== undefined && { item }),
        ...(settings.sendUnit && line.unit && { unit: line.unit }),
        ...(discount !== undefined && { discountPercent: numberOf(discount, `${what}: the discount`) }),
        ...(tax !== undefined && { tax }),
        ...(account !== undefined && { account }),
      },
    ]
  })
}

/** Lines of text alone, which travel in the note of the document. */
export function notesOf({ note, lines }: Order): string | undefined {
  const texts = [note, ...lines.filter(({ kind }) => kind === 'note').map(({ name }) => name)].map((text) => text?.trim()).filter(Boolean)
  return texts.length === 0 ? undefined : texts.join('\n')
}

function itemOf({ sku, kind }: OrderLine, { shippingItem, discountItem }: OrderWriteSettings): string | undefined {
  const standIn = kind === 'shipping' ? shippingItem : kind === 'discount' ? discountItem : undefined
  return sku || standIn || undefined
}

function withoutItem({ kind, name }: OrderLine, what: string): DataError {
  const purpose = { product: 'it', shipping: 'shipping costs', discount: 'discounts', note: 'texts' }[kind]
  return new DataError(`${what} "${name}" has no SKU, and no item is chosen for ${purpose}.`, {
    code: 'line-without-item',
    hint: 'Every line of an order in Visma.net is an item. Choose one in the settings of the node, or give the line a SKU in the source.',
  })
}

/** The sales order service refuses negative quantities of anything but charges: what comes back is a negative price. */
function signed(price: string, quantity: string, what: string): { readonly price: string; readonly quantity: string } {
  const [one, many] = [big(price, what), big(quantity, what)]
  return many.lt(0)
    ? { price: one.times(-1).toFixed(), quantity: many.times(-1).toFixed() }
    : { price: one.toFixed(), quantity: many.toFixed() }
}

function big(text: string, what: string): Big {
  try {
    return new Big(text)
  } catch (cause) {
    throw new DataError(`${what}: "${text}" is no number.`, { code: 'number-unreadable', cause })
  }
}

/** Documents of Visma.net are priced excluding tax. */
function unitPriceOf({ pricesIncludeTax }: Order, { priceExcl, priceIncl, taxRate }: OrderLine, what: string): string {
  if (priceExcl !== undefined) return priceExcl
  if (priceIncl !== undefined && taxRate !== undefined) {
    return big(priceIncl, what).div(big(taxRate, what).div(100).plus(1)).round(priceDecimals).toFixed()
  }
  throw new DataError(`${what} has no unit price excluding tax.`, {
    code: 'price-missing',
    hint: pricesIncludeTax
      ? 'Map the unit price excluding tax, or the tax rate, from which it is computed.'
      : 'Visma.net would fill in a price of its own. Map the unit price excluding tax.',
  })
}

function mapped(map: unknown, country: string | undefined, field: string): string | undefined {
  if (map === undefined || country === undefined) return undefined
  const value = (map as Readonly<Record<string, unknown>>)[country]
  if (value === undefined || value === '') return undefined
  if (typeof value === 'string') return value
  throw new SettingsError(`"${field}" has no text for ${country}.`, { code: 'mapping-unreadable' })
}
