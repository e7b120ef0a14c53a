import { type CreateItem, defineEntity, defineRead, type Existing, type FindItem, type WriteResult } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import { type Category, categoryKey, category as schema } from '#core/model/category.ts'
import type { OdooClient } from '../client.ts'
import { failureOf } from '../create-batch.ts'
import { originOf } from '../origin.ts'
import { visibleWithCustom } from '../reference-data.ts'
import { describeSweep } from '../sweep.ts'
import { type OdooRecord, textOf, unique } from '../values.ts'
import { pagesByChange } from './pages-by-change.ts'
import { changesFields } from './read-settings.ts'

const model = 'product.category'

/** Odoo joins the names of a path just as category keys do: `Clothing / Coats`. */
const separator = ' / '

/** Product categories. Odoo has no description and no order for them, so there is nothing to update. */
export const category = defineEntity<OdooClient, Category>({
  entity: 'category',
  label: 'Categories',
  schema,
  read: defineRead<OdooClient, typeof changesFields>({
    fields: changesFields,
    describePosition: describeSweep,
    pages: async function* (client, request) {
      const fields = await visibleWithCustom(client, model, ['name', 'complete_name', 'parent_id', 'write_date'], request.signal)
      yield* pagesByChange(client, request, {
        model,
        fields,
        translate: (rows) => translatePage(rows, { name: (row) => nameOf(row, client), translate: (row) => categoryRecord(row, client) }),
      })
    },
  }),
  find: { by: ['path'], run: findCategories },
  create: { idempotency: 'lookup', batch: 500, run: createCategories },
})

function categoryRecord(row: OdooRecord, client: OdooClient): FlowRecord<Category> {
  const path = pathOf(row)
  if (path.includes('')) {
    throw new DataError('it has no name, or hangs below one that has none.', {
      code: 'name-missing',
      hint: 'Give the category a name in Odoo; it is read again once it has changed there.',
    })
  }
  return { ...nameOf(row, client), data: { path, active: true } }
}

function nameOf(row: OdooRecord, client: OdooClient): Untranslated {
  const path = pathOf(row)
  const key = path.includes('') ? `odoo-${row.id}` : categoryKey(path)
  return { entity: 'category', key, raw: row, origin: originOf(client.settings, row.id) }
}

async function findCategories(
  client: OdooClient,
  { items, signal }: { readonly items: readonly FindItem[]; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, readonly Existing[]>> {
  const rows = await searchPaths(client, { paths: items.map(({ key }) => key), signal })
  const found = new Map<string, Existing[]>()
  for (const row of rows) {
    const path = pathOf(row)
    const key = categoryKey(path)
    found.set(key, [...(found.get(key) ?? []), { id: String(row.id), label: key, data: { path, active: true } }])
  }
  return found
}

async function createCategories(
  client: OdooClient,
  { items, signal }: { readonly items: readonly CreateItem<Category>[]; readonly signal: AbortSignal },
): Promise<readonly WriteResult[]> {
  try {
    const before = await knownPaths(client, { paths: items.map(({ data }) => data.path), signal })
    const ids = await ensureCategories(client, { paths: items.map(({ data }) => data.path), signal })
    return items.map(({ data }) => {
      const key = categoryKey(data.path)
      return { ok: true, id: String(ids.get(key)), label: key, ...(before.has(key) ? { existed: true } : {}) }
    })
  } catch (thrown) {
    const failure = failureOf(thrown)
    return items.map(() => failure)
  }
}

/** Finds or makes all categories of these paths, parents first: one search, and one create per level of the tree. */
export async function ensureCategories(
  client: OdooClient,
  { paths, signal }: { readonly paths: readonly (readonly string[])[]; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, number>> {
  const known = new Map(await knownPaths(client, { paths, signal }))
  const deepest = Math.max(0, ...paths.map((path) => path.length))
  for (let depth = 1; depth <= deepest; depth++) {
    const level = new Map(
      paths.filter((path) => path.length >= depth).map((path) => [categoryKey(path.slice(0, depth)), path.slice(0, depth)]),
    )
    const missing = [...level].filter(([key]) => !known.has(key))
    const values = missing.map(([, path]) => ({ name: path.at(-1), parent_id: known.get(categoryKey(path.slice(0, -1))) ?? false }))
    const ids = await client.create(model, values, { signal })
    for (const [index, [key]] of missing.entries()) known.set(key, ids[index] ?? 0)
  }
  return known
}

async function knownPaths(
  client: OdooClient,
  { paths, signal }: { readonly paths: readonly (readonly string[])[]; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, number>> {
  const all = paths.flatMap((path) => path.map((_, index) => categoryKey(path.slice(0, index + 1))))
  const rows = await searchPaths(client, { paths: all, signal })
  // The oldest of several equal ones, as people see it first.
  return new Map(rows.toReversed().map((row) => [categoryKey(pathOf(row)), row.id]))
}

async function searchPaths(
  client: OdooClient,
  { paths, signal }: { readonly paths: readonly string[]; readonly signal: AbortSignal },
): Promise<readonly OdooRecord[]> {
  if (paths.length === 0) return []
  return client.searchRead(model, {
    domain: [['complete_name', 'in', unique(paths)]],
    fields: ['name', 'complete_name'],
    order: 'id',
    signal,
  })
}

function pathOf(row: OdooRecord): string[] {
  return (textOf(row.complete_name) ?? textOf(row.name) ?? '').split(separator)
}
