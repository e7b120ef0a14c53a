import type { ValuesOf } from '#core/kit/fields.ts'
import { field } from '#core/kit/fields.ts'

export const orderWriteFields = {
  warehouse: field.liveChoice({
    label: 'Warehouse',
    help: 'Where Odoo delivers from. Empty: the default of the user.',
    list: 'warehouses',
    optional: true,
  }),
  shippingSku: field.text({
    label: 'SKU for shipping costs',
    help: 'Internal reference of the product that carries shipping costs, when the shipping method is not mapped to a delivery method of Odoo.',
    optional: true,
  }),
  discountSku: field.text({
    label: 'SKU for discounts',
    help: 'Internal reference of the product that carries discounts which are lines of their own.',
    optional: true,
  }),
  keepOrderDate: field.toggle({
    label: 'Keep the order date of the source',
    help: 'Odoo sets the date to now when an order is confirmed. On: the date of the source is put back, at the price of one more call per order.',
    default: true,
  }),
} as const

export type OrderWriteSettings = ValuesOf<typeof orderWriteFields>
