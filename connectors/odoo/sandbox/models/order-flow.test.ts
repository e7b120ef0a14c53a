import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OdooSandbox } from '../options.ts'
import { startOdooSandbox } from '../start.ts'

let sandbox: OdooSandbox

beforeAll(async () => {
  sandbox = await startOdooSandbox()
})
afterAll(() => sandbox.close())

const call = (model: string, method: string, places: readonly unknown[], named = {}) => sandbox.call(model, method, places, named)
const read = (model: string, id: unknown, fields: readonly string[], context = {}) => {
  const [record] = call(model, 'read', [[id], fields], { load: null, context }) as readonly Record<string, unknown>[]
  return fields.map((field) => record?.[field])
}
const levels = (product: unknown, context = {}) =>
  read('product.product', product, ['qty_available', 'free_qty', 'virtual_available'], context)

function makeProduct(values: Record<string, unknown> = {}, onHand = 0): number {
  const id = call('product.product', 'create', [{ name: 'Stoel', is_storable: true, list_price: 10, ...values }]) as number
  const [warehouse] = call('stock.warehouse', 'search_read', [[], ['lot_stock_id']], { load: null, limit: 1 }) as readonly {
    lot_stock_id: number
  }[]
  if (onHand > 0) {
    const quant = call('stock.quant', 'create', [{ product_id: id, location_id: warehouse?.lot_stock_id, inventory_quantity: onHand }])
    call('stock.quant', 'action_apply_inventory', [[quant]])
  }
  return id
}

function makeOrder(product: number, quantity: number, values: Record<string, unknown> = {}): number {
  return call('sale.order', 'create', [
    { partner_id: 3, order_line: [[0, 0, { product_id: product, product_uom_qty: quantity }]], ...values },
  ]) as number
}

describe('stock', () => {
  it('is counted first and applied then, with a counter-quant of the difference', () => {
    const product = makeProduct()
    const [warehouse] = call('stock.warehouse', 'search_read', [[], ['lot_stock_id']], { load: null, limit: 1 }) as readonly {
      lot_stock_id: number
    }[]
    const quant = call('stock.quant', 'create', [{ product_id: product, location_id: warehouse?.lot_stock_id, inventory_quantity: 25 }])
    const before = read('stock.quant', quant, ['quantity', 'inventory_diff_quantity'])
    call('stock.quant', 'action_apply_inventory', [[quant]])
    const all = call('stock.quant', 'search_read', [[['product_id', '=', product]], ['quantity']], { order: 'quantity' }) as readonly {
      quantity: number
    }[]
    expect([before, all.map((row) => row.quantity)]).toEqual([
      [0, 25],
      [-25, 25],
    ])
  })

  it('goes to the quant that is there in inventory mode', () => {
    const product = makeProduct({}, 10)
    const [quant] = call(
      'stock.quant',
      'search_read',
      [
        [
          ['product_id', '=', product],
          ['location_id.usage', '=', 'internal'],
        ],
        ['location_id'],
      ],
      {
        load: null,
      },
    ) as readonly { id: number; location_id: number }[]
    const values = { product_id: product, location_id: quant?.location_id, inventory_quantity: 4 }
    expect(call('stock.quant', 'create', [[values]], { context: { inventory_mode: true } })).toEqual([quant?.id])
  })

  it('is not set by a count that is out of date', () => {
    const product = makeProduct({}, 5)
    const [quant] = call('stock.quant', 'search', [
      [
        ['product_id', '=', product],
        ['location_id.usage', '=', 'internal'],
      ],
    ]) as readonly number[]
    call('stock.quant', 'write', [[quant], { inventory_quantity: 7 }])
    const order = makeOrder(product, 2)
    call('sale.order', 'action_confirm', [[order]])
    call('stock.picking', 'button_validate', read('sale.order', order, ['picking_ids']))
    expect(call('stock.quant', 'action_apply_inventory', [[quant]])).toMatchObject({ res_model: 'stock.inventory.conflict' })
    expect(levels(product)).toEqual([3, 3, 3])
  })

  it('is 5, 1 and 1 with 5 on hand and 4 sold, and 1, 1 and 1 after delivery', () => {
    const product = makeProduct({}, 5)
    const order = makeOrder(product, 4)
    const draft = levels(product)
    call('sale.order', 'action_confirm', [[order]])
    const confirmed = levels(product)
    const [pickings] = read('sale.order', order, ['picking_ids'])
    call('stock.picking', 'button_validate', [pickings])
    expect([draft, confirmed, levels(product)]).toEqual([
      [5, 5, 5],
      [5, 1, 1],
      [1, 1, 1],
    ])
  })

  it('comes back when a confirmed order is cancelled', () => {
    const product = makeProduct({}, 5)
    const order = makeOrder(product, 4)
    call('sale.order', 'action_confirm', [[order]])
    call('sale.order', 'action_cancel', [[order]])
    expect(levels(product)).toEqual([5, 5, 5])
  })

  it('is forecast below zero when more is sold than there is', () => {
    const product = makeProduct({}, 2)
    call('sale.order', 'action_confirm', [[makeOrder(product, 5)]])
    expect(levels(product)).toEqual([2, 0, -3])
  })

  it('is told for one warehouse when the context names it', () => {
    const product = makeProduct({}, 5)
    const other = call('stock.warehouse', 'create', [{ name: 'Filiaal', code: 'FIL' }])
    expect([levels(product, { warehouse_id: other }), levels(product, { warehouse_id: 1 })]).toEqual([
      [0, 0, 0],
      [5, 5, 5],
    ])
  })

  it('answers a dialogue and does nothing when not all is there', () => {
    const product = makeProduct({}, 2)
    const order = makeOrder(product, 5)
    call('sale.order', 'action_confirm', [[order]])
    const [pickings] = read('sale.order', order, ['picking_ids'])
    expect(call('stock.picking', 'button_validate', [pickings])).toMatchObject({ res_model: 'stock.backorder.confirmation' })
    expect(read('sale.order', order, ['delivery_status'])).toEqual(['pending'])
  })

  it('leaves a back order behind a part delivery', () => {
    const product = makeProduct({}, 2)
    const order = makeOrder(product, 5)
    call('sale.order', 'action_confirm', [[order]])
    const [pickings] = read('sale.order', order, ['picking_ids'])
    call('stock.picking', 'button_validate', [pickings], { context: { skip_backorder: true } })
    const rest = call('stock.picking', 'search_count', [[['backorder_id', 'in', pickings as number[]]]])
    expect([rest, read('sale.order', order, ['delivery_status']), levels(product)]).toEqual([1, ['partial'], [0, 0, -3]])
  })
})

