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
import { type Category, categoryKey, category as categorySchema } from '#core/model/category.ts'
import type { MplusClient } from '../client.ts'
import { refusalError } from '../failures.ts'
import { highest, markerIn } from '../values/marker.ts'
import { loadGroups, openGroups, type PlacedGroup } from './article-groups.ts'
import { attemptAll, attemptInOrder, once } from './attempt.ts'
import { describeMarker } from './pages-by-marker.ts'

/** Article groups: a tree whose paths are the categories. Names need not be unique in the till; two with one path are ambiguous. */
export const category = defineEntity<MplusClient, Category>({
  entity: 'category',
  label: 'Categories',
  schema: categorySchema,
  read: defineRead({ fields: {}, describePosition: describeMarker, pages: categoryPages }),
  find: {
    by: ['path'],
    run: async (client, { items, signal }) => {
      const groups = await loadGroups(client, signal)
      return new Map(items.map(({ key }) => [key, groups.filter(({ path }) => categoryKey(path) === key).map(existingOf)]))
    },
  },
  create: { idempotency: 'lookup', batch: 100, run: createCategories },
  update: { batch: 100, paths: ['description', 'position'], run: updateCategories },
})

/** The tree comes whole; after the first run only groups that changed, or hang below one that did, travel on. */
async function* categoryPages(client: MplusClient, { position, signal }: ReadRequest): AsyncIterable<Page<Category>> {
  const next = markerIn(position, 'syncMarker')
  const groups = await loadGroups(client, signal)
  const changed = groups.filter(({ marker }) => next === undefined || marker === undefined || marker >= BigInt(next))
  const top = highest(groups.map(({ marker }) => marker?.toString()))
  if (changed.length === 0) return
  yield {
    records: changed.map((placed) => ({
      entity: 'category',
      key: categoryKey(placed.path),
      data: toCategory(placed),
      raw: placed.group,
      origin: { connector: 'mplus', account: client.account, id: placed.number },
    })),
    position: top === undefined ? position : { syncMarker: (top + 1n).toString() },
  }
}

function toCategory({ path, group }: PlacedGroup): Category {
  return {
    path: [...path],
    description: group.text,
    position: group.sortOrder === undefined ? undefined : Number(group.sortOrder),
    active: true,
  }
}

function existingOf(placed: PlacedGroup): Existing {
  return { id: placed.number, label: categoryKey(placed.path), data: toCategory(placed) }
}

/** A path that is there already is never made twice: the tree is read first, whatever the attempt. */
function createCategories(client: MplusClient, { items, signal }: WriteRequest<CreateItem<Category>>): Promise<readonly WriteResult[]> {
  const opened = once(() => openGroups(client, signal))
  return attemptInOrder(items, async ({ data, key }, leave) => {
    const groups = await opened()
    if (data.path.length === 0) throw new DataError(`Category ${key} has an empty path.`, { code: 'path-missing' })
    const label = categoryKey(data.path)
    const known = groups.find(data.path)
    if (known !== undefined) return { ok: true, id: known, label, existed: true }
    return { ok: true, id: await groups.ensure(data.path, { text: data.description, sortOrder: data.position?.toString() }, leave), label }
  })
}

function updateCategories(client: MplusClient, { items, signal }: WriteRequest<UpdateItem<Category>>): Promise<readonly WriteResult[]> {
  return attemptAll(items, async ({ id, key, data, changes }, leave) => {
    const isChanged = (path: string) => changes.some((change) => change.path === path)
    leave()
    const request = {
      groupNumber: id,
      text: isChanged('description') ? data.description : undefined,
      sortOrder: isChanged('position') ? data.position?.toString() : undefined,
    }
    const { result } = await client.call('updateArticleGroup', { request }, signal)
    if (result !== 'SAVE-ARTICLE-GROUP-RESULT-OK') throw refusalError({ what: `Category ${key}`, result })
    return { ok: true, id, label: key }
  })
}
