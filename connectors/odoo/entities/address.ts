import type { Address } from '#core/model/shared.ts'
import type { OdooClient, Values } from '../client.ts'
import { loadCountries } from '../reference-data.ts'
import { given, idOf, labelOf, type OdooRecord, textOf } from '../values.ts'

export const addressFields = ['name', 'parent_id', 'type', 'street', 'street2', 'zip', 'city', 'state_id', 'country_id', 'phone'] as const

/** ISO codes by Odoo's country id, and back. */
export interface Countries {
  codeOf(id: number | undefined): string | undefined
  idOf(code: string): number | undefined
}

export async function openCountries(client: OdooClient, signal?: AbortSignal): Promise<Countries> {
  const all = await loadCountries(client, signal)
  const codes = new Map(all.map(({ id, code }) => [id, code]))
  const ids = new Map(all.map(({ id, code }) => [code, id]))
  return { codeOf: (id) => (id === undefined ? undefined : codes.get(id)), idOf: (code) => ids.get(code) }
}

/** Odoo keeps street and number in one text; tills want them apart: `Keizersgracht 12-A` → street and number. */
const streetAndNumber = /^(?<street>\D.*?)\s+(?<number>\d+(?:\s?[-/]?\s?[A-Za-z0-9]{1,4})?)$/

export function addressOf(partner: OdooRecord, countries: Countries): Address | undefined {
  const street = textOf(partner.street)
  const parts = street === undefined ? undefined : streetAndNumber.exec(street.trim())?.groups
  const address = given({
    street: parts?.street ?? street,
    number: parts?.number,
    addition: textOf(partner.street2),
    postalCode: textOf(partner.zip),
    city: textOf(partner.city),
    // Labelled with its country: `Noord-Holland (NL)`.
    region: labelOf(partner.state_id)?.replace(/ \([A-Z]{2}\)$/, ''),
    country: countries.codeOf(idOf(partner.country_id)),
  })
  return Object.keys(address).length === 0 ? undefined : address
}

/** The address fields of a partner; empty ones are cleared, so that half an old address never stays behind. */
export function addressValues(address: Address, countries: Countries): Values {
  return {
    street: [address.street, address.number].filter(Boolean).join(' ') || false,
    street2: address.addition || false,
    zip: address.postalCode || false,
    city: address.city || false,
    country_id: (address.country && countries.idOf(address.country)) || false,
  }
}

/** What makes two postal addresses the same place: capitals, spaces and punctuation do not. */
export function addressKey(address: Address | undefined, countries: Countries): string {
  if (!address) return ''
  const { street, street2, zip, city, country_id } = addressValues(address, countries)
  return [street, street2, zip, city, country_id]
    .map((part) =>
      String(part || '')
        .toLowerCase()
        .replaceAll(/[\s.,-]/g, ''),
    )
    .join('|')
}

export function isPostal(address: Address | undefined): address is Address {
  return Boolean(address && (address.street || address.postalCode || address.city))
}
