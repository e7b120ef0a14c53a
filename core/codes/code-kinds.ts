/** What two systems call by different names: each kind has its place in the neutral records, and its table in a flow. */
export const codeKinds = {
  'tax-code': {
    label: 'Tax codes',
    help: 'The code under which the target books the VAT of a line. A row may hold for one country only.',
    perCountry: true,
    places: { order: 'lines[].taxCode', product: 'taxCode' },
  },
  'revenue-account': {
    label: 'Revenue accounts',
    help: 'The ledger account a line is booked on. A row may hold for one country only.',
    perCountry: true,
    places: { order: 'lines[].revenueAccount' },
  },
  'payment-terms': {
    label: 'Payment terms',
    help: 'When an invoice has to be paid.',
    perCountry: false,
    places: { order: 'paymentTerms', customer: 'paymentTerms' },
  },
  'payment-method': {
    label: 'Payment methods',
    help: 'How an order was paid.',
    perCountry: false,
    places: { order: 'payments[].method' },
  },
  'shipping-method': {
    label: 'Shipping methods',
    help: 'How an order is delivered.',
    perCountry: false,
    places: { order: 'shippingMethod' },
  },
  'order-status': {
    label: 'Order statuses',
    help: 'How far an order has come when it is placed in the target.',
    perCountry: false,
    places: { order: 'status' },
  },
  'price-list': {
    label: 'Price lists',
    help: 'The prices a customer buys at.',
    perCountry: false,
    places: { order: 'priceList', customer: 'priceList', price: 'priceList' },
  },
  'customer-group': {
    label: 'Customer groups',
    help: 'Which group a customer belongs to.',
    perCountry: false,
    places: { customer: 'customerGroup', price: 'customerGroup' },
  },
} as const satisfies Readonly<Record<string, CodeKindEntry>>

interface CodeKindEntry {
  readonly label: string
  readonly help: string
  /** Whether a row may be bound to the country the goods go to. */
  readonly perCountry: boolean
  /** Where the code stands in a record's `data`, by kind of record. */
  readonly places: Readonly<Record<string, string>>
}

export type CodeKind = keyof typeof codeKinds

export const codeKindNames = Object.keys(codeKinds) as readonly CodeKind[]

/**
 * Where a system's codes come from. `list` is one of the connector's lists; `choices` are fixed by its API. A kind with neither is
 * typed by hand. `path` is where the code stands in the record where that is not its usual place: `raw.status` on the way in,
 * `extra.status` on the way out.
 */
export interface CodeSource {
  readonly list?: string
  readonly choices?: Readonly<Record<string, string>>
  readonly path?: string
}

export type CodeSources = Readonly<Partial<Record<CodeKind, CodeSource>>>

/** The codes of one kind of record in one system: what it sends, what it wants, and where a document type wants others. */
export interface EntityCodes {
  readonly read?: CodeSources
  readonly write?: CodeSources
  readonly writeByDocument?: Readonly<Record<string, CodeSources>>
}
