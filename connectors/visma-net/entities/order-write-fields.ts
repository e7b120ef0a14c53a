import { field, type ValuesOf } from '#core/kit/fields.ts'

/** What Visma.net demands of a document and other systems do not know. */
export const orderWriteFields = {
  orderType: field.liveChoice({
    label: 'Order type for orders',
    help: 'Empty: the one active type Visma.net has for sales orders.',
    list: 'order-types',
    default: 'SO',
  }),
  salesInvoiceType: field.liveChoice({
    label: 'Order type for sales invoices',
    help: 'Empty: the one active type Visma.net has for invoices.',
    list: 'order-types',
    optional: true,
  }),
  quotationType: field.liveChoice({
    label: 'Order type for quotations',
    help: 'Empty: the one active type Visma.net has for quotations.',
    list: 'order-types',
    optional: true,
  }),
  onHold: field.toggle({
    label: 'Leave documents on hold',
    help: 'On: somebody looks at each document in Visma.net before it goes on.',
    default: false,
  }),
  branch: field.liveChoice({
    label: 'Branch',
    help: 'Empty: the branch of the customer or of the company.',
    list: 'branches',
    optional: true,
  }),
  warehouse: field.liveChoice({
    label: 'Warehouse',
    help: 'Empty: the default warehouse of each item.',
    list: 'warehouses',
    optional: true,
  }),
  taxByCountry: field.valueMap({
    label: 'VAT per country',
    help: 'Country of delivery → VAT category (orders) or VAT code (invoices), for lines that carry no tax code of their own: { "BE": "EU" }.',
    optional: true,
  }),
  defaultTax: field.text({
    label: 'VAT for other countries',
    help: 'VAT category (orders) or VAT code (invoices). Empty: what Visma.net has on the item and the customer.',
    optional: true,
    maxLength: 30,
  }),
  revenueAccountByCountry: field.valueMap({
    label: 'Revenue account per country',
    help: 'Country of delivery → revenue account: { "BE": "3100" }.',
    optional: true,
  }),
  revenueAccount: field.liveChoice({
    label: 'Revenue account for other countries',
    help: 'Empty: the account Visma.net has on the item.',
    list: 'revenue-accounts',
    optional: true,
  }),
  shippingItem: field.text({
    label: 'Item for shipping costs',
    help: 'Number of the item that shipping costs without a SKU are booked on.',
    optional: true,
    maxLength: 60,
  }),
  discountItem: field.text({
    label: 'Item for discounts',
    help: 'Number of the item that discount lines without a SKU are booked on.',
    optional: true,
    maxLength: 60,
  }),
  sendUnit: field.toggle({
    label: 'Send the units of lines',
    help: 'On only when the units of the source are set up on the items in Visma.net. Off: the sales unit of each item.',
    default: false,
    rare: true,
  }),
  paymentMethod: field.liveChoice({
    label: 'Payment method',
    help: 'Of every document. Empty: the one of the customer. Payments themselves are booked in Visma.net.',
    list: 'payment-methods',
    optional: true,
  }),
} as const

export type OrderWriteSettings = ValuesOf<typeof orderWriteFields>
