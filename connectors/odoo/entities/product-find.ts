import type { Existing, FindItem } from '#core/kit/define-connector.ts'
import type { OdooClient } from '../client.ts'
import { openMarkers } from '../markers.ts'
import { idOf, type OdooRecord, textOf, unique } from '../values.ts'
import { familyFromOdoo, simpleFromOdoo, templateModel, variantModel } from './product-from-odoo.ts'
import { type GatheredProducts, gatherProducts } from './product-gather.ts'

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
  const gathered = await gatherProducts(client, unique(templateIds), signal)
  const found = new Map<string, readonly Existing[]>()
  for (const item of items) {
    const own = hits.filter((row) => row[codeField] === item.key)
    const active = own.filter((row) => row.active !== false)
    const existing = (active.length > 0 ? active : own).flatMap((row) => variantExisting(row, gathered))
    const viaMarker = existing.length > 0 ? [] : templateExisting(marked.get(item.externalId ?? '')?.recordId, gathered)
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

function variantExisting(row: OdooRecord, { templates, around }: GatheredProducts): readonly Existing[] {
  const template = templates.get(idOf(row.product_tmpl_id) ?? 0)
  return template ? [{ id: String(row.id), label: textOf(template.name), data: simpleFromOdoo(template, row, around) }] : []
}

function templateExisting(id: number | undefined, { templates, variants, around }: GatheredProducts): readonly Existing[] {
  const template = templates.get(id ?? 0)
  if (!template) return []
  const own = variants.get(template.id) ?? []
  const [only] = own
  const label = textOf(template.name)
  if (own.length === 1 && only) return [{ id: String(only.id), label, data: simpleFromOdoo(template, only, around) }]
  return [{ id: templateIdText(template.id), label, data: familyFromOdoo(template, own, around) }]
}
