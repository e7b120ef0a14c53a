import type { OdooSandbox } from '#connectors/odoo/sandbox/options.ts'
import {
  amountOf,
  blank,
  cannotDo,
  type Deed,
  emailOf,
  groupOf,
  type HandsOf,
  personOf,
  phoneOf,
  productOf,
  skuOf,
  stockedSku,
  wrongSkuOf,
} from './hands.ts'

/** In Odoo itself. */
export const odooHands: HandsOf = ({ server }) => {
  const { call } = server as OdooSandbox
  const ids = new Map<string, number>()
  const create = (model: string, values: object) => Number(call(model, 'create', [values]))
  const write = (model: string, id: number | undefined, values: object) => void call(model, 'write', [[id], values])
  const find = (model: string, field: string, value: unknown) => (call(model, 'search', [[[field, '=', value]]]) as number[])[0]

  function customer(number: number, email: string | false = emailOf(number)): Deed {
    const place = { street: `Proefstraat ${number}`, zip: '3511 AB', city: 'Utrecht', country_id: find('res.country', 'code', 'NL') }
    ids.set(`customer ${number}`, create('res.partner', { name: personOf(number), email, ...place, customer_rank: 1 }))
    return { mark: personOf(number) }
  }

  function product(number: number, sku = skuOf(number)): Deed {
    const tax = find('account.tax', 'name', '21%')
    const id = create('product.template', {
      ...{ name: productOf(number), default_code: sku, list_price: 16.49, taxes_id: [[6, 0, [tax]]], type: 'consu', is_storable: true },
    })
    ids.set(`product ${number}`, id)
    return { mark: productOf(number) }
  }

  function order(number: number, sku: string): Deed {
    const { mark } = customer(number)
    const line = { product_id: find('product.product', 'default_code', sku), product_uom_qty: 1, price_unit: 41.28 }
    const id = create('sale.order', { partner_id: ids.get(`customer ${number}`), order_line: [[0, 0, line]] })
    call('sale.order', 'action_confirm', [[id]])
    return { mark }
  }

  function stock(sku: string, amount: number): Deed {
    const location = find('stock.location', 'usage', 'internal')
    const product = find('product.product', 'default_code', sku)
    const [quant] = call('stock.quant', 'search', [
      [
        ['product_id', '=', product],
        ['location_id', '=', location],
      ],
    ]) as number[]
    const id = quant ?? create('stock.quant', { product_id: product, location_id: location })
    write('stock.quant', id, { inventory_quantity: amount })
    call('stock.quant', 'action_apply_inventory', [[id]])
    return { mark: sku, amount: String(amount) }
  }

  return {
    add(entity, number) {
      switch (entity) {
        case 'customer':
          return customer(number)
        case 'product':
          return product(number)
        case 'order':
          return order(number, '120101')
        case 'stock':
          return stock(stockedSku(number), amountOf(number))
        case 'category':
          ids.set(`category ${number}`, create('product.category', { name: groupOf(number) }))
          return { mark: groupOf(number) }
        default:
          return cannotDo('Odoo', entity)
      }
    },
    change(entity, number) {
      switch (entity) {
        case 'customer':
          write('res.partner', ids.get(`customer ${number}`), { phone: phoneOf(number) })
          return { mark: phoneOf(number).slice(4) }
        case 'product':
          write('product.template', ids.get(`product ${number}`), { name: `${productOf(number)} nieuw` })
          return { mark: `${productOf(number)} nieuw` }
        case 'order':
          return order(number + 50, '120102')
        case 'stock':
          return stock(stockedSku(number), amountOf(number) + 100)
        case 'category':
          write('product.category', ids.get(`category ${number}`), { name: `${groupOf(number)} nieuw` })
          return { mark: `${groupOf(number)} nieuw` }
        default:
          return cannotDo('Odoo', entity)
      }
    },
    spoil(entity, number) {
      switch (entity) {
        case 'customer':
          customer(number, false)
          return { mark: personOf(number) }
        case 'product':
          product(number, wrongSkuOf(number))
          return { mark: wrongSkuOf(number) }
        case 'order':
          product(number, wrongSkuOf(number))
          order(number, wrongSkuOf(number))
          return { mark: wrongSkuOf(number) }
        case 'stock':
          product(number)
          return stock(skuOf(number), 5)
        case 'category':
          create('product.category', { name: blank })
          return { mark: blank }
        default:
          return cannotDo('Odoo', entity)
      }
    },
  }
}
