import { field, type ValuesOf } from '#core/kit/fields.ts'

const articleNumber = { expression: '^([1-9]\\d{0,18})?$', says: 'is no article number; those have digits only' }

/** What MplusKASSA demands of an order and other systems do not know. */
export const orderWriteFields = {
  employeeNumber: field.number({
    label: 'Employee number',
    help: 'Who the order is entered by. 999999 is the super user of every till.',
    default: 999_999,
    min: 1,
  }),
  branch: field.liveChoice({
    label: 'Branch',
    help: 'Gets the turnover and the stock movement. Empty: the branch the API credentials belong to.',
    list: 'branches',
    optional: true,
  }),
  workplace: field.number({
    label: 'Workplace',
    help: 'Number of the till in that branch; needed when the branch is another one than that of the API credentials.',
    optional: true,
    min: 1,
  }),
  orderType: field.choice({
    label: 'Kind of order',
    options: {
      'ORDER-TYPE-EXTERNAL-SALES-ORDER': 'Order from outside (web shop)',
      'ORDER-TYPE-SALES-ORDER': 'Sales order',
    },
    default: 'ORDER-TYPE-EXTERNAL-SALES-ORDER',
  }),
  shippingArticle: field.text({
    label: 'Article for shipping costs',
    help: 'Every line in MplusKASSA is an article. Shipping costs without an SKU of their own are booked on this one.',
    optional: true,
    pattern: articleNumber,
  }),
  discountArticle: field.text({
    label: 'Article for discounts',
    help: 'Discount lines without an SKU of their own are booked on this article.',
    optional: true,
    pattern: articleNumber,
  }),
  noteArticle: field.text({
    label: 'Article for text lines',
    help: 'Lines with nothing but text are booked on this article at price 0. Empty: they are left out.',
    optional: true,
    pattern: articleNumber,
  }),
  sendPayments: field.toggle({
    label: 'Send payments',
    help: 'Registers the payments of the order as prepayments in the till.',
    default: true,
  }),
  defaultPaymentMethod: field.liveChoice({
    label: 'Payment method for unknown ones',
    help: 'Used for payments whose method is neither a code nor a name of a payment method of this till. Empty: such orders fail.',
    list: 'payment-methods',
    optional: true,
  }),
  defaultDeliveryMethod: field.liveChoice({
    label: 'Delivery method for unknown ones',
    help: 'Used when the shipping method is neither a code nor a name of this till. Empty: it is left out.',
    list: 'delivery-methods',
    optional: true,
  }),
} as const

export type OrderWriteSettings = ValuesOf<typeof orderWriteFields>
