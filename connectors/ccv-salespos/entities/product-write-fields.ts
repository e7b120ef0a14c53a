import { field, type ValuesOf } from '#core/kit/fields.ts'

/** What CCV asks of a product and other systems do not know. */
export const productWriteFields = {
  package: field.liveChoice({
    label: 'Package for new products',
    help: 'CCV demands one of every product. Empty: the first one of the shop.',
    list: 'packages',
    optional: true,
  }),
  taxTariff: field.choice({
    label: 'VAT tariff for new products',
    help: 'Used when the product has neither a tariff nor a percentage of its own.',
    options: { normal: 'Normal', 'low a': 'Low A', 'low b': 'Low B', 'extra low': 'Extra low', zero: 'Zero' },
    default: 'normal',
  }),
  categories: field.choice({
    label: 'Categories that are not in the shop',
    options: { create: 'are created', 'leave-out': 'are left out' },
    default: 'create',
  }),
  attributeType: field.text({
    label: 'Type of new attributes',
    help: 'How customers choose a size or colour that the shop does not know yet.',
    default: 'option_menu_required',
    rare: true,
  }),
} as const

export type ProductWriteSettings = ValuesOf<typeof productWriteFields>
