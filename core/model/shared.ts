import { z } from 'zod'

/** A decimal as text: no exponent, no grouping, a point as separator. Floating numbers never carry money. */
export const decimal = z.string().regex(/^-?\d{1,18}(\.\d{1,12})?$/, 'is not a decimal such as "12.50"')

/** ISO 4217, upper case. */
export const currency = z.string().regex(/^[A-Z]{3}$/, 'is not a currency code such as "EUR"')

/** ISO 3166-1 alpha-2, upper case. */
export const country = z.string().regex(/^[A-Z]{2}$/, 'is not a country code such as "NL"')

/** A moment with its offset: `2026-11-22T10:00:00+01:00` or `…Z`. */
export const moment = z.iso.datetime({ offset: true })

/** A calendar day without a zone: `2026-11-22`. */
export const day = z.iso.date()

export const text = z.string()

/** Fields beyond the neutral model: read with `raw.…`, sent with `extra.…` under the target's own names. */
export const extra = z.record(z.string(), z.unknown()).optional()

export const address = z.object({
  name: text.optional().meta({ label: 'Name' }),
  company: text.optional().meta({ label: 'Company' }),
  street: text.optional().meta({ label: 'Street' }),
  number: text.optional().meta({ label: 'House number' }),
  addition: text.optional().meta({ label: 'Second line' }),
  postalCode: text.optional().meta({ label: 'Postal code' }),
  city: text.optional().meta({ label: 'City' }),
  region: text.optional().meta({ label: 'Region' }),
  country: country.optional().meta({ label: 'Country' }),
  phone: text.optional().meta({ label: 'Phone' }),
})

export type Address = z.infer<typeof address>
