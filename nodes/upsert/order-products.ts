import type { BoundEntity } from '#core/kit/define-node.ts'
import type { DataError } from '#core/kit/errors.ts'
import { createBoundedMap } from './bounded-map.ts'
import { findExisting } from './find-existing.ts'

export interface ProductsFound {
  /** SKU → ids; several when it is ambiguous, none when it is not there. */
  readonly ids: ReadonlyMap<string, readonly string[]>
  readonly refused: ReadonlyMap<string, DataError>
}

const cacheLimit = 10_000

/**
 * Looks products up by SKU, each once per run. Only single hits are kept: a product that was missing may be created
 * by another node of the same run.
 */
export function createProductFinder(
  find: NonNullable<BoundEntity['find']>,
): (skus: Iterable<string>, signal: AbortSignal) => Promise<ProductsFound> {
  const known = createBoundedMap<string>(cacheLimit)
  return async (skus, signal) => {
    const ids = new Map<string, readonly string[]>()
    const asked: string[] = []
    for (const sku of new Set(skus)) {
      const id = known.get(sku)
      if (id === undefined) asked.push(sku)
      else ids.set(sku, [id])
    }
    const { existing, refused } = await findExisting(find, { by: 'sku', items: asked.map((key) => ({ key })), signal })
    for (const sku of asked) {
      const found = (existing.get(sku) ?? []).map(({ id }) => id)
      ids.set(sku, found)
      const [id, ...others] = found
      if (id !== undefined && others.length === 0) known.set(sku, id)
    }
    return { ids, refused }
  }
}
