import { categoryKey } from '#core/model/category.ts'
import type { Leave } from '../attempt.ts'
import type { CcvClient } from '../client.ts'
import { idOf, objectOf, type Raw, rawsOf, textOf } from '../values.ts'

export interface PlacedCategory {
  readonly id: string
  /** From the root; holds an empty text where a name is missing. */
  readonly path: readonly string[]
  readonly raw: Raw
}

/** Every category with its way from the root, parents before children. */
export async function loadTree(client: CcvClient, signal: AbortSignal): Promise<readonly PlacedCategory[]> {
  return placeAll(rawsOf(await client.all('categories', {}, signal)))
}

/** `loadTree`, from memory where it was asked for lately; those without a full path are left out. */
export async function loadCategories(client: CcvClient, signal: AbortSignal): Promise<readonly PlacedCategory[]> {
  const tree = await client.memory.recall('categories', () => loadTree(client, signal))
  return tree.filter(({ path }) => !path.includes(''))
}

function placeAll(raws: readonly Raw[]): readonly PlacedCategory[] {
  const byParent = Map.groupBy(raws, (raw) => idOf(objectOf(raw.parentcategory)?.id) ?? '')
  const ids = new Set(raws.map((raw) => idOf(raw.id)))
  const place = (parent: string, above: readonly string[]): readonly PlacedCategory[] =>
    (byParent.get(parent) ?? []).flatMap((raw) => {
      const id = idOf(raw.id)
      // A tree deeper than this is one that goes round.
      if (id === undefined || above.length >= 20) return []
      const path = [...above, textOf(raw.name) ?? '']
      return [{ id, path, raw }, ...place(id, path)]
    })
  // A parent that is not in the list is no parent: its children stand at the top.
  const orphans = [...byParent.keys()].filter((parent) => parent !== '' && !ids.has(parent))
  return ['', ...orphans].flatMap((parent) => place(parent, []))
}

/** Ids of categories by path; makes the ones that are missing, so it must be asked one path at a time. */
export interface CategoryFinder {
  find(path: readonly string[]): string | undefined
  ensure(path: readonly string[], details: Raw, leave: Leave): Promise<string>
}

export async function openCategories(client: CcvClient, signal: AbortSignal): Promise<CategoryFinder> {
  const ids = new Map<string, string>()
  for (const { id, path } of (await loadTree(client, signal)).filter(({ path }) => !path.includes(''))) {
    if (!ids.has(categoryKey(path))) ids.set(categoryKey(path), id)
  }
  const find = (path: readonly string[]) => ids.get(categoryKey(path))

  async function ensure(path: readonly string[], details: Raw, leave: Leave): Promise<string> {
    const known = find(path)
    if (known !== undefined) return known
    const above = path.slice(0, -1)
    const parent = above.length === 0 ? undefined : await ensure(above, {}, leave)
    leave()
    client.memory.forget('categories')
    const made = await client.post(
      'categories',
      { name: path.at(-1) ?? '', ...details, ...(parent !== undefined && { parentcategory_id: Number(parent) }) },
      signal,
    )
    const id = idOf(objectOf(made)?.id) ?? (await loadTree(client, signal)).find((one) => categoryKey(one.path) === categoryKey(path))?.id
    if (id === undefined) throw new Error(`CCV made the category ${categoryKey(path)} and does not show it.`)
    ids.set(categoryKey(path), id)
    return id
  }

  return { find, ensure }
}
