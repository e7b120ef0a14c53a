import { field, type ValuesOf } from '#core/kit/fields.ts'

/** What AccountView demands of documents and other systems do not know. */
export const orderWriteFields = {
  shippingArticle: field.text({
    label: 'Article for shipping costs',
    help: 'Every line of a sales order is an article. Shipping costs without a SKU of their own go on this one.',
    optional: true,
    maxLength: 40,
  }),
  discountArticle: field.text({
    label: 'Article for discounts',
    help: 'Discounts that are lines of their own and have no SKU go on this one.',
    optional: true,
    maxLength: 40,
  }),
  journal: field.liveChoice({
    label: 'Sales journal',
    help: 'Where invoices are booked. Needed for invoices only.',
    list: 'journals',
    optional: true,
    neededFor: ['invoice'],
  }),
  revenueAccount: field.liveChoice({
    label: 'Revenue account',
    help: 'Of invoice lines. Map the ACCT_NR of a line (under extra) to choose by country or by product.',
    list: 'ledger-accounts',
    optional: true,
    neededFor: ['invoice'],
  }),
  shippingAccount: field.liveChoice({
    label: 'Account for shipping costs',
    help: 'Empty: the revenue account.',
    list: 'ledger-accounts',
    optional: true,
  }),
  vatCode: field.liveChoice({
    label: 'VAT code for lines without one',
    help: 'Of invoice lines. Map the tax codes of the source to those of AccountView first; empty: a line without one fails.',
    list: 'vat-codes',
    optional: true,
  }),
} as const

export type OrderWriteSettings = ValuesOf<typeof orderWriteFields>
