import type { CcvClient } from '../client.ts'
import { expandedIn, idOf, objectOf, type Raw, rawsOf, textOf } from '../values.ts'

/** A product with its variants. */
export interface CatalogueProduct {
  readonly id: string
  readonly raw: Raw
  /** Attribute combinations, by id. */
  readonly combinations: readonly Raw[]
}

/**
 * Products by SKU. The API filters by the number of a product but not by the SKU of a variant, so this is the one place that decides
 * how products are found: few are asked for by number; the rest, and every variant, are looked up in the whole catalogue, which is
 * read once in two minutes. What this connection writes is read anew at once. Kept in memory, for one run.
 */
export interface Catalogue {
  bySku(skus: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, readonly CatalogueProduct[]>>
  byGtin(gtins: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, readonly CatalogueProduct[]>>
  /** Reads one product as it stands now. */
  load(id: string, signal: AbortSignal): Promise<CatalogueProduct>
}

/** Asked for together with a product, in one request. */
export const productExpand = 'attributecombinations,producttocategories,productphotos'

const keptMs = 2 * 60_000
const fewKeys = 10
const catalogues = new WeakMap<CcvClient, Catalogue>()

export function catalogueOf(client: CcvClient): Catalogue {
  const known = catalogues.get(client)
  if (known) return known
  const catalogue = createCatalogue(client)
  catalogues.set(client, catalogue)
  return catalogue
}

/** A product as it came, with its variants: where they were not expanded they are asked for. */
export async function withCombinations(client: CcvClient, raw: Raw, signal: AbortSignal): Promise<CatalogueProduct> {
  const id = idOf(raw.id) ?? ''
  const expanded = expandedIn(raw.attributecombinations)
  const combinations =
    expanded ??
    (id === '' || raw.attributecombinations === null ? [] : rawsOf(await client.all(`products/${id}/attributecombinations`, {}, signal)))
  return { id, raw, combinations: [...combinations].sort((left, right) => Number(left.id) - Number(right.id)) }
}

/** What a variant is known by: its SKU, else its product number. */
export function skuOfCombination(combination: Raw): string | undefined {
  return textOf(combination.sku_number) ?? textOf(combination.product_number)
}

function createCatalogue(client: CcvClient): Catalogue {
  let products: Map<string, CatalogueProduct> | undefined
  let readAt = 0
  let underWay: Promise<Map<string, CatalogueProduct>> | undefined

  async function readAll(signal: AbortSignal): Promise<Map<string, CatalogueProduct>> {
    const raws = rawsOf(await client.all('products', { orderby: 'id', expand: productExpand }, signal))
    const read = await Promise.all(raws.map((raw) => withCombinations(client, raw, signal)))
    products = new Map(read.map((product) => [product.id, product]))
    readAt = client.clock.now().getTime()
    return products
  }

  async function everything(signal: AbortSignal): Promise<Map<string, CatalogueProduct>> {
    if (products && client.clock.now().getTime() - readAt < keptMs) return products
    underWay ??= readAll(signal).finally(() => {
      underWay = undefined
    })
    return underWay
  }

  async function byFilter(
    filter: 'productnumber' | 'eannumber',
    keys: readonly string[],
    signal: AbortSignal,
  ): Promise<Map<string, readonly CatalogueProduct[]>> {
    const found = await Promise.all(
      keys.map(async (key) => {
        const raws = rawsOf(await client.all('products', { [filter]: key, expand: productExpand }, signal))
        // Compared here as well: nothing says that the filter is exact.
        const exact = raws.filter((raw) => textOf(raw[filter]) === key)
        return [key, await Promise.all(exact.map((raw) => withCombinations(client, raw, signal)))] as const
      }),
    )
    return new Map(found.filter(([, hits]) => hits.length > 0))
  }

  async function find(
    filter: 'productnumber' | 'eannumber',
    keys: readonly string[],
    { keysOf, signal }: { readonly keysOf: (product: CatalogueProduct) => readonly (string | undefined)[]; readonly signal: AbortSignal },
  ) {
    const found = keys.length <= fewKeys ? await byFilter(filter, keys, signal) : new Map<string, readonly CatalogueProduct[]>()
    const missing = new Set(keys.filter((key) => !found.has(key)))
    if (missing.size === 0) return found
    const hits = new Map<string, CatalogueProduct[]>()
    for (const product of (await everything(signal)).values()) {
      for (const key of new Set(keysOf(product))) {
        if (key !== undefined && missing.has(key)) hits.set(key, [...(hits.get(key) ?? []), product])
      }
    }
    return new Map([...found, ...hits])
  }

  return {
    bySku: (skus, signal) =>
      find('productnumber', [...new Set(skus)], {
        keysOf: ({ raw, combinations }) => [textOf(raw.productnumber), ...combinations.map(skuOfCombination)],
        signal,
      }),
    byGtin: (gtins, signal) =>
      find('eannumber', [...new Set(gtins)], {
        keysOf: ({ raw, combinations }) => [textOf(raw.eannumber), ...combinations.map(({ ean_number }) => textOf(ean_number))],
        signal,
      }),
    async load(id, signal) {
      const raw = objectOf(await client.get(`products/${id}`, { expand: productExpand }, signal)) ?? {}
      const product = await withCombinations(client, raw, signal)
      products?.set(product.id, product)
      return product
    },
  }
}
