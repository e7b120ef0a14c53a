import { momentOf, type Row } from '#connectors/ccv-salespos/sandbox/shop.ts'
import type { CcvSandbox } from '#connectors/ccv-salespos/sandbox/start.ts'
import {
  amountOf,
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

/** In the back office of the shop, and at its counter. */
export const ccvHands: HandsOf = ({ server }) => {
  const { add, change, rows, placeOrder } = server as CcvSandbox
  const touched = () => ({ modifydate: momentOf(new Date()) })
  const stamps = () => ({ createdate: momentOf(new Date()), ...touched() })
  const product = (sku: string): Row | undefined => rows('products').find(({ productnumber }) => productnumber === sku)

  function user(number: number, email = emailOf(number)): Row {
    const billingaddress = {
      ...{
        first_name: 'Proef',
        last_name: personOf(number),
        company: '',
        street: 'Proefstraat',
        housenumber: number,
      },
      ...{ housenumber_suffix: '', zipcode: '3511 AB', city: 'Utrecht', country_code: 'NL', telephone: '030 555 0100' },
    }
    const userinfo = { email, customertype: 'b2c', btw: '', kvk: '', billingaddress, deliveryaddress: null }
    const username = email === '' ? `klant-${number}` : email
    return add('users', { username, group_id: null, status: true, approval_status: 'accepted', userinfo, ...stamps() })
  }

  function article(number: number, { sku = skuOf(number), name = productOf(number) } = {}): Deed {
    const { id: _id, ...model } = rows('products').find(({ eannumber }) => eannumber !== '') ?? { id: 0 }
    const added = add('products', {
      ...model,
      productnumber: sku,
      name,
      eannumber: '',
      price: 19.95,
      taxtariff: 'normal',
      stock: 5,
      ...stamps(),
    })
    add('producttocategories', { product_id: added.id, category_id: rows('categories')[0]?.id, position: 1 })
    return { mark: name === '' ? sku : name }
  }

  function order(number: number, sku: string): Deed {
    placeOrder(
      {
        ...{ is_completed: true, paid: true, status: 7, order_row_taxes_included: true, shipping_taxes_included: true, total_shipping: 0 },
        ...{ deliver_method: 'pickup', orderrows: [{ product_id: product(sku)?.id, count: 1 }], customer: {}, user_id: user(number).id },
      },
      { create_date: momentOf(new Date()), paymethod_id: 1, paymethod: 'pin', paymethod_label: 'Pinnen', transaction_id: `T${number}` },
    )
    return { mark: personOf(number) }
  }

  function stock(sku: string, amount: number): Deed {
    change('products', product(sku)?.id ?? 0, { stock: amount, ...touched() })
    return { mark: sku, amount: String(amount) }
  }

  function category(number: number, name = groupOf(number)): Row {
    return add('categories', { name, description: null, position: 90, show_on_website: true, ...stamps() })
  }

  return {
    add(entity, number) {
      switch (entity) {
        case 'customer':
          user(number)
          return { mark: personOf(number) }
        case 'product':
          return article(number)
        case 'order':
          return order(number, '140501')
        case 'stock':
          return stock(stockedSku(number), amountOf(number))
        case 'category':
          category(number)
          return { mark: groupOf(number) }
        default:
          return cannotDo('CCV', entity)
      }
    },
    change(entity, number) {
      switch (entity) {
        case 'customer': {
          const found = rows('users').find(({ username }) => username === emailOf(number))
          const userinfo = found?.userinfo as { readonly billingaddress: object } | undefined
          const billingaddress = { ...userinfo?.billingaddress, telephone: phoneOf(number) }
          change('users', found?.id ?? 0, { userinfo: { ...userinfo, billingaddress }, ...touched() })
          return { mark: phoneOf(number).slice(4) }
        }
        case 'product':
          change('products', product(skuOf(number))?.id ?? 0, { name: `${productOf(number)} nieuw`, ...touched() })
          return { mark: `${productOf(number)} nieuw` }
        case 'order':
          return order(number + 50, '140601')
        case 'stock':
          return stock(stockedSku(number), amountOf(number) + 100)
        case 'category': {
          const found = rows('categories').find(({ name }) => name === groupOf(number))
          change('categories', found?.id ?? 0, { name: `${groupOf(number)} nieuw`, ...touched() })
          return { mark: `${groupOf(number)} nieuw` }
        }
        default:
          return cannotDo('CCV', entity)
      }
    },
    spoil(entity, number) {
      switch (entity) {
        case 'customer':
          return { mark: String(user(number, '').id) }
        case 'product':
          return article(number, { sku: wrongSkuOf(number), name: '' })
        case 'order':
          article(number, { sku: wrongSkuOf(number) })
          order(number, wrongSkuOf(number))
          return { mark: wrongSkuOf(number) }
        case 'stock':
          article(number)
          return { mark: skuOf(number) }
        case 'category':
          return { mark: String(category(number, '').id) }
        default:
          return cannotDo('CCV', entity)
      }
    },
  }
}
