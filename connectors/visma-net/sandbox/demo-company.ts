import { type Company, type CompanySettings, type Row, type SalesCategory, stamp } from './company.ts'
import { demoCustomers, type SeedCustomer } from './demo-customers.ts'
import { ownProducts } from './demo-products.ts'

export interface SeedProduct {
  readonly sku: string
  readonly name: string
  readonly description?: string
  readonly gtin?: string
  readonly priceExcl: string
  /** Percent; a rate the company has no VAT for is taken as the highest. */
  readonly taxRate: number
  readonly categoryPath?: readonly string[]
  readonly onHand?: number
}

export interface ShopData {
  readonly products?: readonly SeedProduct[]
  readonly customers?: readonly SeedCustomer[]
}

/** How the practice company is set up, whatever it sells. */
export const demoSettings: Omit<CompanySettings, 'salesCategories'> & { readonly salesCategories: readonly SalesCategory[] } = {
  name: 'Noorderlicht Handel B.V.',
  branches: [
    { number: '1', name: 'Noorderlicht Utrecht' },
    { number: '2', name: 'Noorderlicht Oslo' },
  ],
  warehouses: [
    { id: 'UTR', description: 'Magazijn Utrecht', branch: '1' },
    { id: 'OSL', description: 'Lager Oslo', branch: '2' },
  ],
  accounts: [
    { number: '3000', description: 'Omzet hoog Nederland', type: 'Income' },
    { number: '3010', description: 'Omzet laag Nederland', type: 'Income' },
    { number: '3100', description: 'Omzet binnen de EU', type: 'Income' },
    { number: '3200', description: 'Omzet buiten de EU', type: 'Income' },
    { number: '3900', description: 'Verzendkosten doorberekend', type: 'Income' },
    { number: '1500', description: 'Debiteuren', type: 'Asset' },
    { number: '4000', description: 'Inkoop', type: 'Expense' },
  ],
  taxes: [
    { category: 'HOOG', vat: '3', description: 'Btw 21 %', rate: 21 },
    { category: 'LAAG', vat: '31', description: 'Btw 9 %', rate: 9 },
    { category: 'NUL', vat: '5', description: 'Btw 0 %', rate: 0 },
    { category: 'EU', vat: '52', description: 'Levering binnen de EU', rate: 0 },
  ],
  terms: [
    { id: '14', description: '14 dagen netto', days: 14 },
    { id: '30', description: '30 dagen netto', days: 30 },
    { id: 'CONTANT', description: 'Contant', days: 0 },
  ],
  customerClasses: [
    { id: '1', description: 'Binnenland', terms: '14' },
    { id: 'B2B', description: 'Zakelijk', terms: '30' },
  ],
  itemClasses: [
    { id: '1', description: 'Handelsgoederen', isStock: true, tax: 'HOOG' },
    { id: '2', description: 'Diensten', isStock: false, tax: 'HOOG' },
  ],
  orderTypes: [
    { id: 'SO', behavior: 'SalesOrder', description: 'Verkooporder', active: true },
    { id: 'IN', behavior: 'Invoice', description: 'Verkoopfactuur', active: true },
    { id: 'QT', behavior: 'Quote', description: 'Offerte', active: true },
    { id: 'RM', behavior: 'RMAOrder', description: 'Retour', active: false },
  ],
  salesCategories: [],
  paymentMethods: [
    { id: '1', description: 'Bank' },
    { id: '2', description: 'Kas' },
  ],
  carriers: [
    { id: 'POSTNL', description: 'PostNL' },
    { id: 'BRING', description: 'Bring' },
    { id: 'AFHALEN', description: 'Afhalen' },
  ],
}

/** The settings with the tree its products hang in. */
export function settingsFor(shop: 'demo' | 'empty' | ShopData): CompanySettings {
  const paths = productsOf(shop).flatMap(({ categoryPath }) => (categoryPath ? [categoryPath] : []))
  const nodes = new Map<string, SalesCategory>()
  for (const path of paths) {
    for (const [depth, name] of path.entries()) {
      const key = path.slice(0, depth + 1).join(' / ')
      const parent = nodes.get(path.slice(0, depth).join(' / '))?.id ?? 0
      if (!nodes.has(key)) nodes.set(key, { id: nodes.size + 1, name, parent })
    }
  }
  return { ...demoSettings, salesCategories: [...nodes.values()] }
}

