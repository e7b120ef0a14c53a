import { z } from 'zod'
import type { Address } from '#core/model/shared.ts'
import { given, textOf } from '../values/given.ts'
import { joinStreet, splitStreet } from '../values/street.ts'
import { type Wrapped, wrapInside } from '../values/wrap.ts'

const text = z.string().nullish()

export const erpAddress = z.looseObject({
  addressLine1: text,
  addressLine2: text,
  addressLine3: text,
  postalCode: text,
  city: text,
  country: z.looseObject({ id: text, name: text }).nullish(),
})

export type ErpAddress = z.infer<typeof erpAddress>

export function fromErpAddress(address: ErpAddress | null | undefined): Address | undefined {
  if (!address) return undefined
  const known = given({
    ...splitStreet(textOf(address.addressLine1)),
    addition: [address.addressLine2, address.addressLine3].map(textOf).filter(Boolean).join(', '),
    postalCode: textOf(address.postalCode),
    city: textOf(address.city),
    country: countryOf(address.country?.id),
  })
  return Object.keys(known).length === 0 ? undefined : known
}

/** Ids of countries are ISO codes; one that is none is left out rather than carried on. */
export function countryOf(id: string | null | undefined): string | undefined {
  const code = id?.trim().toUpperCase()
  return code !== undefined && /^[A-Z]{2}$/.test(code) ? code : undefined
}

/** Every line is sent, an empty one as empty text, so that half of an old address never stays behind. */
export function toErpAddress(address: Address | undefined): Readonly<Record<string, Wrapped>> | undefined {
  if (!address) return undefined
  return wrapInside({
    addressLine1: joinStreet(address) ?? '',
    addressLine2: address.addition ?? '',
    postalCode: address.postalCode ?? '',
    city: address.city ?? '',
    countryId: address.country,
  })
}
