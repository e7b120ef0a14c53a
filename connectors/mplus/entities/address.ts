import type { Address } from '#core/model/shared.ts'
import { joinStreet, splitStreet } from '#core/model/street.ts'
import type { address as addressShape, MplusAddress } from '../soap/order-shapes.ts'
import type { Draft } from '../soap/shape.ts'
import { countryCode, countryName } from '../values/country.ts'

/** A country the till spells in a way we do not know is left out; it stays in the record's `raw`. */
export function fromMplusAddress(address: MplusAddress | undefined): Address | undefined {
  if (address === undefined) return undefined
  const { address: street, zipcode, city, country } = address
  return withoutAbsent({
    name: address.contact ?? (address.companyName === undefined ? address.name : undefined),
    company: address.companyName ?? (address.contact === undefined ? undefined : address.name),
    ...(street === undefined ? {} : splitStreet(street)),
    postalCode: zipcode,
    city,
    country: countryCode(country),
  })
}

/** The till has no field for a region: it is not sent. */
export function toMplusAddress(address: Address | undefined): Draft<typeof addressShape> | undefined {
  if (address === undefined) return undefined
  return {
    name: address.company ?? address.name,
    contact: address.company === undefined ? undefined : address.name,
    address: joinStreet(address),
    zipcode: address.postalCode,
    city: address.city,
    country: countryName(address.country),
    companyName: address.company,
  }
}

/** Members that are undefined, left out; undefined when nothing is left. */
export function withoutAbsent<T extends Readonly<Record<string, unknown>>>(values: T): T | undefined {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined)
  // Absent and undefined are the same to the type.
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as T)
}
