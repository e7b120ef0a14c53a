import { field, type ValuesOf } from '#core/kit/fields.ts'

/** How an order can come in; map the order status of a record to one of them (`extra.status`), or choose for all. */
export const orderStatusChoices = { ongoing: 'Ongoing order', draft: 'Draft' } as const

/** What eAccounting asks of a document and other systems do not know. */
export const orderWriteFields = {
  status: field.choice({
    label: 'Orders come in as',
    help: 'A draft has no number and reserves nothing until somebody confirms it in eAccounting. Quotations and invoices are not concerned.',
    options: orderStatusChoices,
    default: 'ongoing',
  }),
  paymentTerms: field.liveChoice({
    label: 'Terms of payment',
    help: 'Used when the order names none. Empty: those of the customer. A quotation always takes those of the customer.',
    list: 'payment-terms',
    optional: true,
  }),
  ourReference: field.text({ label: 'Our reference', help: 'Who deals with it, shown on the document.', optional: true, maxLength: 100 }),
  shippingArticle: field.text({
    label: 'Article for shipping costs',
    help: 'Number of an article, whose coding gives account and VAT. Shipping costs without an SKU of their own are booked on it.',
    optional: true,
    maxLength: 40,
  }),
  discountArticle: field.text({
    label: 'Article for discounts',
    help: 'Number of an article. Discount lines without an SKU of their own are booked on it.',
    optional: true,
    maxLength: 40,
  }),
  checkTax: field.toggle({
    label: 'Refuse lines with another VAT rate',
    help: 'eAccounting takes the VAT rate from the article’s account coding, not from the order. On: a line for a domestic customer whose rate differs is refused.',
    default: true,
  }),
  longTexts: field.choice({
    label: 'Names and addresses that are too long',
    help: 'Most have 50 characters in eAccounting.',
    options: { cut: 'are cut', refuse: 'are refused' },
    default: 'cut',
    rare: true,
  }),
} as const

export type OrderWriteSettings = ValuesOf<typeof orderWriteFields>
