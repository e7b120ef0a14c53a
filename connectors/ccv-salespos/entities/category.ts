import { z } from 'zod'
import {
  type CreateItem,
  defineEntity,
  defineRead,
  type Existing,
  type Page,
  type ReadRequest,
  type UpdateItem,
  type WriteRequest,
  type WriteResult,
} from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import type { FlowRecord, Json } from '#core/kit/record.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import { type Category, categoryKey, category as categorySchema } from '#core/model/category.ts'
import { attemptAll, attemptInOrder } from '../attempt.ts'
import type { CcvClient } from '../client.ts'
import { once } from '../once.ts'
import { printOf } from '../print.ts'
import { given, textOf } from '../values.ts'
import { loadTree, openCategories, type PlacedCategory } from './category-tree.ts'

const what = ({ key }: { readonly key: string }) => `Category ${key}`

/** Categories by path. Names need not be unique in the shop; two with one path are ambiguous. */
export const category = defineEntity<CcvClient, Category>({
  entity: 'category',
  label: 'Categories',
  schema: categorySchema,
  read: defineRead({ fields: {}, describePosition, pages: categoryPages }),
  find: {
    by: ['path'],
    run: async (client, { items, signal }) => {
      const tree = (await loadTree(client, signal)).filter(({ path }) => !path.includes(''))
      return new Map(items.map(({ key }) => [key, tree.filter(({ path }) => categoryKey(path) === key).map(existingOf)]))
    },
  },
  create: { idempotency: 'lookup', batch: 100, run: createCategories },
  update: { batch: 100, paths: ['description', 'position', 'active'], run: updateCategories },
})

const positionShape = z.object({ seen: z.record(z.string(), z.string()) })

/** The API tells no date of change: the tree comes whole, and the position remembers how each category looked. */
async function* categoryPages(client: CcvClient, { position, signal }: ReadRequest): AsyncIterable<Page<Category>> {
  const seen = positionShape.safeParse(position).data?.seen ?? {}
  const tree = await loadTree(client, signal)
  const prints = Object.fromEntries(tree.map((placed) => [placed.id, printOf([placed.path, placed.raw])]))
  const changed = tree.filter(({ id }) => seen[id] !== prints[id])
  if (changed.length === 0) return
  yield {
    ...translatePage(changed, { name: (placed) => nameOf(placed, client), translate: (placed) => recordOf(placed, client) }),
    position: { seen: prints },
  }
}

function describePosition(position: Json): string {
  const seen = positionShape.safeParse(position).data?.seen
  return seen === undefined ? 'from the beginning' : `what changed in ${Object.keys(seen).length} categories`
}

function recordOf(placed: PlacedCategory, client: CcvClient): FlowRecord<Category> {
  if (placed.path.includes('')) {
    throw new DataError(`${placed.path.at(-1) === '' ? 'it' : 'a category above it'} has no name.`, {
      code: 'name-missing',
      hint: 'Give the category a name in CCV; it is read again once it has changed there.',
    })
  }
  return { ...nameOf(placed, client), data: toCategory(placed) }
}

function nameOf({ path, id, raw }: PlacedCategory, { account }: CcvClient): Untranslated {
  const key = path.includes('') ? id : categoryKey(path)
  return { entity: 'category', key, raw, origin: { connector: 'ccv-salespos', account, id } }
}

function toCategory({ path, raw }: PlacedCategory): Category {
  const { position } = raw
  return {
    path: [...path],
    active: raw.show_on_website !== false,
    ...given({ description: textOf(raw.description), position: typeof position === 'number' ? position : undefined }),
  }
}

function existingOf(placed: PlacedCategory): Existing {
  return { id: placed.id, label: categoryKey(placed.path), data: toCategory(placed) }
}

/** A path that is there already is never made twice: the tree is read first, whatever the attempt. */
function createCategories(client: CcvClient, { items, signal }: WriteRequest<CreateItem<Category>>): Promise<readonly WriteResult[]> {
  const opened = once(() => openCategories(client, signal))
  return attemptInOrder(items, {
    what,
    write: async ({ data }, leave) => {
      const categories = await opened()
      const label = categoryKey(data.path)
      const known = categories.find(data.path)
      if (known !== undefined) return { ok: true, id: known, label, existed: true }
      const details = given({ description: data.description, position: data.position, show_on_website: data.active })
      return { ok: true, id: await categories.ensure(data.path, details, leave), label }
    },
  })
}

function updateCategories(client: CcvClient, { items, signal }: WriteRequest<UpdateItem<Category>>): Promise<readonly WriteResult[]> {
  return attemptAll(items, {
    what,
    write: async ({ id, key, data, changes }, leave) => {
      const isChanged = (path: string) => changes.some((change) => change.path === path)
      leave()
      await client.patch(
        `categories/${id}`,
        given({
          description: isChanged('description') ? (data.description ?? '') : undefined,
          position: isChanged('position') ? data.position : undefined,
          show_on_website: isChanged('active') ? data.active : undefined,
        }),
        signal,
      )
      client.memory.forget('categories')
      return { ok: true, id, label: key }
    },
  })
}
