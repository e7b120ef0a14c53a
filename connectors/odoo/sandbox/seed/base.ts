import { createDatabase, type Database, type Environment, modelOf, patchRow, type User } from '../engine/environment.ts'
import type { Values } from '../engine/model.ts'
import { createRecords } from '../engine/records.ts'
import { modelsOf } from '../models/models.ts'
import type { SandboxUser } from '../options.ts'
import { isAtLeast, type OdooVersion } from '../version.ts'
import { countries } from './countries.ts'

export interface BaseSettings {
  readonly name: string
  readonly version: OdooVersion
  readonly languages: readonly string[]
  readonly companies: readonly string[]
  readonly users: readonly SandboxUser[]
  readonly startedAt: string
}

/** A fresh Dutch database: companies with taxes, terms and a warehouse each, and the users. */
export function createShopDatabase(settings: BaseSettings): { readonly database: Database; readonly environment: Environment } {
  const database = createDatabase({ ...settings, models: modelsOf(settings.version) })
  const companyIds = settings.companies.map((_company, index) => index + 1)
  const robot: User = { id: 1, login: '__system__', password: '', name: 'OdooBot', groups: ['admin'], companyIds }
  const environment: Environment = { database, user: robot, context: {}, startedAt: settings.startedAt, isServer: true }
  const create = (model: string, values: Values): number => createRecords(environment, modelOf(environment, model), [values])[0] ?? 0

  create('res.currency', { name: 'EUR', symbol: '€' })
  create('res.currency', { name: 'USD', symbol: '$' })
  create('res.currency', { name: 'SEK', symbol: 'kr' })
  for (const [code, name] of countries) create('res.country', { code, name })
  const [netherlands] = database.tables.get('res.country')?.idsBy('code', 'NL') ?? []
  for (const code of settings.languages) create('res.lang', { code, name: code })
  for (const name of settings.companies) create('res.company', { name, currency_id: 1, country_id: netherlands })
  for (const id of companyIds) {
    const partner = create('res.partner', { name: settings.companies[id - 1], is_company: true, country_id: netherlands })
    patchRow(environment, 'res.company', id, { partner_id: partner })
  }
  createUsers(environment, settings.users)

  create('uom.uom', { name: 'Units' })
  create('uom.uom', { name: 'kg' })
  create('uom.uom', { name: 'Hours' })
  create('product.category', { name: isAtLeast(settings.version, 19) ? 'Goods' : 'All' })
  for (const rate of ['21%', '9%', '0%']) create('account.tax.group', { name: `BTW ${rate}` })
  const partners = create('stock.location', { name: 'Partners', usage: 'view', company_id: false })
  create('stock.location', { name: 'Customers', usage: 'customer', location_id: partners, company_id: false })
  create('stock.location', { name: 'Vendors', usage: 'supplier', location_id: partners, company_id: false })
  const virtual = create('stock.location', { name: 'Virtual Locations', usage: 'view', company_id: false })
  create('stock.location', { name: 'Inventory adjustment', usage: 'inventory', location_id: virtual, company_id: false })
  for (const id of companyIds) createCompanyData(environment, id, settings.companies[id - 1] ?? '')
  return { database, environment }
}

function createUsers(environment: Environment, users: readonly SandboxUser[]): void {
  const model = modelOf(environment, 'res.users')
  const add = (values: Values) => createRecords(environment, model, [{ lang: 'en_US', tz: 'Europe/Brussels', ...values }])[0] ?? 0
  add({ name: 'OdooBot', login: '__system__', active: false, company_id: 1 })
  for (const user of users) {
    const name = user.name ?? user.login
    const partner = createRecords(environment, modelOf(environment, 'res.partner'), [{ name }])[0]
    const companyIds = user.companyIds ?? [1]
    const id = add({ name, login: user.login, partner_id: partner, company_id: companyIds[0], company_ids: [[6, 0, companyIds]] })
    environment.database.users.set(id, { ...user, id, name, companyIds })
  }
}

function createCompanyData(environment: Environment, companyId: number, company: string): void {
  const create = (model: string, values: Values): number =>
    createRecords(environment, modelOf(environment, model), [{ company_id: companyId, ...values }])[0] ?? 0
  const priceIncluded = isAtLeast(environment.database.version, 18) ? { price_include_override: 'tax_included' } : { price_include: true }
  const taxes = ['21', '9', '0'].map((rate, index) =>
    create('account.tax', { name: `${rate}%`, amount: Number(rate), tax_group_id: index + 1, sequence: index + 1 }),
  )
  for (const [index, rate] of ['21', '9'].entries()) {
    create('account.tax', { name: `${rate}% incl.`, amount: Number(rate), tax_group_id: index + 1, sequence: index + 10, ...priceIncluded })
  }
  const purchase = create('account.tax', { name: '21% inkoop', amount: 21, type_tax_use: 'purchase', sequence: 20 })
  patchRow(environment, 'res.company', companyId, { account_sale_tax_id: taxes[0] ?? false, account_purchase_tax_id: purchase })
  for (const [name, days] of [
    ['Immediate Payment', 0],
    ['15 Days', 15],
    ['30 Days', 30],
  ] as const) {
    create('account.payment.term', { name, line_ids: [[0, 0, { value: 'percent', value_amount: 100, nb_days: days }]] })
  }
  const code = companyId === 1 ? 'WH' : `WH${companyId}`
  create('stock.warehouse', { name: company, code })
  const shipping = create('product.product', {
    name: 'Bezorging',
    default_code: `SHIP${companyId}`,
    type: 'service',
    list_price: 6.95,
    purchase_ok: false,
  })
  create('delivery.carrier', { name: 'Standaard bezorging', product_id: shipping, fixed_price: 6.95 })
  create('delivery.carrier', { name: 'Afhalen in de winkel', product_id: shipping, fixed_price: 0 })
  create('product.pricelist', { name: 'Standaard', currency_id: 1 })
}
