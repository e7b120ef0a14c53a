import type { CreateItem } from '#core/kit/define-connector.ts'
import { externalIdOf } from '#core/kit/external-id.ts'
import { type Category, categoryKey } from '#core/model/category.ts'
import { type Customer, emailKey } from '#core/model/customer.ts'
import { type EntityName, entities } from '#core/model/entities.ts'
import type { Order } from '#core/model/order.ts'
import type { Price } from '#core/model/price.ts'
import type { Product } from '#core/model/product.ts'
import type { Stock } from '#core/model/stock.ts'

/** Whole records of the neutral model that any system should take; a test states only what matters to it. */
export function anOrder(order: Partial<Order> = {}): Order {
  return {
    number: 'W-1042',
    placedAt: '2026-11-20T10:15:00+01:00',
    currency: 'EUR',
    status: 'open',
    paymentState: 'unpaid',
    customer: { name: 'Marieke Visser', email: 'marieke.visser@klant.example' },
    billing: { name: 'Marieke Visser', ...anAddress() },
    shipping: { name: 'Marieke Visser', ...anAddress() },
    pricesIncludeTax: false,
    lines: [{ kind: 'product', sku: '120101', name: 'Koffiemok', quantity: '2', priceExcl: '7.40' }],
    payments: [],
    taxes: [],
    ...order,
  }
}

export function aCustomer(customer: Partial<Customer> = {}): Customer {
  return {
    kind: 'person',
    name: 'Marieke Visser',
    email: 'marieke.visser@klant.example',
    phone: '+31 30 555 0142',
    billing: anAddress(),
    contacts: [],
    active: true,
    ...customer,
  }
}

export function aProduct(product: Partial<Product> = {}): Product {
  return {
    sku: '778001',
    name: 'Theepot blauw',
    priceExcl: '20.00',
    categories: [],
    features: [],
    variants: [],
    managesStock: true,
    active: true,
    ...product,
  }
}

export function aStock(stock: Partial<Stock> = {}): Stock {
  return { sku: '120101', onHand: '17', available: '17', locations: [], ...stock }
}

export function aCategory(category: Partial<Category> = {}): Category {
  return { path: ['Wonen', 'Theegoed'], active: true, ...category }
}

export function anAddress() {
  return { street: 'Oudegracht', number: '12', postalCode: '3511 AB', city: 'Utrecht', country: 'NL' }
}

/** The key a record of this kind goes by. */
const keys: { readonly [Name in EntityName]?: (data: never) => string } = {
  order: ({ number }: Order) => number,
  customer: ({ email, number = '' }: Customer) => (email === undefined ? number : emailKey(email)),
  product: ({ sku, variants }: Product) => sku ?? variants[0]?.sku ?? '',
  stock: ({ sku }: Stock) => sku,
  category: ({ path }: Category) => categoryKey(path),
  price: ({ priceList, sku = '', fromQuantity }: Price) => `${priceList} · ${sku} · ${fromQuantity}`,
}

/**
 * What an upsert hands to a connector for a record of a web shop.
 * @throws ZodError when the data is none of the neutral model
 */
export function anItem(entity: EntityName, data: object, own: Partial<CreateItem> = {}): CreateItem {
  // The schema has just held the data against the model of this entity.
  const valid = entities[entity].schema.parse(data) as CreateItem['data']
  const key = keys[entity]?.(valid as never)
  if (key === undefined) throw new Error(`No key is known for ${entity}.`)
  return {
    key,
    externalId: externalIdOf({ entity, key, origin: { connector: 'webshop', account: 'shop.example' } }),
    data: valid,
    attempt: 'first',
    ...own,
  }
}