describe('an order', () => {
  it('is numbered and addressed by the server', () => {
    const company = call('res.partner', 'create', [{ name: 'Klant B.V.', is_company: true }])
    const delivery = call('res.partner', 'create', [{ name: 'Magazijn', parent_id: company, type: 'delivery' }])
    const order = call('sale.order', 'create', [{ partner_id: company }])
    const [name, ...addresses] = read('sale.order', order, ['name', 'partner_invoice_id', 'partner_shipping_id', 'state'])
    expect([name, addresses]).toEqual([expect.stringMatching(/^S\d{5}$/), [company, delivery, 'draft']])
  })

  it.each([
    ['tax on top', '21%', 1, 10, [10, 2.1, 12.1]],
    ['tax in the price', '21% incl.', 3, 9.99, [24.77, 5.2, 29.97]],
    ['low tax on many', '9%', 3, 1.15, [3.45, 0.31, 3.76]],
  ])('adds up with %s', (_what, tax, quantity, price, amounts) => {
    const [taxId] = call('account.tax', 'search', [[['name', '=', tax]]]) as readonly number[]
    const line = { product_id: 2, product_uom_qty: quantity, price_unit: price, tax_ids: [[6, 0, [taxId]]] }
    const order = call('sale.order', 'create', [{ partner_id: 3, order_line: [[0, 0, line]] }])
    expect(read('sale.order', order, ['amount_untaxed', 'amount_tax', 'amount_total'])).toEqual(amounts)
  })

  it('takes its price from the customer’s price list', () => {
    const list = call('product.pricelist', 'create', [
      {
        name: 'Groothandel',
        item_ids: [[0, 0, { applied_on: '3_global', compute_price: 'percentage', percent_price: 10, min_quantity: 5 }]],
      },
    ])
    const product = makeProduct()
    const orders = [4, 5].map((quantity) => makeOrder(product, quantity, { pricelist_id: list }))
    expect(orders.map((order) => read('sale.order', order, ['amount_untaxed'])[0])).toEqual([40, 45])
  })

  it('written to state sale looks confirmed and has no delivery', () => {
    const order = makeOrder(makeProduct({}, 5), 1)
    expect(call('sale.order', 'write', [[order], { state: 'sale' }])).toBe(true)
    expect(read('sale.order', order, ['state', 'picking_ids'])).toEqual(['sale', []])
  })

  it('keeps an amount that was written to it', () => {
    const order = makeOrder(makeProduct(), 1)
    call('sale.order', 'write', [[order], { amount_total: 5 }])
    expect(read('sale.order', order, ['amount_total'])).toEqual([5])
  })

  it('without lines is confirmed without complaint', () => {
    const order = call('sale.order', 'create', [{ partner_id: 3 }])
    expect(call('sale.order', 'action_confirm', [[order]])).toBe(true)
  })

  it('may have the same customer reference as another', () => {
    const product = makeProduct()
    for (const _time of [1, 2]) makeOrder(product, 1, { client_order_ref: 'WEB-1' })
    expect(call('sale.order', 'search_count', [[['client_order_ref', '=', 'WEB-1']]])).toBe(2)
  })

  it('becomes a draft invoice that is posted with a number', () => {
    const order = makeOrder(makeProduct({}, 5), 1)
    call('sale.order', 'action_confirm', [[order]])
    const context = { active_model: 'sale.order', active_ids: [order], active_id: order }
    const wizard = call('sale.advance.payment.inv', 'create', [{ advance_payment_method: 'delivered' }], { context })
    call('sale.advance.payment.inv', 'create_invoices', [[wizard]], { context })
    const [invoices] = read('sale.order', order, ['invoice_ids'])
    const posted = call('account.move', 'action_post', [invoices])
    const [invoice] = invoices as readonly number[]
    expect([posted, read('account.move', invoice, ['state', 'name', 'amount_total'])]).toEqual([
      false,
      ['posted', expect.stringMatching(/^INV\/\d{4}\/\d{5}$/), 12.1],
    ])
  })
})

