import type { LiveChoice } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import type { OdooClient } from './client.ts'
import { decimalOf, idOf, idsOf, labelOf, type OdooRecord, textOf } from './values.ts'

/** A record of Odoo that flow files and mappings know by its exact name. */
export interface Named {
  readonly id: number
  readonly name: string
}

export interface Tax extends Named {
  /** Percent as decimal text; absent for fixed amounts and groups. */
  readonly percent?: string
  readonly isPriceIncluded: boolean
  readonly isForSales: boolean
  readonly isActive: boolean
  readonly companyId?: number
}

export interface PriceList extends Named {
  readonly currency?: string
}

export interface Carrier extends Named {
  readonly productId?: number
}

export interface Warehouse extends Named {
  /** The place stock is counted in. */
  readonly stockLocationId?: number
}

/** All taxes, also archived ones and those of purchases: old order lines still point to them. */
export function loadTaxes(client: OdooClient, signal?: AbortSignal): Promise<readonly Tax[]> {
  return client.memory.recall('taxes', async () => {
    const fields = ['name', 'amount', 'amount_type', 'price_include', 'type_tax_use', 'active', 'company_id']
    const rows = await client.searchRead('account.tax', {
      domain: [],
      fields: await visible(client, 'account.tax', fields, signal),
      order: 'id',
      context: { active_test: false },
      signal,
    })
    return rows.map((row) => ({
      ...named(row),
      percent: row.amount_type === 'percent' && typeof row.amount === 'number' ? decimalOf(row.amount) : undefined,
      isPriceIncluded: row.price_include === true,
      isForSales: row.type_tax_use === 'sale',
      isActive: row.active !== false,
      companyId: idOf(row.company_id),
    }))
  })
}

/** Taxes that may stand on a sales line of our company. */
export async function loadSalesTaxes(client: OdooClient, signal?: AbortSignal): Promise<readonly Tax[]> {
  const [taxes, { companyId }] = [await loadTaxes(client, signal), await client.session(signal)]
  const usable = taxes.filter((tax) => tax.isForSales && tax.isActive)
  const own = usable.filter((tax) => tax.companyId === undefined || tax.companyId === companyId)
  // A branch uses the taxes of its head company.
  return own.length > 0 ? own : usable
}

export function loadPaymentTerms(client: OdooClient, signal?: AbortSignal): Promise<readonly Named[]> {
  return loadNamed(client, 'account.payment.term', signal)
}

export async function loadCarriers(client: OdooClient, signal?: AbortSignal): Promise<readonly Carrier[]> {
  return client.memory.recall('carriers', async () => {
    const rows = await loadRows(client, 'delivery.carrier', ['name', 'product_id'], signal)
    return rows.map((row) => ({ ...named(row), productId: idOf(row.product_id) }))
  })
}

export async function loadPriceLists(client: OdooClient, signal?: AbortSignal): Promise<readonly PriceList[]> {
  return client.memory.recall('price-lists', async () => {
    const rows = await loadRows(client, 'product.pricelist', ['name', 'currency_id'], signal)
    return rows.map((row) => ({ ...named(row), currency: labelOf(row.currency_id) }))
  })
}

export async function loadWarehouses(client: OdooClient, signal?: AbortSignal): Promise<readonly Warehouse[]> {
  return client.memory.recall('warehouses', async () => {
    const rows = await loadRows(client, 'stock.warehouse', ['name', 'lot_stock_id'], signal)
    return rows.map((row) => ({ ...named(row), stockLocationId: idOf(row.lot_stock_id) }))
  })
}

export interface Country extends Named {
  /** ISO 3166-1 alpha-2. */
  readonly code: string
}

export async function loadCountries(client: OdooClient, signal?: AbortSignal): Promise<readonly Country[]> {
  return client.memory.recall('countries', async () => {
    const rows = await loadRows(client, 'res.country', ['name', 'code'], signal)
    return rows.flatMap((row) => (textOf(row.code) === undefined ? [] : [{ ...named(row), code: String(row.code) }]))
  })
}

/** Tags of contacts, which Sluice calls customer groups. */
export function loadCustomerTags(client: OdooClient, signal?: AbortSignal): Promise<readonly Named[]> {
  return loadNamed(client, 'res.partner.category', signal)
}

