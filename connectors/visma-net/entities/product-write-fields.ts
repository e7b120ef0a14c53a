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
  images: field.toggle({
    label: 'Attach images',
    help: 'The images of a product are attached to its item as files, sluice-image-1 and so on. Visma.net keeps earlier ones as revisions. Each costs a call or two.',
    default: false,
  }),
} as const

export type ProductWriteSettings = ValuesOf<typeof productWriteFields>
