import Big from 'big.js'
import { DataError } from '#core/kit/errors.ts'
import type { Order, OrderLine } from '#core/model/order.ts'
import type { Values } from '../client.ts'
import { ownFields } from '../own-fields.ts'
import { byName, type Carrier, type Tax } from '../reference-data.ts'
import { given, numberOf } from '../values.ts'

/** What lines are translated with. Everything has been looked up before; nothing here asks the server. */
export interface LineContext {
  readonly taxes: readonly Tax[]
  /** SKU → id of a `product.product`. */
  readonly productIds: Readonly<Record<string, string>>
  /** Sales taxes that Odoo itself would put on a product, by product id. */
  readonly taxesOfProducts: ReadonlyMap<number, readonly Tax[]>
  readonly carrier: Carrier | undefined
  readonly shippingProductId: number | undefined
  readonly discountProductId: number | undefined
  /** Fields of a line that this version and this user have. */
  readonly lineFields: ReadonlyMap<string, string>
}

/**
 * The `order_line` commands of an order.
 * @throws DataError that names the order and the line: `product-missing`, `tax-unmapped`, `price-missing`, `shipping-product-missing`…
 */
export function lineCommands(order: Order, context: LineContext): readonly unknown[] {
  return order.lines.map((line, index) => [0, 0, lineValues(line, { where: `Order ${order.number}, line ${index + 1}`, context })])
}

function lineValues(line: OrderLine, { where, context }: { readonly where: string; readonly context: LineContext }): Values {
  // Text lines must not hold a product, quantity or price.
  if (line.kind === 'note') return { display_type: 'line_note', name: line.name }
  const productId = productOf(line, { where, context })
  const tax = line.taxCode === undefined ? undefined : taxNamed(line.taxCode, { where, context })
  const taxes = tax ? [tax] : (context.taxesOfProducts.get(productId) ?? [])
  const price = unitPriceOf(line, { where, isIncluded: taxes.some((one) => one.isPriceIncluded), taxes })
  return given({
    product_id: productId,
    name: line.name === '' ? undefined : line.name,
    product_uom_qty: numberOf(line.quantity, where),
    price_unit: price === undefined ? undefined : numberOf(price, where),
    discount: line.discountPercent === undefined ? undefined : numberOf(line.discountPercent, where),
    // `tax_ids` from Odoo 19 on, `tax_id` before.
    [context.lineFields.has('tax_ids') ? 'tax_ids' : 'tax_id']: tax ? [[6, 0, [tax.id]]] : undefined,
    is_delivery: line.kind === 'shipping' && context.lineFields.has('is_delivery') ? true : undefined,
    ...ownFields(line.extra, { owner: where, known: context.lineFields }),
  })
}

function taxNamed(code: string, { where, context }: { readonly where: string; readonly context: LineContext }): Tax {
  return byName(context.taxes, code, { what: 'sales tax', owner: where, code: 'tax' })
}

function productOf(line: OrderLine, { where, context }: { readonly where: string; readonly context: LineContext }): number {
  const linked = line.sku === undefined ? undefined : context.productIds[line.sku]
  if (linked !== undefined) return productIdOf(linked, where)
  if (line.kind === 'shipping') {
    const id = context.carrier?.productId ?? context.shippingProductId
    if (id !== undefined) return id
    throw new DataError(`${where}: Odoo needs a product for the shipping costs.`, {
      code: 'shipping-product-missing',
      hint: 'Map the shipping method to a delivery method of Odoo, or fill in the SKU for shipping costs on the upsert node.',
    })
  }
  if (line.kind === 'discount') {
    if (context.discountProductId !== undefined) return context.discountProductId
    throw new DataError(`${where}: Odoo needs a product for the discount "${line.name}".`, {
      code: 'discount-product-missing',
      hint: 'Fill in the SKU for discounts on the upsert node; a service product of price 0 will do.',
    })
  }
  throw new DataError(`${where}: Odoo has no product with SKU ${line.sku ?? '(none)'}.`, {
    code: 'product-missing',
    hint: 'Send the product first, or give the product in Odoo this SKU as its internal reference.',
    facts: { sku: line.sku ?? null },
  })
}

function productIdOf(linked: string, where: string): number {
  const id = Number(linked)
  if (Number.isSafeInteger(id) && id > 0) return id
  throw new DataError(`${where}: "${linked}" is a product with several variants in Odoo, and a line needs one of them.`, {
    code: 'product-is-family',
    hint: 'Use the SKU of the variant.',
  })
}

/** Odoo has one unit price; whether it includes tax is a property of the tax. Absent: Odoo's price list decides. */
function unitPriceOf(
  line: OrderLine,
  { where, isIncluded, taxes }: { readonly where: string; readonly isIncluded: boolean; readonly taxes: readonly Tax[] },
): string | undefined {
  const [wanted, other] = isIncluded ? [line.priceIncl, line.priceExcl] : [line.priceExcl, line.priceIncl]
  if (wanted !== undefined || other === undefined) return wanted
  const factor = taxFactor(line, taxes)
  if (factor === undefined) {
    throw new DataError(`${where}: Odoo wants the price ${isIncluded ? 'including' : 'excluding'} tax, and the tax rate is unknown.`, {
      code: 'price-missing',
      hint: `Map the unit price ${isIncluded ? 'incl.' : 'excl.'} tax, or the tax rate.`,
    })
  }
  // Six decimals: at a quantity of a thousand the line total still agrees to the cent.
  return (isIncluded ? new Big(other).times(factor) : new Big(other).div(factor)).round(6).toFixed()
}

function taxFactor(line: OrderLine, taxes: readonly Tax[]): Big | undefined {
  const rates = line.taxRate === undefined ? taxes.map((tax) => tax.percent) : [line.taxRate]
  if (rates.some((rate) => rate === undefined)) return undefined
  if (rates.length === 0) return undefined
  return rates
    .reduce((sum, rate) => sum.plus(rate ?? 0), new Big(0))
    .div(100)
    .plus(1)
}
