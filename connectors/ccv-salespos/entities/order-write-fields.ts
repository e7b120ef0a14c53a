import { field, type ValuesOf } from '#core/kit/fields.ts'

/** What CCV asks of an order and other systems do not know. */
export const orderWriteFields = {
  status: field.liveChoice({
    label: 'Status',
    help: 'Empty: follows the status of the record (open: new, delivered, completed, cancelled).',
    list: 'order-statuses',
    optional: true,
  }),
  paid: field.choice({
    label: 'Paid',
    options: { record: 'as the record says', paid: 'always', unpaid: 'never' },
    default: 'record',
  }),
  deliveryMethod: field.liveChoice({
    label: 'Delivery method',
    help: 'Used when the order names none. Map shipping methods to those of CCV.',
    list: 'delivery-methods',
    optional: true,
  }),
  package: field.liveChoice({
    label: 'Package for lines without a product',
    help: 'CCV demands one of discounts and other free lines. Empty: the first one of the shop.',
    list: 'packages',
    optional: true,
  }),
} as const

export type OrderWriteSettings = ValuesOf<typeof orderWriteFields>
