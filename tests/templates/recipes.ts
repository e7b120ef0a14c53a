import type { CodeKind } from '#core/codes/code-kinds.ts'
import type { CodeRow } from '#core/codes/code-tables.ts'
import type { Lane } from '#core/integration/answers.ts'
import type { Json } from '#core/kit/record.ts'

/** A ready-made flow: which kind of record goes from where to where, and what differs from the usual answers. */
export interface Recipe {
  readonly source: string
  readonly target: string
  readonly entity: string
  /** Answers by question: `write.onHold`, `lane.paymentStates`. */
  readonly answers?: Readonly<Record<string, Json>>
  /** Answers that are a value of the practice systems' lists, by its value or label; ids of a vendor say nothing to a reader. */
  readonly choices?: Readonly<Record<string, string>>
  /** Rows that neither a percentage nor a name tells. */
  readonly rows?: Readonly<Partial<Record<CodeKind, readonly CodeRow[]>>>
  /** What becomes of codes in no row, where the record should not fail. */
  readonly missing?: Readonly<Partial<Record<CodeKind, Lane['tables'][number]['missing']>>>
}

const paid = { 'lane.paymentStates': ['paid'] }
const branch = { 'write.branch': '1' }
/** Days, as the till counts payment terms. */
const days = (...terms: readonly (readonly [string, string])[]) => ({ 'payment-terms': terms.map(([from, to]) => ({ from, to })) })
const methods = (rows: Readonly<Record<string, string>>) => Object.entries(rows).map(([from, to]) => ({ from, to }))
const newArticles = { 'write.turnoverGroup': '10', 'write.vatCode': '1' }

function recipe(source: string, entity: string, target: string, more: Omit<Recipe, 'source' | 'target' | 'entity'> = {}): Recipe {
  return { source, target, entity, ...more }
}

/**
 * One for every cell and direction the product promises and the APIs can do. `mplus-orders-to-odoo` is drawn by hand.
 * MplusKASSA → Visma.net categories is none of them: Visma.net does not take categories.
 */
export const recipes: readonly Recipe[] = [
  recipe('odoo', 'order', 'mplus', {
    answers: { 'write.shippingArticle': '900001' },
    rows: { 'shipping-method': methods({ 'Standaard bezorging': 'POSTNL' }) },
  }),
  recipe('odoo', 'customer', 'mplus', { rows: days(['Immediate Payment', '0'], ['15 Days', '15'], ['30 Days', '30']) }),
  recipe('odoo', 'product', 'mplus', { choices: newArticles }),
  recipe('mplus', 'product', 'odoo'),
  recipe('odoo', 'stock', 'mplus', { choices: branch }),
  recipe('odoo', 'category', 'mplus'),
  recipe('mplus', 'category', 'odoo'),

  recipe('mplus', 'order', 'visma-net', { answers: paid, rows: { 'shipping-method': methods({ FIETSKOERIER: 'POSTNL' }) } }),
  recipe('visma-net', 'customer', 'mplus', { rows: days(['CONTANT', '0'], ['14', '14'], ['30', '30']) }),
  recipe('visma-net', 'product', 'mplus', { choices: newArticles }),
  recipe('visma-net', 'stock', 'mplus', { choices: branch }),
  recipe('visma-net', 'category', 'mplus'),

  recipe('mplus', 'order', 'accountview', { answers: paid }),
  recipe('accountview', 'customer', 'mplus', { rows: days(['14', '14'], ['30', '30']) }),
  recipe('accountview', 'product', 'mplus', { choices: newArticles }),
  recipe('accountview', 'stock', 'mplus', { choices: branch }),
  recipe('accountview', 'price', 'mplus', {
    // The price table of the practice administration; a real one has its own object and fields.
    answers: {
      'read.sources': ['table'],
      'read.object': 'K_PX',
      ...{ 'read.table': 'K_PRICES', 'read.keyField': 'REC_ID', 'read.listField': 'K_LIST', 'read.groupField': 'K_GROUP' },
      ...{ 'read.skuField': 'K_ART', 'read.fromField': 'K_FROM', 'read.priceField': 'K_PRICE', 'read.percentField': 'K_PCT' },
      ...{ 'read.validFromField': 'K_BEGIN', 'read.validUntilField': 'K_END' },
    },
    rows: { 'price-list': methods({ GROOT: '1', DEAL: '2' }) },
  }),
  recipe('accountview', 'category', 'mplus'),

  recipe('ccv-salespos', 'order', 'eaccounting', {
    answers: { ...paid, 'write.shippingArticle': '900001' },
    choices: { 'customerWrite.paymentTerms': 'Contant' },
    rows: { 'shipping-method': methods({ shipping: 'Pakketpost', delivery: 'Pakketpost', pickup: 'Afhalen' }) },
  }),
  recipe('ccv-salespos', 'customer', 'eaccounting', { choices: { 'write.paymentTerms': '30 dagen' } }),
  recipe('ccv-salespos', 'product', 'eaccounting', {
    answers: { 'write.variants': 'articles' },
    choices: { 'write.coding': 'Goederen 21 % (21 %)', 'write.unit': 'Stuk' },
  }),
  recipe('eaccounting', 'product', 'ccv-salespos', {
    // The labels of the books are no tree of the shop: what hangs in its tree stays there.
    answers: { 'upsert.policies': { categories: 'on-create' } },
  }),
  recipe('ccv-salespos', 'stock', 'eaccounting'),
  recipe('eaccounting', 'stock', 'ccv-salespos'),
  recipe('ccv-salespos', 'category', 'eaccounting'),

  recipe('ccv-salespos', 'order', 'mplus', {
    answers: { ...paid, 'write.shippingArticle': '900001' },
    rows: {
      'payment-method': methods({ 1: 'PIN', 4: 'OPREKENING' }),
      'shipping-method': methods({ shipping: 'POSTNL', delivery: 'FIETSKOERIER', pickup: 'AFHALEN' }),
    },
  }),
  recipe('mplus', 'order', 'ccv-salespos', {
    answers: paid,
    rows: { 'shipping-method': methods({ AFHALEN: 'pickup', POSTNL: 'shipping', FIETSKOERIER: 'delivery' }) },
  }),
  recipe('ccv-salespos', 'customer', 'mplus'),
  recipe('mplus', 'customer', 'ccv-salespos'),
  recipe('ccv-salespos', 'product', 'mplus', { choices: newArticles }),
  recipe('mplus', 'product', 'ccv-salespos'),
  recipe('ccv-salespos', 'stock', 'mplus', { choices: branch }),
  recipe('mplus', 'stock', 'ccv-salespos'),
  recipe('ccv-salespos', 'category', 'mplus'),
  recipe('mplus', 'category', 'ccv-salespos'),
]
