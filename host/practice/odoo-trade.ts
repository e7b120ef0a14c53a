import { demoCatalogue } from '#connectors/mplus/sandbox/demo-catalogue.ts'
import type { OdooSandbox, SeedCustomer, ShopData } from '#connectors/odoo/sandbox/options.ts'

/** Customers of the practice ERP itself, none of whom buys at the till. */
const tradeCustomers: readonly SeedCustomer[] = [
  { name: 'Sportzaak De Horizon B.V.', isCompany: true, city: 'Zwolle', zip: '8011 CC', street: 'Diezerstraat 44' },
  { name: 'Camping ’t Wad', isCompany: true, city: 'Den Burg', zip: '1791 AJ', street: 'Pontweg 3' },
  { name: 'Wandelvereniging Heuvelrug', isCompany: true, city: 'Doorn', zip: '3941 BC', street: 'Dorpsstraat 12' },
  { name: 'Zoë van Dijk', city: 'Deventer', zip: '7411 KL', street: 'Brink 7' },
  { name: 'Åsa Nyström', city: 'Gent', zip: '9000', street: 'Korenmarkt 18', country: 'BE' },
].map((customer, index) => ({ ...customer, email: `inkoop${index + 1}@afnemer.example`, phone: `+31 30 200 00 0${index + 1}` }))

/** The till's articles as an ERP with a trade of its own holds them: in its categories, in stock. */
export function practiceShop(): ShopData {
  return {
    products: demoCatalogue.map(({ sku, name, gtin, priceExcl, vatRate, categoryPath }, index) => ({
      ...{ sku, name, gtin, priceExcl, taxRate: Number(vatRate), category: categoryPath, onHand: 8 + ((index * 7) % 30) },
    })),
    customers: tradeCustomers,
  }
}

/** Orders somebody typed in: one for each customer, of two articles. */
export function plantTradeOrders({ call }: Pick<OdooSandbox, 'call'>): void {
  for (const [index, { email = '' }] of tradeCustomers.entries()) {
    const [partner] = call('res.partner', 'search', [[['email', '=', email]]]) as readonly number[]
    const lines = [0, 1].map((place) => {
      const sku = demoCatalogue[index * 5 + place]?.sku ?? ''
      const [product] = call('product.product', 'search', [[['default_code', '=', sku]]]) as readonly number[]
      return [0, 0, { product_id: product, product_uom_qty: place + 1 }]
    })
    const order = call('sale.order', 'create', [{ partner_id: partner, client_order_ref: `INKOOP-${index + 1}`, order_line: lines }])
    call('sale.order', 'action_confirm', [[order]])
  }
}
