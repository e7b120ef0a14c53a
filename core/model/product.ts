import { z } from 'zod'
import { currency, decimal, extra, text } from './shared.ts'

/** Size, colour: what makes a variant. */
export const attributeValue = z.object({
  attribute: text.meta({ label: 'Attribute' }),
  value: text.meta({ label: 'Value' }),
})

/** Origin, type, delivery time: extra information that makes no variant. */
export const feature = z.object({
  feature: text.meta({ label: 'Feature' }),
  value: text.meta({ label: 'Value' }),
})

/**
 * A picture of a product. Its bytes lie in the image store under their hash, so that records, logs and samples stay small; the store
 * is asked for them only where a target sends them.
 */
export const productImage = z.object({
  name: text.max(200).optional().meta({ label: 'Name of the image' }),
  /** SHA-256 of the bytes, in hexadecimal digits. */
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'is not the hash of an image')
    .meta({ label: 'Hash' }),
  mimeType: z.enum(['image/jpeg', 'image/png', 'image/gif', 'image/webp']).optional().meta({ label: 'Kind of image' }),
  /** Bytes. */
  size: z.number().int().optional().meta({ label: 'Size' }),
})

const sellable = {
  sku: text.optional().meta({ label: 'SKU' }),
  gtin: text.optional().meta({ label: 'GTIN' }),
  priceExcl: decimal.optional().meta({ label: 'Price excl. tax' }),
  priceIncl: decimal.optional().meta({ label: 'Price incl. tax' }),
  costPrice: decimal.optional().meta({ label: 'Purchase price' }),
  weight: decimal.optional().meta({ label: 'Weight (kg)' }),
}

export const productVariant = z.object({
  id: text.optional().meta({ label: 'Variant id in the source' }),
  ...sellable,
  name: text.optional().meta({ label: 'Name' }),
  attributes: z.array(attributeValue).default([]).meta({ label: 'Attributes' }),
  active: z.boolean().default(true).meta({ label: 'Active' }),
})

/** A simple product has no variants and its own SKU; a product with variants has its SKUs there. */
export const product = z.object({
  ...sellable,
  name: text.min(1).meta({ label: 'Title' }),
  description: text.optional().meta({ label: 'Long description' }),
  shortDescription: text.optional().meta({ label: 'Short description' }),
  currency: currency.optional().meta({ label: 'Currency' }),
  taxCode: text.optional().meta({ label: 'Tax code' }),
  taxRate: decimal.optional().meta({ label: 'Tax rate %' }),
  brand: text.optional().meta({ label: 'Brand' }),
  unit: text.optional().meta({ label: 'Unit' }),
  /** Paths in the category tree: `["Clothing", "Coats"]`. */
  categories: z.array(z.array(text).min(1)).default([]).meta({ label: 'Categories' }),
  features: z.array(feature).default([]).meta({ label: 'Features' }),
  variants: z.array(productVariant).default([]).meta({ label: 'Variants' }),
  /** Absent: the source says nothing about pictures. */
  images: z.array(productImage).max(20).optional().meta({ label: 'Images' }),
  quantity: decimal.optional().meta({ label: 'Quantity' }),
  managesStock: z.boolean().default(true).meta({ label: 'Stock is kept' }),
  active: z.boolean().default(true).meta({ label: 'Active' }),
  extra,
})

export type ProductImage = z.infer<typeof productImage>
export type Product = z.infer<typeof product>
export type ProductVariant = z.infer<typeof productVariant>
