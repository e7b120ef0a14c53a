import { defineRead } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import { field } from '#core/kit/fields.ts'
import { type TranslatedPage, translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import type { Product, ProductImage } from '#core/model/product.ts'
import type { OdooClient } from '../client.ts'
import { originOf } from '../origin.ts'
import { visible } from '../reference-data.ts'
import { describeSweep } from '../sweep.ts'
import { idOf, type OdooRecord, textOf, unique } from '../values.ts'
import { pagesByChange } from './pages-by-change.ts'
import { familyFromOdoo, simpleFromOdoo, variantModel } from './product-from-odoo.ts'
import { type GatheredProducts, gatherProducts } from './product-gather.ts'
import { readPictures, withPictureSizes } from './product-images.ts'
import { changesFields } from './read-settings.ts'

const fields = {
  variants: field.choice({
    label: 'Products with variants',
    help: 'As one product, for a system that knows sizes and colours; or each variant as a product of its own.',
    default: 'grouped',
    options: { grouped: 'One product with its variants', single: 'Each variant by itself' },
  }),
  onlyForSale: field.toggle({ label: 'Only products for sale', default: true }),
  images: field.toggle({
    label: 'With pictures',
    help: 'The picture of each product travels along to systems that take one. Reading takes longer.',
    default: false,
  }),
  ...changesFields,
}

export const productRead = defineRead<OdooClient, typeof fields>({
  fields,
  describePosition: describeSweep,
  pages: async function* (client, request) {
    const { settings, signal } = request
    // The later write_date of a variant and its template stands on the variant, so one sweep sees both change.
    const wanted = await visible(
      client,
      variantModel,
      ['product_tmpl_id', 'default_code', 'barcode', 'lst_price', 'active', 'write_date'],
      signal,
    )
    yield* pagesByChange(client, request, {
      model: variantModel,
      fields: wanted,
      ...(settings.images && client.images && { sign: (rows) => withPictureSizes(client, rows, signal) }),
      where: settings.onlyForSale ? [['sale_ok', '=', true]] : [],
      translate: async (rows) => {
        const templateIds = unique(rows.map((row) => idOf(row.product_tmpl_id)))
        const gathered = await gatherProducts(client, templateIds, signal)
        const page = settings.variants === 'single' ? eachVariant(client, rows, gathered) : eachProduct(client, gathered)
        return settings.images ? withPictures(page, await readPictures(client, templateIds, signal)) : page
      },
    })
  },
})

function withPictures(page: TranslatedPage<Product>, pictures: ReadonlyMap<number, readonly ProductImage[]>): TranslatedPage<Product> {
  const records = page.records.map((record) => {
    // Of a variant by itself `raw` holds both rows; its template says whose picture it is.
    const raw = record.raw as { readonly id: number; readonly product_tmpl_id?: unknown }
    const images = pictures.get(idOf(raw.product_tmpl_id) ?? raw.id)
    return images === undefined ? record : { ...record, data: { ...record.data, images: [...images] } }
  })
  return { ...page, records }
}

function eachProduct(client: OdooClient, { templates, variants, around }: GatheredProducts): TranslatedPage<Product> {
  const nameOf = (template: OdooRecord): Untranslated => {
    const own = variants.get(template.id) ?? []
    const [only] = own
    if (own.length === 1 && only) return nameOfVariant(client, template, only)
    // Variants come and go; the key of their family must not.
    return { ...nameOfVariant(client, template, template), key: `odoo-${template.id}`, raw: { ...template, variants: own } }
  }
  return translatePage([...templates.values()], {
    name: nameOf,
    translate: (template) => {
      checkTitle(template)
      const own = variants.get(template.id) ?? []
      const [only] = own
      const data = own.length === 1 && only ? simpleFromOdoo(template, only, around) : familyFromOdoo(template, own, around)
      return { ...nameOf(template), data }
    },
  })
}

function eachVariant(
  client: OdooClient,
  rows: readonly OdooRecord[],
  { templates, variants, around }: GatheredProducts,
): TranslatedPage<Product> {
  const pairs = rows.flatMap((row) => {
    const template = templates.get(idOf(row.product_tmpl_id) ?? 0)
    const variant = template && variants.get(template.id)?.find(({ id }) => id === row.id)
    return template && variant ? [{ template, variant }] : []
  })
  return translatePage(pairs, {
    name: ({ template, variant }) => nameOfVariant(client, template, variant),
    translate: ({ template, variant }) => {
      checkTitle(template)
      return { ...nameOfVariant(client, template, variant), data: simpleFromOdoo(template, variant, around) }
    },
  })
}

function nameOfVariant(client: OdooClient, template: OdooRecord, variant: OdooRecord): Untranslated {
  return {
    entity: 'product',
    key: textOf(variant.default_code) ?? `odoo-${template.id}`,
    raw: { ...template, ...variant },
    origin: originOf(client.settings, variant.id),
  }
}

/** A made-up title would end up in a shop. */
function checkTitle(template: OdooRecord): void {
  if (textOf(template.name) !== undefined) return
  throw new DataError('it has no name.', {
    code: 'name-missing',
    hint: 'Give the product a name in Odoo; it is read again once it has changed there.',
  })
}
