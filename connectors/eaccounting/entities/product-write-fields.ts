import { field, type ValuesOf } from '#core/kit/fields.ts'

/** What eAccounting asks of an article and other systems do not know. */
export const productWriteFields = {
  coding: field.liveChoice({
    label: 'Account coding for new articles',
    help: 'It fixes the revenue account and the VAT rate. Used when the product has no tax code; when its tax rate is another one, the coding of the same kind with that rate is taken.',
    list: 'taxes',
  }),
  unit: field.liveChoice({ label: 'Unit for new articles', help: 'Used when the product has no unit of its own.', list: 'units' }),
  unknownUnits: field.choice({
    label: 'Units that eAccounting does not have',
    help: 'Other systems call theirs otherwise. Left out: a new article gets the unit above, one that is there keeps its own.',
    options: { refuse: 'are refused with the reason', 'leave-out': 'are left out' },
    default: 'refuse',
  }),
  variants: field.choice({
    label: 'Products with variants',
    help: 'eAccounting has simple articles only.',
    options: { refuse: 'are refused with the reason', articles: 'each variant is an article of its own' },
    default: 'refuse',
  }),
  price: field.choice({
    label: 'Price to send',
    help: 'eAccounting works the other one out. When the source has only the other one, that is sent.',
    options: { excl: 'Excluding tax', incl: 'Including tax' },
    default: 'excl',
  }),
  categories: field.choice({
    label: 'Categories',
    help: 'eAccounting has flat article labels instead of a tree: each is named by its whole path, 50 characters at most.',
    options: { labels: 'become article labels', none: 'are left out' },
    default: 'labels',
  }),
  longTexts: field.choice({
    label: 'Titles that are too long',
    help: 'An article name has 50 characters in eAccounting.',
    options: { cut: 'are cut', refuse: 'are refused' },
    default: 'cut',
    rare: true,
  }),
} as const

export type ProductWriteSettings = ValuesOf<typeof productWriteFields>
