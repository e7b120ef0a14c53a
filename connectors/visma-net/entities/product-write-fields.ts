import { field, type ValuesOf } from '#core/kit/fields.ts'

export const productWriteFields = {
  itemClass: field.liveChoice({
    label: 'Item class',
    help: 'Of new items: it says whether stock is kept, and gives posting class, VAT category and units.',
    list: 'item-classes',
  }),
  sendUnit: field.toggle({
    label: 'Send the unit of new items',
    help: 'On only when the units of the source are set up in Visma.net. Off: the unit of the item class.',
    default: false,
  }),
} as const

export type ProductWriteSettings = ValuesOf<typeof productWriteFields>
