import { collection, found, ok, type Routes } from './api.ts'
import type { Row, Shop } from './shop.ts'

/** Names of the shop's states; the numbers are CCV's. */
const orderStatuses = [
  'Nieuw',
  'In behandeling',
  'Wacht op fabrikant',
  'Wacht op betaling',
  'Verzonden',
  'Afgeleverd',
  'Afgerond',
  'Geannuleerd',
  'Wacht op leverancier',
  'Wordt ingepakt',
  'Klaar om af te halen',
  'Wordt samengesteld',
  'Nabestelling',
  'Gereserveerd',
]

export const settingsRoutes: Routes = {
  'GET ': (call) => collection(call, resources(call.shop), (row) => row),
  'GET webshops': (call) => collection(call, call.shop.rows('webshops'), (row) => representWebshop(call.shop, row)),
  'GET webshops/:id': ({ shop, id }) => ok(representWebshop(shop, found(shop, 'webshops', id))),
  'GET webshops/:id/settings': ({ shop, id }) => {
    found(shop, 'webshops', id)
    return ok({
      href: shop.href(`webshops/${id}/settings`),
      currency: 'EUR',
      default_vat_rat: 21,
      prices_include_vat: shop.pricesIncludeVat,
      stock: true,
      ordering_without_stock: 'YES',
      // The members of a status are not published: a number and a name are taken.
      order_status: orderStatuses.map((name, index) => ({ id: index + 1, name })),
    })
  },
  'GET packages': (call) => collection(call, call.shop.rows('packages'), (row) => row),
  'GET brands': (call) => collection(call, call.shop.rows('brands'), (row) => row),
}

const open = [
  'orders',
  'products',
  'users',
  'categories',
  'attributes',
  'webshops',
  'packages',
  'paymethods',
  'brands',
  'invoices',
  'cashups',
]

function resources(shop: Shop): readonly Row[] {
  return open.map((title, index) => ({ id: index, href: shop.href(title), title, description: title, uri: `/api/rest/v1/${title}` }))
}

function representWebshop(shop: Shop, row: Row): unknown {
  return { href: shop.href(`webshops/${row.id}`), ...row, is_salespos: shop.isSalesPos, api_root: shop.href('') }
}
