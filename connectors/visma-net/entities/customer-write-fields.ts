import { field, type ValuesOf } from '#core/kit/fields.ts'

export const customerWriteFields = {
  companyClass: field.liveChoice({
    label: 'Customer class for companies',
    help: 'Gives payment terms, VAT zone and price class of a new customer. Empty: the class Visma.net takes by itself.',
    list: 'customer-classes',
    optional: true,
  }),
  personClass: field.liveChoice({
    label: 'Customer class for persons',
    help: 'As above, for customers without a company name.',
    list: 'customer-classes',
    optional: true,
  }),
} as const

export type CustomerWriteSettings = ValuesOf<typeof customerWriteFields>
