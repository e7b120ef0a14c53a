import type { Customer } from '#core/model/customer.ts'
import { type Named, nameBehind } from '../reference-data.ts'
import { given, labelOf, type OdooRecord, textOf, textOfHtml } from '../values.ts'
import { addressOf, type Countries } from './address.ts'

export const customerFields = [
  'name',
  'write_date',
  'is_company',
  'parent_id',
  'commercial_partner_id',
  'type',
  'ref',
  'email',
  'phone',
  'mobile',
  'website',
  'vat',
  'company_registry',
  'lang',
  'street',
  'street2',
  'zip',
  'city',
  'state_id',
  'country_id',
  'function',
  'property_payment_term_id',
  'property_product_pricelist',
  'category_id',
  'comment',
  'active',
  'customer_rank',
] as const

/** A partner with its children in the neutral model's words. */
export function customerFromOdoo(
  row: OdooRecord,
  {
    children,
    countries,
    tags,
    priceLists,
  }: {
    readonly children: readonly OdooRecord[]
    readonly countries: Countries
    readonly tags: ReadonlyMap<number, string>
    readonly priceLists: readonly Named[]
  },
): Customer {
  const delivery = children.find((child) => child.type === 'delivery')
  const [firstTag] = Array.isArray(row.category_id) ? row.category_id : []
  return given({
    kind: row.is_company === true ? ('company' as const) : ('person' as const),
    number: textOf(row.ref),
    name: textOf(row.name) ?? textOf(row.email) ?? `Contact ${row.id}`,
    email: textOf(row.email),
    phone: textOf(row.phone),
    mobile: textOf(row.mobile),
    website: textOf(row.website),
    vatNumber: textOf(row.vat),
    registrationNumber: textOf(row.company_registry),
    language: textOf(row.lang),
    billing: addressOf(row, countries),
    shipping: delivery && addressOf(delivery, countries),
    contacts: children.filter((child) => child.type === 'contact' && textOf(child.name) !== undefined).map(contactOf),
    paymentTerms: labelOf(row.property_payment_term_id),
    priceList: nameBehind(row.property_product_pricelist, priceLists),
    customerGroup: typeof firstTag === 'number' ? tags.get(firstTag) : undefined,
    note: textOfHtml(row.comment),
    active: row.active !== false,
  })
}

function contactOf(child: OdooRecord) {
  return given({
    id: String(child.id),
    name: textOf(child.name) ?? '',
    email: textOf(child.email),
    phone: textOf(child.phone),
    role: textOf(child.function),
  })
}