/** Codes of the installed languages: `nl_NL`. Others are refused by the server. */
export async function loadLanguages(client: OdooClient, signal?: AbortSignal): Promise<readonly string[]> {
  return client.memory.recall('languages', async () => {
    const rows = await loadRows(client, 'res.lang', ['code'], signal)
    return rows.flatMap((row) => textOf(row.code) ?? [])
  })
}

export async function loadCategoryNames(client: OdooClient, signal?: AbortSignal): Promise<readonly Named[]> {
  const rows = await loadRows(client, 'product.category', ['complete_name'], signal)
  return rows.map((row) => ({ id: row.id, name: textOf(row.complete_name) ?? '' }))
}

/** Whether list prices include tax when nothing else is said: the company's default sales tax decides. */
export async function loadDefaultTax(client: OdooClient, signal?: AbortSignal): Promise<Tax | undefined> {
  const { companyId } = await client.session(signal)
  const fields = await visible(client, 'res.company', ['account_sale_tax_id'], signal)
  if (fields.length === 0) return undefined
  const taxId = await client.memory.recall('default tax', async () => {
    const [company] = await client.read('res.company', [companyId], { fields, signal })
    return idOf(company?.account_sale_tax_id)
  })
  return (await loadTaxes(client, signal)).find(({ id }) => id === taxId)
}

/**
 * The record with exactly this name.
 * @throws DataError `<what>-unmapped` when there is none, `<what>-ambiguous` when there are several.
 */
export function byName<T extends Named>(
  all: readonly T[],
  name: string,
  { what, owner, code }: { readonly what: string; readonly owner: string; readonly code: string },
): T {
  const [first, second] = all.filter((one) => one.name === name)
  if (first && !second) return first
  if (first) {
    throw new DataError(`${owner}: Odoo has more than one ${what} named "${name}".`, {
      code: `${code}-ambiguous`,
      hint: 'Rename one of them in Odoo, or set the company on this connection.',
      facts: { name },
    })
  }
  throw new DataError(`${owner}: Odoo has no ${what} named "${name}".`, {
    code: `${code}-unmapped`,
    hint: `Map "${name}" to the exact name of a ${what} in Odoo, or create it there.`,
    facts: { name },
  })
}

export function choicesOf(all: readonly Named[]): readonly LiveChoice[] {
  return all.map(({ name }) => ({ value: name, label: name }))
}

/** The wanted fields this user can see in this version, and the database's own (`x_…`) ones. */
export async function visible(
  client: OdooClient,
  model: string,
  wanted: readonly string[],
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const fields = await client.fieldsOf(model, signal)
  return fields ? wanted.filter((name) => fields.has(name)) : []
}

/** `visible`, and the custom fields of the database: their values stay reachable as `raw.x_…`. */
export async function visibleWithCustom(
  client: OdooClient,
  model: string,
  wanted: readonly string[],
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const fields = (await client.fieldsOf(model, signal)) ?? new Map<string, string>()
  const custom = [...fields].filter(([name, type]) => name.startsWith('x_') && type !== 'binary').map(([name]) => name)
  return [...wanted.filter((name) => fields.has(name)), ...custom]
}

function loadNamed(client: OdooClient, model: string, signal?: AbortSignal): Promise<readonly Named[]> {
  return client.memory.recall(`named ${model}`, async () => (await loadRows(client, model, ['name'], signal)).map(named))
}

/** Nothing where the app behind the model is not installed. */
async function loadRows(
  client: OdooClient,
  model: string,
  wanted: readonly string[],
  signal?: AbortSignal,
): Promise<readonly OdooRecord[]> {
  const fields = await visible(client, model, wanted, signal)
  return fields.length === 0 ? [] : client.searchRead(model, { domain: [], fields, order: 'id', signal })
}

function named(row: OdooRecord): Named {
  return { id: row.id, name: textOf(row.name) ?? '' }
}

/** The name behind a many2one whose label says more: price lists are labelled `Default (EUR)`. */
export function nameBehind(value: unknown, all: readonly Named[]): string | undefined {
  return all.find(({ id }) => id === idOf(value))?.name ?? labelOf(value)
}

/** The taxes of a line or a product, in Odoo's order. */
export function taxesOf(value: unknown, taxes: readonly Tax[]): readonly Tax[] {
  const ids = idsOf(value)
  return taxes.filter(({ id }) => ids.includes(id))
}
