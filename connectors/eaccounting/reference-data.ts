import { z } from 'zod'
import { DataError } from '#core/kit/errors.ts'
import type { Collection, EaccountingClient } from './client.ts'
import { percentOf } from './values/number.ts'

const coding = z.object({
  Id: z.string(),
  Name: z.string().nullish(),
  Type: z.string().nullish(),
  VatRatePercent: z.number().nullish(),
  IsActive: z.boolean().nullish(),
})
const unit = z.object({ Id: z.string(), Name: z.string().nullish(), Code: z.string().nullish(), Abbreviation: z.string().nullish() })
const terms = z.object({
  Id: z.string(),
  Name: z.string().nullish(),
  NumberOfDays: z.number().nullish(),
  AvailableForSales: z.boolean().nullish(),
})
const vatCode = z.object({ Id: z.string(), Code: z.string().nullish(), Description: z.string().nullish() })
const method = z.object({ Id: z.string(), Name: z.string().nullish(), Code: z.string().nullish() })
const currency = z.object({ Code: z.string().nullish() })
const country = z.object({ Code: z.string().nullish(), Name: z.string().nullish(), NameEnglish: z.string().nullish() })

export type Coding = z.infer<typeof coding>
export type Unit = z.infer<typeof unit>
export type Terms = z.infer<typeof terms>

type Load<T> = (client: EaccountingClient, signal: AbortSignal) => Promise<readonly T[]>

/** A short list of the company's, asked for once a run. */
function loading<T>(collection: Collection, schema: z.ZodType<T>): Load<T> {
  return (client, signal) => {
    const known = client.memory.get(collection) as Promise<readonly T[]> | undefined
    if (known) return known
    const asked = client.all(collection, { schema, signal })
    client.memory.set(collection, asked)
    // A failure is no answer to keep.
    asked.catch(() => client.memory.delete(collection))
    return asked
  }
}

export const loadCodings = loading('articleaccountcodings', coding)
export const loadUnits = loading('units', unit)
export const loadTerms = loading('termsofpayments', terms)
export const loadVatCodes = loading('vatcodes', vatCode)
export const loadDeliveryMethods = loading('deliverymethods', method)
export const loadCurrencies = loading('currencies', currency)
export const loadCountries = loading('countries', country)

/** VAT rate of a coding in percent. */
export function rateOf({ VatRatePercent }: Coding): string | undefined {
  return VatRatePercent === null || VatRatePercent === undefined ? undefined : percentOf(VatRatePercent)
}

/**
 * The one row that a text of a mapping means: by its id, else by any of its names.
 * @throws DataError when there is none, or several go by this name
 */
export function chosen<Row extends { readonly Id: string }>(
  rows: readonly Row[],
  text: string,
  { namesOf, what, list }: { namesOf(row: Row): readonly (string | null | undefined)[]; readonly what: string; readonly list: string },
): Row {
  const wanted = text.trim().toLowerCase()
  const byId = rows.find(({ Id }) => Id.toLowerCase() === wanted)
  if (byId) return byId
  const [found, another] = rows.filter((row) => namesOf(row).some((name) => name?.trim().toLowerCase() === wanted))
  if (found && !another) return found
  throw new DataError(`${what}: eAccounting has ${found ? 'several' : 'no'} ${list} "${text}".`, {
    code: found ? 'name-ambiguous' : 'name-unknown',
    hint: `Map it to one of the ${list} that eAccounting has.`,
    facts: { text },
  })
}
