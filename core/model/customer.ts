import { z } from 'zod'
import { address, extra, text } from './shared.ts'

export const contact = z.object({
  id: text.optional().meta({ label: 'Contact id in the source' }),
  name: text.meta({ label: 'Name' }),
  email: text.optional().meta({ label: 'E-mail' }),
  phone: text.optional().meta({ label: 'Phone' }),
  role: text.optional().meta({ label: 'Role' }),
})

/** A company with its contacts, or a person. Matched by e-mail, lower-cased and trimmed. */
export const customer = z.object({
  kind: z.enum(['company', 'person']).meta({ label: 'Company or person' }),
  number: text.optional().meta({ label: 'Customer number' }),
  name: text.min(1).meta({ label: 'Name' }),
  email: text.optional().meta({ label: 'E-mail' }),
  phone: text.optional().meta({ label: 'Phone' }),
  mobile: text.optional().meta({ label: 'Mobile' }),
  website: text.optional().meta({ label: 'Website' }),
  vatNumber: text.optional().meta({ label: 'VAT number' }),
  /** Chamber of commerce number. */
  registrationNumber: text.optional().meta({ label: 'Registration number' }),
  language: text.optional().meta({ label: 'Language' }),
  billing: address.optional().meta({ label: 'Address' }),
  shipping: address.optional().meta({ label: 'Delivery address' }),
  contacts: z.array(contact).default([]).meta({ label: 'Contacts' }),
  paymentTerms: text.optional().meta({ label: 'Payment terms' }),
  priceList: text.optional().meta({ label: 'Price list' }),
  customerGroup: text.optional().meta({ label: 'Customer group' }),
  note: text.optional().meta({ label: 'Note' }),
  active: z.boolean().default(true).meta({ label: 'Active' }),
  extra,
})

export type Customer = z.infer<typeof customer>

/** The form in which e-mail addresses are compared. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase()
}
