import { attemptAll, attemptInOrder, once } from '#core/kit/attempt.ts'
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
import type { FlowRecord } from '#core/kit/record.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import { type Category, categoryKey, category as categorySchema } from '#core/model/category.ts'
import type { MplusClient } from '../client.ts'
import { refusalError } from '../failures.ts'
import { highest, markerIn } from '../values/marker.ts'
import { hasFullPath, loadGroups, loadTree, openGroups, type PlacedGroup } from './article-groups.ts'
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
  const groups = await loadTree(client, signal)
  const changed = groups.filter(({ marker }) => next === undefined || marker === undefined || marker >= BigInt(next))
  const top = highest(groups.map(({ marker }) => marker?.toString()))
  if (changed.length === 0) return
  yield {
    ...translatePage(changed, {
      name: (placed) => nameOf(placed, client),
      translate: (placed) => categoryRecord(placed, client),
    }),
    position: top === undefined ? position : { syncMarker: (top + 1n).toString() },
  }
}

function categoryRecord(placed: PlacedGroup, client: MplusClient): FlowRecord<Category> {
  if (!hasFullPath(placed)) {
    const which = placed.path.at(-1) === '' ? 'it' : 'a group above it'
    throw new DataError(`${which} has no name.`, {
      code: 'name-missing',
      hint: 'Give the article group a name in MplusKASSA; it is read again once it has changed there.',
    })
  }
  return { ...nameOf(placed, client), data: toCategory(placed) }
}

/** A category goes by its path; where that has a gap, by the number of the group. */
function nameOf(placed: PlacedGroup, { account }: MplusClient): Untranslated {
  const key = hasFullPath(placed) ? categoryKey(placed.path) : placed.number
  return { entity: 'category', key, raw: placed.group, origin: { connector: 'mplus', account, id: placed.number } }
}

function toCategory({ path, group }: PlacedGroup): Category {
  const { text: description, sortOrder } = group
  if (sortOrder !== undefined && !/^-?\d{1,15}$/.test(sortOrder)) {
    throw new DataError(`MplusKASSA sent "${sortOrder}" where its place in the order belongs.`, { code: 'position-unreadable' })
  }
  return { path: [...path], description, position: sortOrder === undefined ? undefined : Number(sortOrder), active: true }
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
    const answer = await client.call('updateArticleGroup', { request }, signal)
    if (answer.result !== 'SAVE-ARTICLE-GROUP-RESULT-OK') throw refusalError({ what: `Category ${key}`, result: answer.result, answer })
    return { ok: true, id, label: key }
  })
}