function productsOf(shop: 'demo' | 'empty' | ShopData): readonly SeedProduct[] {
  if (shop === 'demo') return ownProducts
  return shop === 'empty' ? [] : (shop.products ?? [])
}

/** Fills a company whose settings are `settingsFor` the same shop. */
export function plantDemo(
  company: Company,
  { shop, random }: { readonly shop: 'demo' | 'empty' | ShopData; readonly random: () => number },
): void {
  const products = productsOf(shop)
  for (const product of products) plantItem(company, product, random)
  const customers = shop === 'demo' ? demoCustomers : shop === 'empty' ? [] : (shop.customers ?? [])
  for (const customer of customers) plantCustomer(company, customer)
  if (shop !== 'demo') return
  plantPrices(company)
  plantOrders(company)
}

function plantItem(company: Company, product: SeedProduct, random: () => number): void {
  const { settings } = company
  const tax = settings.taxes.find(({ rate }) => rate === product.taxRate) ?? settings.taxes[0]
  const now = company.now()
  const leaf = product.categoryPath && categoryAt(settings.salesCategories, product.categoryPath)
  const dto: Row & { inventoryNumber: string } = {
    inventoryId: company.next('id'),
    inventoryNumber: product.sku,
    description: product.name,
    ...(product.description !== undefined && { body: `<p>${product.description}</p>` }),
    ...{ status: 'Active', type: 'FinishedGoodItem', stockItem: true },
    itemClass: { id: '1', description: 'Handelsgoederen', type: 'FinishedGoodItem' },
    vatCode: { id: tax?.category, description: tax?.description },
    ...{ baseUnit: 'STK', salesUnit: 'STK', purchaseUnit: 'STK' },
    defaultPrice: Number(product.priceExcl),
    currentCost: Math.round(Number(product.priceExcl) * 43) / 100,
    lastCost: Math.round(Number(product.priceExcl) * 43) / 100,
    defaultWarehouse: { id: 'UTR', description: 'Magazijn Utrecht' },
    attributes: [],
    crossReferences: product.gtin === undefined ? [] : [{ alternateType: 'Barcode', alternateID: product.gtin, uom: 'STK' }],
    salesCategories: leaf ? [{ categoryId: leaf.id, description: leaf.name }] : [],
    lastModifiedDateTime: stamp(now),
  }
  const onHand = product.onHand ?? 20 + Math.floor(random() * 60)
  const place = (amount: number, onPurchase: number) => ({
    ...{ onHand: amount, available: amount, availableForShipment: amount, onPurchase },
    modifiedMs: now.getTime(),
  })
  const stock = new Map([
    ['UTR', place(onHand, 0)],
    ['OSL', place(Math.floor(onHand / 4), 12)],
  ])
  company.items.set(product.sku, { dto, stock, version: company.next('id') })
}

function categoryAt(all: readonly SalesCategory[], path: readonly string[]): SalesCategory | undefined {
  return path.reduce<SalesCategory | undefined>(
    (above, name) => all.find((one) => one.name === name && one.parent === (above?.id ?? 0)),
    undefined,
  )
}

