import { defineEntity, defineRead } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import { field } from '#core/kit/fields.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import { product as productSchema } from '#core/model/product.ts'
import type { EaccountingClient } from '../client.ts'
import { changesFields, describeSweep, pagesByChange } from '../sweep.ts'
import { filled } from '../values/text.ts'
import { articleMembers } from './article-members.ts'
import { type ArticleRow, articleRow } from './article-rows.ts'
import { findProducts, loadSurroundings } from './product-find.ts'
import { toProduct } from './product-from-article.ts'
import { createProducts, updateProducts } from './product-write.ts'
import { productWriteFields } from './product-write-fields.ts'
import type { ProductData } from './sellable-articles.ts'

const readFields = {
  onlyActive: field.toggle({
    label: 'Only active articles',
    help: 'Off: articles that are switched off travel on too, so that the target can switch them off.',
    default: false,
  }),
  onlyWebshop: field.toggle({ label: 'Only articles marked for the web shop', default: false }),
  ...changesFields,
} as const

/** Articles: simple products, known by their number. */
export const product = defineEntity<EaccountingClient, ProductData>({
  entity: 'product',
  label: 'Products',
  schema: productSchema,
  read: defineRead<EaccountingClient, typeof readFields>({
    fields: readFields,
    describePosition: describeSweep,
    pages: async function* (client, request) {
      const { settings, signal } = request
      const around = await loadSurroundings(client, signal)
      const where = [...(settings.onlyActive ? ['IsActive eq true'] : []), ...(settings.onlyWebshop ? ['SendToWebshop eq true'] : [])].join(
        ' and ',
      )
      yield* pagesByChange(client, request, {
        ...{ collection: 'articles', schema: articleRow, stamp: 'ChangedUtc' },
        where: where === '' ? undefined : where,
        translate: (rows) =>
          translatePage(rows, {
            name: (row) => nameOf(row, client),
            translate: (row) => {
              if (!filled(row.Name)) throw nameless()
              return { ...nameOf(row, client), data: toProduct(row, around) }
            },
          }),
      })
    },
  }),
  find: { by: ['sku'], run: findProducts },
  create: { idempotency: 'lookup', batch: 50, run: createProducts },
  update: { batch: 50, paths: [...Object.keys(articleMembers), 'variants'], run: updateProducts },
  codes: { read: { 'tax-code': { list: 'taxes' } }, write: { 'tax-code': { list: 'taxes' } } },
  writeFields: productWriteFields,
})

function nameOf(row: ArticleRow, { account }: EaccountingClient): Untranslated {
  return { entity: 'product', key: filled(row.Number) ?? row.Id, raw: row, origin: { connector: 'eaccounting', account, id: row.Id } }
}

/** A made-up title would end up in the shop. */
function nameless(): DataError {
  return new DataError('it has no name.', {
    code: 'name-missing',
    hint: 'Give the article a name in eAccounting; it is read again once it has changed there.',
  })
}
