import type { Existing, FindItem } from '#core/kit/define-connector.ts'
import { type ProductImage, product as schema } from '#core/model/product.ts'
import type { OdooClient } from '../client.ts'
import { openMarkers } from '../markers.ts'
import { loadSalesTaxes, type Tax, taxesOf } from '../reference-data.ts'
import { decimalOf, idOf, type OdooRecord, textOf, unique } from '../values.ts'
import { familyFromOdoo, simpleFromOdoo, templateModel, variantModel } from './product-from-odoo.ts'
import { type GatheredProducts, gatherProducts } from './product-gather.ts'
import { heldImages, readPictures } from './product-images.ts'
import { heldPrices, pricesFromOdoo, priceTaxOf } from './product-prices.ts'

/**
 * Ids of products: `45` is the variant (`product.product`) 45, which order lines and stock want; `template-12` is a product with
 * several variants.
 */
export type ProductId = { readonly kind: 'variant' | 'template'; readonly id: number }

export function parseProductId(id: string): ProductId {
  return id.startsWith('template-') ? { kind: 'template', id: Number(id.slice('template-'.length)) } : { kind: 'variant', id: Number(id) }
}

export function templateIdText(id: number): string {
  return `template-${id}`
}

/** Finds products by SKU or GTIN (active ones go before archived ones), and the products we made by their marker. */
export async function findProducts(
  client: OdooClient,
  { by, items, signal }: { readonly by: string; readonly items: readonly FindItem[]; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const codeField = by === 'gtin' ? 'barcode' : 'default_code'
  const markers = await openMarkers(client, templateModel, signal)
  const [hits, marked] = await Promise.all([
    searchVariants(client, { codeField, codes: unique(items.map(({ key }) => key)), signal }),
    markers.byExternalId(unique(items.map((item) => item.externalId))),
  ])
  const templateIds = [...hits.map((row) => idOf(row.product_tmpl_id)), ...[...marked.values()].map(({ recordId }) => recordId)]
  const [gathered, salesTaxes, digits] = await Promise.all([
    gatherProducts(client, unique(templateIds), signal),
    loadSalesTaxes(client, signal),
    client.digitsOf(templateModel, 'list_price', signal),
  ])
  const pictures = await picturesFor(client, { items, hits, codeField, signal })
  const compare = { gathered, salesTaxes, digits, pictures }
  const found = new Map<string, readonly Existing[]>()
  for (const item of items) {
    const own = hits.filter((row) => row[codeField] === item.key)
    const active = own.filter((row) => row.active !== false)
    const existing = (active.length > 0 ? active : own).flatMap((row) => variantExisting(row, item.data, compare))
    const viaMarker = existing.length > 0 ? [] : templateExisting(marked.get(item.externalId ?? '')?.recordId, item.data, compare)
    const all = [...existing, ...viaMarker]
    if (all.length > 0) found.set(item.key, all)
  }
  return found
}

async function searchVariants(
  client: OdooClient,
  { codeField, codes, signal }: { readonly codeField: string; readonly codes: readonly string[]; readonly signal: AbortSignal },
): Promise<readonly OdooRecord[]> {
  if (codes.length === 0) return []
  return client.searchRead(variantModel, {
    domain: [[codeField, 'in', codes]],
    fields: ['product_tmpl_id', 'default_code', 'barcode', 'active', 'lst_price', 'standard_price', 'weight'],
    order: 'id',
    context: { active_test: false },
    signal,
  })
}

interface Comparing {
  readonly gathered: GatheredProducts
  readonly salesTaxes: readonly Tax[]
  readonly digits: number | undefined
  /** By template id, of the products whose records have pictures to compare with. */
  readonly pictures: ReadonlyMap<number, readonly ProductImage[]>
}

/** Only where a record brings pictures, so that nobody waits for others. */
async function picturesFor(
  client: OdooClient,
  {
    items,
    hits,
    codeField,
    signal,
  }: {
    readonly items: readonly FindItem[]
    readonly hits: readonly OdooRecord[]
    readonly codeField: string
    readonly signal: AbortSignal
  },
): Promise<ReadonlyMap<number, readonly ProductImage[]>> {
  const keys = new Set(items.flatMap(({ key, data }) => (Array.isArray(data?.images) ? [key] : [])))
  const rows = hits.filter((row) => keys.has(String(row[codeField])))
  return rows.length === 0 ? new Map() : readPictures(client, unique(rows.map((row) => idOf(row.product_tmpl_id))), signal)
}

type Wanted = FindItem['data']

function variantExisting(row: OdooRecord, wanted: Wanted, comparing: Comparing): readonly Existing[] {
  const { templates, around } = comparing.gathered
  const template = templates.get(idOf(row.product_tmpl_id) ?? 0)
  if (!template) return []
  const found = { id: String(row.id), label: textOf(template.name), data: simpleFromOdoo(template, row, around) }
  const isFamily = Array.isArray(wanted?.variants) && wanted.variants.length > 0
  return [priced(found, wanted && isFamily ? ofFamily(wanted) : wanted, { template, amount: decimalOf(row.lst_price), comparing })]
}

function templateExisting(id: number | undefined, wanted: Wanted, comparing: Comparing): readonly Existing[] {
  const { templates, variants, around } = comparing.gathered
  const template = templates.get(id ?? 0)
  if (!template) return []
  const own = variants.get(template.id) ?? []
  const [only] = own
  if (own.length === 1 && only) return variantExisting({ ...only, product_tmpl_id: template.id }, wanted, comparing)
  const found = { id: templateIdText(template.id), label: textOf(template.name), data: familyFromOdoo(template, own, around) }
  return [priced(found, wanted && ofFamily(wanted), { template, amount: decimalOf(template.list_price), comparing })]
}

/** A family has its SKUs, purchase prices and weights on its variants. */
function ofFamily({ sku, gtin, costPrice, weight, ...shared }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return shared
}

const asked = schema.pick({ priceExcl: true, priceIncl: true, taxCode: true, images: true })

/** The prices as they are under the tax that is asked for, beside those that are asked for as Odoo can hold them. */
function priced(
  found: Existing,
  wanted: Wanted,
  { template, amount, comparing }: { readonly template: OdooRecord; readonly amount: string | undefined; readonly comparing: Comparing },
): Existing {
  const parsed = wanted && asked.safeParse(wanted).data
  if (!wanted || !parsed) return found
  const { taxCode, images, ...prices } = parsed
  const pictures = images && comparing.pictures.get(template.id)
  const newTaxes = taxCode === found.data.taxCode ? [] : comparing.salesTaxes.filter(({ name }) => name === taxCode)
  const taxes = newTaxes.length > 0 ? newTaxes : taxesOf(template.taxes_id, comparing.gathered.around.taxes)
  const tax = priceTaxOf(taxes)
  const existing = pricesFromOdoo(amount, tax)
  return {
    ...found,
    data: { ...withoutPrices(found.data), ...existing, ...(pictures && { images: heldImages(pictures) }) },
    wanted: {
      ...withoutPrices(wanted),
      ...heldPrices(prices, { existing, amount, tax, digits: comparing.digits }),
      // What cannot be compared here is left as it is.
      images: pictures && images && heldImages(images),
    },
  }
}

function withoutPrices({ priceExcl, priceIncl, ...rest }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return rest
}
