import { z } from 'zod'
import type { Customer } from '#core/model/customer.ts'
import { given, textOf } from '../values/given.ts'
import { erpAddress, fromErpAddress } from './address.ts'

const text = z.string().nullish()
const described = z.looseObject({ id: text, description: text }).nullish()
const contactInfo = z.looseObject({ name: text, attention: text, email: text, phone1: text, phone2: text, web: text }).nullish()

/** A customer as the ERP shows it; fields beyond these stay in `raw`. */
export const customerRow = z.looseObject({
  number: z.string(),
  name: text,
  status: text,
  corporateId: text,
  vatRegistrationId: text,
  creditTerms: described,
  customerClass: described,
  priceClass: described,
  vatZone: described,
  mainContact: contactInfo,
  mainAddress: erpAddress.nullish(),
  invoiceAddress: erpAddress.nullish(),
  deliveryAddress: erpAddress.nullish(),
  lastModifiedDateTime: text,
})

export type CustomerRow = z.infer<typeof customerRow>

export const contactRow = z.looseObject({
  contactId: z.number(),
  displayName: text,
  firstName: text,
  lastName: text,
  email: text,
  phone1: text,
  position: text,
})

export type ContactRow = z.infer<typeof contactRow>

/**
 * Visma.net does not say whether a customer is a company. One with a registration or VAT number is, and one whose contact is
 * somebody else than itself.
 */
export function customerFrom(row: CustomerRow, contacts?: readonly ContactRow[]): Customer {
  const { mainContact } = row
  const name = textOf(row.name) ?? textOf(mainContact?.name) ?? `Customer ${row.number}`
  const person = personAt(row, name)
  const isCompany = [row.corporateId, row.vatRegistrationId, person].some((one) => textOf(one) !== undefined)
  const shipping = fromErpAddress(row.deliveryAddress)
  return {
    kind: isCompany ? 'company' : 'person',
    number: row.number,
    name,
    active: row.status !== 'Inactive',
    contacts: isCompany ? contactsOf(row, { contacts, person }) : [],
    ...given({
      email: textOf(mainContact?.email),
      phone: textOf(mainContact?.phone1),
      mobile: textOf(mainContact?.phone2),
      website: textOf(mainContact?.web),
      vatNumber: textOf(row.vatRegistrationId),
      registrationNumber: textOf(row.corporateId),
      billing: fromErpAddress(row.invoiceAddress) ?? fromErpAddress(row.mainAddress),
      shipping,
      paymentTerms: textOf(row.creditTerms?.id),
      priceList: textOf(row.priceClass?.id),
      customerGroup: textOf(row.customerClass?.id),
    }),
  }
}

/** The person to ask for, when that is not the customer itself. */
function personAt({ mainContact }: CustomerRow, name: string): string | undefined {
  return [mainContact?.attention, mainContact?.name].map(textOf).find((one) => one !== undefined && one !== name)
}

function contactsOf(
  { mainContact }: CustomerRow,
  { contacts, person }: { readonly contacts: readonly ContactRow[] | undefined; readonly person: string | undefined },
): Customer['contacts'] {
  if (!contacts) return person === undefined ? [] : [given({ name: person, email: textOf(mainContact?.email) })]
  return contacts.map((row) =>
    given({
      id: String(row.contactId),
      name: contactName(row),
      email: textOf(row.email),
      phone: textOf(row.phone1),
      role: textOf(row.position),
    }),
  )
}

function contactName({ displayName, firstName, lastName, email, contactId }: ContactRow): string {
  return (
    textOf(displayName) ?? textOf([firstName, lastName].map(textOf).filter(Boolean).join(' ')) ?? textOf(email) ?? `Contact ${contactId}`
  )
}
