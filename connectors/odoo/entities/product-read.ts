import { defineRead } from '#core/kit/define-connector.ts'
import { field } from '#core/kit/fields.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import type { Product } from '#core/model/product.ts'
import type { OdooClient } from '../client.ts'
import { originOf } from '../origin.ts'
import { visible } from '../reference-data.ts'
import { describeSweep, parseSweepPosition, positionJson, sweepChanges } from '../sweep.ts'
import { idOf, type OdooRecord, unique } from '../values.ts'
import { familyFromOdoo, simpleFromOdoo, variantModel } from './product-from-odoo.ts'
import { type GatheredProducts, gatherProducts } from './product-gather.ts'
import { changesFields, pageSize } from './read-settings.ts'

const fields = {
  variants: field.choice({
    label: 'Products with variants',
    help: 'As one product, for a system that knows sizes and colours; or each variant as a product of its own.',
    default: 'grouped',
    options: { grouped: 'One product with its variants', single: 'Each variant by itself' },
  }),
  onlyForSale: field.toggle({ label: 'Only products for sale', default: true }),
  ...changesFields,
}

export const productRead = defineRead<OdooClient, typeof fields>({
  fields,
  describePosition: describeSweep,
  pages: async function* (client, { position, settings, signal }) {
    // The later write_date of a variant and its template stands on the variant, so one sweep sees both change.
    const wanted = await visible(
      client,
      variantModel,
      ['product_tmpl_id', 'default_code', 'barcode', 'lst_price', 'active', 'write_date'],
      signal,
    )
    const forSale = settings.onlyForSale ? [['sale_ok', '=', true]] : []
    const sweep = sweepChanges({
      search: ({ domain, ...paging }) =>
        client.searchRead(variantModel, { domain: [...forSale, ...domain], fields: wanted, ...paging, signal }),
      position: parseSweepPosition(position),
      from: settings.from,
      overlapMinutes: settings.overlapMinutes,
      pageSize,
    })
    for await (const page of sweep) {
      const gathered = await gatherProducts(client, unique(page.rows.map((row) => idOf(row.product_tmpl_id))), signal)
      const records = settings.variants === 'single' ? eachVariant(client, page.rows, gathered) : eachProduct(client, gathered)
      yield { records, position: positionJson(page.position) }
    }
  },
})

function eachProduct(client: OdooClient, { templates, variants, around }: GatheredProducts): readonly FlowRecord<Product>[] {
  return [...templates.values()].map((template) => {
    const own = variants.get(template.id) ?? []
    const [only] = own
    if (own.length === 1 && only) return simple(client, { template, variant: only, data: simpleFromOdoo(template, only, around) })
    return {
      entity: 'product',
      // Variants come and go; the key of their family must not.
      key: `odoo-${template.id}`,
      data: familyFromOdoo(template, own, around),
      raw: { ...template, variants: own },
      origin: originOf(client.settings, template.id),
    }
  })
}

function eachVariant(
  client: OdooClient,
  rows: readonly OdooRecord[],
  { templates, variants, around }: GatheredProducts,
): readonly FlowRecord<Product>[] {
  return rows.flatMap((row) => {
    const template = templates.get(idOf(row.product_tmpl_id) ?? 0)
    const variant = template && variants.get(template.id)?.find(({ id }) => id === row.id)
    return template && variant ? [simple(client, { template, variant, data: simpleFromOdoo(template, variant, around) })] : []
  })
}

function simple(
  client: OdooClient,
  { template, variant, data }: { readonly template: OdooRecord; readonly variant: OdooRecord; readonly data: Product },
): FlowRecord<Product> {
  return {
    entity: 'product',
    key: data.sku ?? `odoo-${template.id}`,
    data,
    raw: { ...template, ...variant },
    origin: originOf(client.settings, variant.id),
  }
}
