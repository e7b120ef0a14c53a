import { z } from 'zod'
import { extra, text } from './shared.ts'

/** A node of the category tree; its key is its path joined with " / ". */
export const category = z.object({
  /** From the root: `["Clothing", "Coats"]`. */
  path: z.array(text.min(1)).min(1).max(20).meta({ label: 'Path' }),
  description: text.optional().meta({ label: 'Description' }),
  position: z.number().int().optional().meta({ label: 'Sort order' }),
  active: z.boolean().default(true).meta({ label: 'Active' }),
  extra,
})

export type Category = z.infer<typeof category>

export function categoryKey(path: readonly string[]): string {
  return path.join(' / ')
}
