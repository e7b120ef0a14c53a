import { z } from 'zod'
import { decimal, extra, text } from './shared.ts'

const amounts = {
  onHand: decimal.optional().meta({ label: 'On hand' }),
  reserved: decimal.optional().meta({ label: 'Reserved for sales' }),
  /** On hand minus reserved, unless the source counts otherwise. */
  available: decimal.optional().meta({ label: 'Available' }),
  incoming: decimal.optional().meta({ label: 'Incoming' }),
}

/** Stock of one SKU: the sum, and each branch or location where the source tells. */
export const stock = z.object({
  sku: text.min(1).meta({ label: 'SKU' }),
  ...amounts,
  locations: z
    .array(z.object({ location: text.meta({ label: 'Branch or location' }), ...amounts }))
    .default([])
    .meta({ label: 'Per location' }),
  /** Should the target keep stock for this product? */
  managesStock: z.boolean().optional().meta({ label: 'Stock is kept' }),
  extra,
})

export type Stock = z.infer<typeof stock>
