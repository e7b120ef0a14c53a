import { z } from 'zod'
import { currency, day, decimal, extra, text } from './shared.ts'

/** One price rule: a price or a discount, for a product or all, in a list or for a customer group, from a quantity on. */
export const price = z.object({
  priceList: text.meta({ label: 'Price list' }),
  customerGroup: text.optional().meta({ label: 'Customer group' }),
  customerNumber: text.optional().meta({ label: 'Customer number' }),
  sku: text.optional().meta({ label: 'SKU' }),
  category: z.array(text).optional().meta({ label: 'Category' }),
  currency: currency.optional().meta({ label: 'Currency' }),
  /** Graduated price: holds from this quantity on. */
  fromQuantity: decimal.default('1').meta({ label: 'From quantity' }),
  priceExcl: decimal.optional().meta({ label: 'Price excl. tax' }),
  priceIncl: decimal.optional().meta({ label: 'Price incl. tax' }),
  discountPercent: decimal.optional().meta({ label: 'Discount %' }),
  validFrom: day.optional().meta({ label: 'Valid from' }),
  validUntil: day.optional().meta({ label: 'Valid until' }),
  extra,
})

export type Price = z.infer<typeof price>
