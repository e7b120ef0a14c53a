import { type CreateItem, defineEntity, defineRead, type Existing, type FindItem, type WriteResult } from '#core/kit/define-connector.ts'
import { type Category, categoryKey, category as schema } from '#core/model/category.ts'
import type { OdooClient } from '../client.ts'
import { failureOf } from '../create-batch.ts'
import { originOf } from '../origin.ts'
import { visibleWithCustom } from '../reference-data.ts'
import { describeSweep, parseSweepPosition, positionJson, sweepChanges } from '../sweep.ts'
import { type OdooRecord, textOf, unique } from '../values.ts'
import { changesFields, pageSize } from './read-settings.ts'

const model = 'product.category'

/** Odoo joins the names of a path just as category keys do: `Clothing / Coats`. */
const separator = ' / '

/** Product categories. Odoo has no description and no order for them, so there is nothing to update. */
export const category = defineEntity<OdooClient, Category>({
  entity: 'category',
  label: 'Category',
  schema,
  read: defineRead<OdooClient, typeof changesFields>({
    fields: changesFields,
    describePosition: describeSweep,
    pages: async function* (client, { position, settings, signal }) {
      const fields = await visibleWithCustom(client, model, ['name', 'complete_name', 'parent_id', 'write_date'], signal)
      const sweep = sweepChanges({
        search: ({ domain, ...paging }) => client.searchRead(model, { domain, fields, ...paging, signal }),
        position: parseSweepPosition(position),
        from: settings.from,
        overlapMinutes: settings.overlapMinutes,
        pageSize,
      })
      for await (const page of sweep) {
        const records = page.rows.map((row) => {
          const data = { path: pathOf(row), active: true } satisfies Category
          return { entity: 'category', key: categoryKey(data.path), data, raw: row, origin: originOf(client.settings, row.id) }
        })
        yield { records, position: positionJson(page.position) }
      }
    },
  }),
  find: { by: ['path'], run: findCategories },
  create: { idempotency: 'lookup', batch: 500, run: createCategories },
})

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

export function pathOf(row: OdooRecord): string[] {
  return (textOf(row.complete_name) ?? textOf(row.name) ?? String(row.id)).split(separator)
}
