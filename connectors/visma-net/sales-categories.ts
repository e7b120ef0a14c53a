import { z } from 'zod'
import type { VismaNetClient } from './client.ts'

export interface PlacedCategory {
  readonly id: number
  readonly path: readonly string[]
  readonly sortOrder: number | undefined
  readonly raw: unknown
}

interface Branch {
  readonly categoryID: number
  readonly description?: string | null | undefined
  readonly parentID?: number | null | undefined
  readonly sortOrder?: number | null | undefined
  readonly subCategories?: readonly Branch[] | null | undefined
}

const branch: z.ZodType<Branch> = z.lazy(() =>
  z.looseObject({
    categoryID: z.number(),
    description: z.string().nullish(),
    parentID: z.number().nullish(),
    sortOrder: z.number().nullish(),
    subCategories: z.array(branch).nullish(),
  }),
)

/** The sales categories with their paths, asked for once. They come as a tree, whole. */
export function loadCategories(client: VismaNetClient, signal: AbortSignal): Promise<readonly PlacedCategory[]> {
  return client.once('sales categories', async () => {
    const tree = await client.get({ service: 'erp', path: '/salescategory', label: 'salescategory.list', schema: z.array(branch), signal })
    return placed(tree, [])
  })
}

function placed(branches: readonly Branch[], above: readonly string[]): readonly PlacedCategory[] {
  return branches.flatMap((one) => {
    const { subCategories, ...raw } = one
    const path = [...above, one.description?.trim() || `Category ${one.categoryID}`]
    const own = { id: one.categoryID, path, sortOrder: one.sortOrder ?? undefined, raw }
    return [own, ...placed(subCategories ?? [], path)]
  })
}
