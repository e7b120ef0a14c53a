import { field, type ValuesOf } from '#core/kit/fields.ts'

/** What MplusKASSA asks of an article and other systems do not know. */
export const productWriteFields = {
  price: field.choice({
    label: 'Price to send',
    help: 'MplusKASSA works the other one out. When the source has only the other one, that is sent.',
    options: { incl: 'Including tax', excl: 'Excluding tax' },
    default: 'incl',
  }),
  turnoverGroup: field.liveChoice({ label: 'Turnover group for new articles', list: 'turnover-groups', optional: true }),
  vatCode: field.liveChoice({
    label: 'VAT code for new articles',
    help: 'Used when the product has no tax code of its own.',
    list: 'vat-codes',
    optional: true,
  }),
  webshop: field.toggle({ label: 'Mark new articles for the web shop', default: false }),
  categories: field.choice({
    label: 'Categories that are not in the till',
    options: { create: 'are created', 'leave-out': 'are left out' },
    default: 'create',
  }),
  colourAttribute: field.text({
    label: 'Attribute that is the colour',
    help: 'Colour, Color and Kleur are known already.',
    optional: true,
  }),
  sizeAttribute: field.text({ label: 'Attribute that is the size', help: 'Size and Maat are known already.', optional: true }),
} as const

export type ProductWriteSettings = ValuesOf<typeof productWriteFields>
