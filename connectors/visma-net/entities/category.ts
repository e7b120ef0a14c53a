import { defineEntity, defineRead, type Page, type ReadRequest } from '#core/kit/define-connector.ts'
import type { Json } from '#core/kit/record.ts'
import { translatePage } from '#core/kit/translate-page.ts'
import { type Category, categoryKey, category as categorySchema } from '#core/model/category.ts'
import type { VismaNetClient } from '../client.ts'
import { loadCategories, type PlacedCategory } from '../sales-categories.ts'

/** Sales categories, a tree. The API reads them and no more; new ones are made in Visma.net itself. */
export const category = defineEntity<VismaNetClient, Category>({
  entity: 'category',
  label: 'Categories',
  schema: categorySchema,
  read: defineRead({ fields: {}, describePosition, pages: categoryPages }),
  find: {
    by: ['path'],
    run: async (client, { items, signal }) => {
      const all = await loadCategories(client, signal)
      return new Map(
        items.map(({ key }) => {
          const found = all.filter(({ path }) => categoryKey(path) === key)
          return [key, found.map((one) => ({ id: String(one.id), label: categoryKey(one.path), data: categoryOf(one) }))]
        }),
      )
    },
  },
})

/** The tree comes whole and carries no stamps: every run reads it all. */
async function* categoryPages(client: VismaNetClient, { signal }: ReadRequest): AsyncIterable<Page> {
  signal.throwIfAborted()
  const all = await loadCategories(client, signal)
  const nameOf = ({ id, path, raw }: PlacedCategory) => ({
    entity: 'category',
    key: categoryKey(path),
    raw,
    origin: { connector: 'visma-net', account: client.account, id: String(id) },
  })
  yield {
    ...translatePage(all, { name: nameOf, translate: (one) => ({ ...nameOf(one), data: categoryOf(one) }) }),
    position: { categories: all.length },
  }
}

function categoryOf({ path, sortOrder }: PlacedCategory): Category {
  return { path: [...path], active: true, ...(sortOrder !== undefined && { position: sortOrder }) }
}

function describePosition(position: Json): string {
  const isRead = typeof position === 'object' && position !== null && 'categories' in position
  return isRead ? 'read whole, and again by every run' : 'from the beginning'
}