function plantCustomer(company: Company, customer: SeedCustomer): void {
  const number = String(company.next('customer'))
  const now = stamp(company.now())
  const home = {
    addressId: company.next('id'),
    ...{ addressLine1: customer.street, postalCode: customer.postalCode, city: customer.city },
    country: { id: customer.country, name: customer.country },
  }
  const terms = company.settings.terms.find(({ id }) => id === (customer.company ? '30' : '14'))
  const dto: Row = {
    ...{ internalId: company.next('id'), number, name: customer.name, status: 'Active', currencyId: 'EUR' },
    customerClass: customer.company ? { id: 'B2B', description: 'Zakelijk' } : { id: '1', description: 'Binnenland' },
    creditTerms: { id: terms?.id, description: terms?.description },
    ...(customer.company && { corporateId: customer.company.registration, vatRegistrationId: customer.company.vat }),
    ...(customer.priceClass && { priceClass: { id: customer.priceClass, description: customer.priceClass } }),
    mainContact: {
      contactId: company.next('id'),
      ...{ name: customer.name, email: customer.email, phone1: customer.phone },
      ...(customer.company && { attention: customer.company.contact }),
    },
    ...{ mainAddress: home, invoiceAddress: home, deliveryAddress: home, createdDateTime: now, lastModifiedDateTime: now },
  }
  company.customers.set(number, { dto, version: company.next('id') })
  if (!customer.company) return
  const contactId = company.next('contact')
  const [firstName, ...rest] = customer.company.contact.split(' ')
  company.contacts.set(contactId, {
    ...{ contactId, businessAccount: number, firstName, lastName: rest.join(' '), displayName: customer.company.contact },
    ...{ email: customer.email, phone1: customer.phone, active: true, lastModifiedDateTime: now },
  })
}

function plantPrices(company: Company): void {
  const now = stamp(company.now())
  for (const [index, { dto }] of [...company.items.values()].slice(0, 12).entries()) {
    const base = Number(dto.defaultPrice)
    const row = (factor: number) => ({
      inventoryId: dto.inventoryNumber,
      price: Math.round(base * factor * 100) / 100,
      lastModifiedDateTime: now,
    })
    company.prices.push({ recordId: index * 3 + 1, priceType: 'Base', breakQty: 10, ...row(0.95) })
    company.prices.push({ recordId: index * 3 + 2, priceType: 'CustomerPriceClass', priceCode: 'GROOT', breakQty: 0, ...row(0.85) })
    company.prices.push({ recordId: index * 3 + 3, priceType: 'CustomerPriceClass', priceCode: 'GROOT', breakQty: 50, ...row(0.75) })
  }
}

/** Some orders people have typed in themselves. */
function plantOrders(company: Company): void {
  const items = [...company.items.values()]
  for (const [index, { dto: customer }] of [...company.customers.values()].slice(0, 6).entries()) {
    const orderId = String(company.next('order')).padStart(6, '0')
    const nowMs = company.now().getTime()
    const lines = items.slice(index, index + 2).map(({ dto }, place): Row => {
      const extendedPrice = Math.round(Number(dto.defaultPrice) * (place + 1) * 100) / 100
      return {
        lineId: place + 1,
        inventory: { id: dto.inventoryNumber, description: dto.description, baseUnit: 'STK' },
        ...{ description: dto.description, quantity: place + 1, unitOfMeasure: 'STK', unitPrice: dto.defaultPrice, hasManualPrice: false },
        ...{ extendedPrice, discountPercent: 0, discountAmount: 0, warehouseId: 'UTR', taxCategoryId: (dto.vatCode as Row).id },
      }
    })
    const net = Math.round(lines.reduce((sum, { extendedPrice }) => sum + Number(extendedPrice), 0) * 100) / 100
    const taxTotal = Math.round(net * 21) / 100
    const { addressLine1: line1, postalCode, city, country } = customer.mainAddress as Row
    const address = { line1, postalCode, city, country, overridesDefault: false }
    const contact = { name: customer.name, email: (customer.mainContact as Row).email }
    company.orders.set(`SO/${orderId}`, {
      type: 'SO',
      orderId,
      dto: {
        ...{ type: 'SO', orderId, status: { description: index === 0 ? 'Completed' : 'Open', hold: false, cancelled: false } },
        customer: { id: customer.number, name: customer.name, internalId: customer.internalId, order: `INKOOP-${index + 1}` },
        ...{ billing: { address, contact }, shipping: { address, contact }, currencyId: 'EUR', date: new Date(nowMs).toISOString() },
        totals: { orderTotal: Math.round((net + taxTotal) * 100) / 100, taxTotal, taxableTotal: net, freightTotal: 0, unbilledAmount: net },
        orderQty: 3,
      },
      ...{ lines, createdMs: nowMs, modifiedMs: nowMs, version: company.next('id') },
    })
  }
}
