import type { OdooClient } from '../client.ts'
import { loadTaxes, visible, visibleWithCustom } from '../reference-data.ts'
import { idOf, idsOf, labelOf, type OdooRecord, textOf, unique } from '../values.ts'
import { type ProductSurroundings, templateFields, templateModel, variantFields, variantModel } from './product-from-odoo.ts'

export interface GatheredProducts {
  readonly templates: ReadonlyMap<number, OdooRecord>
  /** Variants by template id, in Odoo's order. */
  readonly variants: ReadonlyMap<number, readonly OdooRecord[]>
  readonly around: ProductSurroundings
}

/** Templates with their variants and everything those point to; one call per kind. */
export async function gatherProducts(client: OdooClient, templateIds: readonly number[], signal: AbortSignal): Promise<GatheredProducts> {
  const ids = unique(templateIds)
  const [knownTemplateFields, knownVariantFields] = await Promise.all([
    visibleWithCustom(client, templateModel, templateFields, signal),
    visibleWithCustom(client, variantModel, variantFields, signal),
  ])
  const [templates, variants, taxes] = await Promise.all([
    client.read(templateModel, ids, { fields: knownTemplateFields, signal }),
    ids.length === 0
      ? []
      : client.searchRead(variantModel, { domain: [['product_tmpl_id', 'in', ids]], fields: knownVariantFields, order: 'id', signal }),
    loadTaxes(client, signal),
  ])
  const [categories, attributeValues] = await Promise.all([
    client.read('product.category', unique(templates.map((row) => idOf(row.categ_id))), { fields: ['complete_name'], signal }),
    readAttributeValues(client, unique(variants.flatMap((row) => idsOf(row.product_template_attribute_value_ids))), signal),
  ])
  const grouped = Map.groupBy(variants, (variant) => idOf(variant.product_tmpl_id) ?? 0)
  return {
    templates: new Map(templates.map((row) => [row.id, row])),
    variants: grouped,
    around: {
      taxes,
      categoryPaths: new Map(categories.map((row) => [row.id, (textOf(row.complete_name) ?? '').split(' / ')])),
      attributeValues,
    },
  }
}

async function readAttributeValues(
  client: OdooClient,
  ids: readonly number[],
  signal: AbortSignal,
): Promise<ProductSurroundings['attributeValues']> {
  if (ids.length === 0) return new Map()
  const model = 'product.template.attribute.value'
  const fields = await visible(client, model, ['name', 'attribute_id', 'product_attribute_value_id'], signal)
  const rows = await client.read(model, ids, { fields, signal })
  return new Map(
    rows.map((row) => [
      row.id,
      { attribute: labelOf(row.attribute_id) ?? '', value: textOf(row.name) ?? labelOf(row.product_attribute_value_id) ?? '' },
    ]),
  )
}
