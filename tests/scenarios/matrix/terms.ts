import { codings, termsOfPayment, units } from '#connectors/eaccounting/sandbox/books/fixed-lists.ts'
import type { Json } from '#core/kit/record.ts'

type Settings = Readonly<Record<string, Json>>

const coding = (rate: number) => String(codings.find(({ Type, VatRatePercent }) => Type === 'Goods' && VatRatePercent === rate / 100)?.Id)

/** What each target demands of a kind of record, as its practice system has it. */
export const writeSettings: Readonly<Record<string, Readonly<Record<string, Settings>>>> = {
  mplus: { product: { turnoverGroup: '10', vatCode: '1', price: 'excl' }, order: { sendPayments: false }, stock: { branch: '1' } },
  odoo: {},
  'visma-net': { customer: { companyClass: 'B2B', personClass: '1' }, product: { itemClass: '1' } },
  eaccounting: {
    customer: { paymentTerms: String(termsOfPayment[0]?.Id) },
    product: { coding: coding(21), unit: String(units[0]?.Id), unknownUnits: 'leave-out', variants: 'articles' },
  },
  accountview: {},
  'ccv-salespos': {},
}

/** What the three rates of VAT are called, on the lines of orders and on products; absent where a system calls them nothing. */
type Rates = Readonly<Record<'21' | '9' | '0', string>>

const percentages: Rates = { 21: '21', 9: '9', 0: '0' }
const ofOdoo: Rates = { 21: '21%', 9: '9%', 0: '0%' }
const ofMplus: Rates = { 21: '1', 9: '2', 0: '3' }
const ofVismaNet: Rates = { 21: 'HOOG', 9: 'LAAG', 0: 'NUL' }

const lineTaxes: Readonly<Record<string, Rates>> = {
  ...{ mplus: ofMplus, odoo: ofOdoo, 'visma-net': ofVismaNet, 'ccv-salespos': percentages },
  accountview: { 21: '1', 9: '2', 0: '0' },
}
const productTaxes: Readonly<Record<string, Rates>> = {
  ...{ mplus: ofMplus, odoo: ofOdoo, 'visma-net': ofVismaNet },
  eaccounting: { 21: coding(21), 9: coding(9), 0: coding(0) },
  'ccv-salespos': { 21: 'normal', 9: 'low a', 0: 'zero' },
}

/** Terms of a fortnight and of a month, or the next there is. */
const terms: Readonly<Record<string, readonly [fortnight: string, month: string]>> = {
  mplus: ['14', '30'],
  odoo: ['15 Days', '30 Days'],
  'visma-net': ['14', '30'],
  eaccounting: [String(termsOfPayment[0]?.Id), String(termsOfPayment[1]?.Id)],
  accountview: ['14', '30'],
}

/** Classes of Visma.net and the contact tags of the practice Odoo that mean the same. */
const groupsOfOdoo: readonly Json[] = [
  { from: '1', to: 'Particulier' },
  { from: 'B2B', to: 'Zakelijk' },
]

/** Price lists of the sources and the price groups of the practice till. */
const priceGroups: readonly Json[] = [
  { from: 'GROOT', to: '1' },
  { from: 'DEAL', to: '2' },
  { from: 'Standaard', to: '2' },
]

/** The tables with which a cell's records are put into the words of its target; none where both say the same or one says nothing. */
export function tablesOf(entity: string, from: string, to: string): readonly Json[] {
  if (from === to) return []
  const taxes = entity === 'order' ? lineTaxes : entity === 'product' ? productTaxes : {}
  // Lines of eAccounting tell their rate and no code.
  const isRateOnly = entity === 'order' && from === 'eaccounting'
  const rates = isRateOnly ? percentages : taxes[from]
  const [source, target] = [rates, taxes[to]]
  const tax = source && target && (['21', '9', '0'] as const).map((rate): Json => ({ from: source[rate], to: target[rate] }))
  const ours = entity === 'customer' ? terms[from] : undefined
  const theirs = terms[to] ?? ours?.map(() => 'later')
  return [
    ...(tax ? [{ kind: 'tax-code', rows: tax, missing: 'fail', ...(isRateOnly && { source: 'lines[].taxRate' }) }] : []),
    ...(ours && theirs
      ? [{ kind: 'payment-terms', rows: ours.map((code, index) => ({ from: code, to: theirs[index] ?? '' })), missing: 'fail' }]
      : []),
    ...(entity === 'price' ? [{ kind: 'price-list', rows: priceGroups, missing: 'fail' }] : []),
    ...(entity === 'customer' && from === 'visma-net' && to === 'odoo'
      ? [{ kind: 'customer-group', rows: groupsOfOdoo, missing: 'fail' }]
      : []),
    ...(entity === 'order' && to === 'odoo'
      ? [{ kind: 'shipping-method', rows: [{ from: 'pickup', to: 'Afhalen in de winkel' }], missing: 'fail' }]
      : []),
  ]
}