describe('a product', () => {
  it('gets one variant per combination of attribute values', () => {
    const attribute = (name: string, values: readonly string[]) => {
      const id = call('product.attribute', 'create', [{ name, value_ids: values.map((value) => [0, 0, { name: value }]) }])
      return [0, 0, { attribute_id: id, value_ids: [[6, 0, read('product.attribute', id, ['value_ids'])[0]]] }]
    }
    const template = call('product.template', 'create', [
      { name: 'Trui', default_code: 'TRUI', attribute_line_ids: [attribute('Maat 2', ['S', 'M']), attribute('Kleur', ['Rood', 'Blauw'])] },
    ])
    const variants = call('product.product', 'search_read', [[['product_tmpl_id', '=', template]], ['display_name']], { order: 'id' })
    expect((variants as readonly { display_name: string }[]).map((variant) => variant.display_name)).toEqual([
      'Trui (S, Rood)',
      'Trui (S, Blauw)',
      'Trui (M, Rood)',
      'Trui (M, Blauw)',
    ])
    expect(read('product.template', template, ['default_code', 'product_variant_count'])).toEqual([false, 4])
  })

  it('is seen through each of its variants', () => {
    const product = makeProduct({ name: 'Kruk' })
    expect(read('product.product', product, ['name', 'product_variant_count', 'product_variant_ids'])).toEqual(['Kruk', 1, [product]])
  })

  it('with one variant shares its SKU with it both ways', () => {
    const template = call('product.template', 'create', [{ name: 'Tafel', default_code: 'T1' }])
    const [variant] = read('product.template', template, ['product_variant_id'])
    call('product.product', 'write', [[variant], { default_code: 'T2', name: 'Tafel rond' }])
    expect(read('product.template', template, ['default_code', 'name'])).toEqual(['T2', 'Tafel rond'])
  })

  it('may share its SKU with another', () => {
    for (const _time of [1, 2]) makeProduct({ default_code: 'DUBBEL' })
    expect(call('product.product', 'search_count', [[['default_code', '=', 'DUBBEL']]])).toBe(2)
  })
})
