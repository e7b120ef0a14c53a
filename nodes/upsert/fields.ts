import { field, type ValuesOf } from '#core/kit/fields.ts'
import { stockFigures } from '#core/upsert/stock-figure.ts'

const ofOrders = { entity: ['order'] } as const
const ofStock = { entity: ['stock'] } as const

/** The settings of the upsert node. */
export const upsertFields = {
  slot: field.slot({ label: 'To', help: 'The connection that is written to.', does: 'write' }),
  entity: field.entity({ label: 'Kind of record' }),
  matchBy: field.text({
    label: 'Match by',
    help: 'What a record is recognised by in the target. Empty: the usual key.',
    optional: true,
    offers: 'match-keys',
  }),
  create: field.toggle({ label: 'Create what is not there', default: true }),
  update: field.toggle({ label: 'Update what is there', help: 'Orders are never updated: one that is there is skipped.', default: true }),
  documentType: field.text({
    label: 'Document',
    help: 'What an order becomes: a quotation, an order, an invoice.',
    optional: true,
    offers: 'document-types',
    when: ofOrders,
  }),
  policies: field.fieldPolicies({ label: 'Fields', help: 'Per field: when it may be sent.', rare: true }),
  customers: field.choice({
    label: 'Customer of an order',
    options: { 'by-email': 'Found by e-mail, created when not there', default: 'Always the default debtor' },
    default: 'by-email',
    when: ofOrders,
  }),
  defaultCustomer: field.text({ label: 'Default debtor', help: "The debtor's id in the target.", optional: true, when: ofOrders }),
  missingEmail: field.choice({
    label: 'Order without an e-mail address',
    options: { fail: 'Fails', 'default-customer': 'Goes to the default debtor' },
    default: 'fail',
    when: { ...ofOrders, customers: ['by-email'] },
  }),
  severalCustomers: field.choice({
    label: 'Several customers with that e-mail address',
    options: { fail: 'The order fails', first: 'The first is taken' },
    default: 'fail',
    rare: true,
    when: { ...ofOrders, customers: ['by-email'] },
  }),
  updateCustomers: field.toggle({
    label: 'Update customers of orders',
    default: true,
    when: { ...ofOrders, customers: ['by-email'] },
  }),
  customerPolicies: field.fieldPolicies({
    label: 'Fields of customers',
    help: 'Per field of a customer: when it may be sent.',
    entity: 'customer',
    when: { ...ofOrders, customers: ['by-email'] },
    rare: true,
  }),
  linesNeedingProduct: field.choices({
    label: 'Lines that need a product',
    help: 'An order fails when the target has no product for such a line.',
    options: { product: 'Products', shipping: 'Shipping costs', discount: 'Discounts' },
    default: ['product'],
    when: ofOrders,
    rare: true,
  }),
  checkTotals: field.toggle({ label: 'Check that the lines add up to the total', default: true, when: ofOrders, rare: true }),
  stockFigure: field.choice({
    label: 'Figure that counts',
    help: 'Of what the source tells about a stock. The target’s own setting says what becomes of it there.',
    options: stockFigures,
    default: 'record',
    when: ofStock,
  }),
  stockLocations: field.texts({
    label: 'Branches or locations that count',
    help: 'As the source names them, one per line. Empty: all of them together.',
    optional: true,
    when: ofStock,
  }),
  repeatUnknown: field.toggle({
    label: 'Create again when nobody can say whether it was created',
    help: 'Only for targets that cannot look records up. May create doubles.',
    default: false,
    rare: true,
  }),
  parallel: field.number({
    label: 'Requests at once',
    help: 'Where the target takes records one by one.',
    default: 4,
    min: 1,
    max: 64,
    rare: true,
  }),
  settings: field.object({ label: 'What the target demands', optional: true }),
  customerSettings: field.object({
    label: 'What the target demands of customers',
    optional: true,
    entity: 'customer',
    when: { ...ofOrders, customers: ['by-email'] },
  }),
}

export type UpsertSettings = ValuesOf<typeof upsertFields>
