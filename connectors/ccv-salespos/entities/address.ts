import type { Address } from '#core/model/shared.ts'
import { anyGiven, given, type Raw, textOf } from '../values.ts'

/** Without its name and phone: a customer has those beside its address. */
export function fromCcvAddress(address: Raw | undefined): Address | undefined {
  if (address === undefined) return undefined
  const street = textOf(address.street)
  const number = textOf(address.housenumber) === '0' ? undefined : textOf(address.housenumber)
  const line = textOf(address.address_line_1)
  const placed =
    street === undefined && line !== undefined
      ? { ...splitLine(line), addition: textOf(address.address_line_2) }
      : { street, number: number === undefined ? undefined : `${number}${textOf(address.housenumber_suffix) ?? ''}` }
  const country = textOf(address.country_code)?.toUpperCase()
  return anyGiven({
    ...placed,
    postalCode: textOf(address.zipcode),
    city: textOf(address.city),
    region: textOf(address.province),
    country: country !== undefined && /^[A-Z]{2}$/.test(country) ? country : undefined,
  })
}

/** `Meir 101` → Meir, 101. */
function splitLine(line: string): { readonly street: string; readonly number?: string } {
  const match = /^(.+\D) (\d+\S{0,5})$/.exec(line)
  return match?.[1] === undefined ? { street: line } : { street: match[1], number: match[2] ?? '' }
}

/** CCV takes a whole number with a suffix, or free lines; a second line or a number without digits needs the lines. */
export function toCcvAddress(address: Address): Raw {
  const parts = /^(\d{1,9})\s*(.*)$/.exec(address.number?.trim() ?? '')
  const needsLines = address.addition !== undefined || (address.street !== undefined && parts === null)
  const placed = needsLines
    ? { address_line_1: [address.street, address.number].filter(Boolean).join(' '), address_line_2: address.addition }
    : { street: address.street, housenumber: parts === null ? undefined : Number(parts[1]), housenumber_suffix: parts?.[2] || undefined }
  return given({
    ...placed,
    zipcode: address.postalCode,
    city: address.city,
    province: address.region,
    country_code: address.country,
  })
}

/** The address as CCV will show it once it holds it. */
export function asHeld(address: Address | undefined): Address | undefined {
  if (address === undefined) return undefined
  const { name, company, phone } = address
  return given({ ...fromCcvAddress(toCcvAddress(address)), name, company, phone })
}

/** "Anna Visser" from its parts; `full_name` is what older records have. */
export function personIn(address: Raw | undefined): string | undefined {
  const parts = [textOf(address?.first_name), textOf(address?.last_name)].filter((part) => part !== undefined)
  return parts.length > 0 ? parts.join(' ') : textOf(address?.full_name)
}

/** First word and the rest; a single word is a last name. */
export function splitName(name: string): Raw {
  const [first = '', ...rest] = name.trim().split(/\s+/)
  return rest.length === 0 ? { first_name: '', last_name: first } : { first_name: first, last_name: rest.join(' ') }
}
