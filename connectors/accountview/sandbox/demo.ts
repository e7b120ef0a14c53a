import { seededRandom } from '#connectors/sandbox-kit/random.ts'
import { type AdministrationState, store } from './administration.ts'

/** An article as the other side of a practice knows it. */
export interface ShopArticle {
  readonly sku: string
  readonly name: string
  readonly priceExcl: string
  readonly gtin?: string
  readonly group?: string
  /** Groups of AccountView are a flat list: the last of the path is taken. */
  readonly categoryPath?: readonly string[]
}

/** Enough to try things when nothing else is given; the first is in every practice shop. */
export const fewArticles: readonly ShopArticle[] = [
  { sku: '120101', name: 'Regenjas blauw S', priceExcl: '41.28', gtin: '8712345120104', group: 'Jassen' },
  { sku: '120102', name: 'Regenjas blauw M', priceExcl: '41.28', gtin: '8712345120111', group: 'Jassen' },
  { sku: '130201', name: 'Sneaker Amstel wit 39', priceExcl: '66.07', group: 'Schoenen' },
  { sku: '150301', name: 'Thee Zaanse melange 100 g', priceExcl: '5.46', group: 'Thee & koffie' },
  { sku: '150302', name: 'Koffiebonen 1 kg', priceExcl: '17.39', group: 'Thee & koffie' },
]

const towns = [
  ['Utrecht', '3511 AB', 'Oudegracht'],
  ['Zwolle', '8011 PK', 'Sassenstraat'],
  ['Delft', '2611 GH', 'Voldersgracht'],
  ['Groningen', '9712 CP', 'Zwanestraat'],
  ['Breda', '4811 XN', 'Ginnekenstraat'],
  ['Leeuwarden', '8911 KL', 'Nieuwestad'],
] as const

const trades = [
  'Buitensport',
  'Boekhandel',
  'Kampeerwinkel',
  'Landwinkel',
  'Museumwinkel',
  'Theehuis',
  'Wandelwinkel',
  'Schoenhuis',
] as const
const owners = ['De Wit', 'Bakker', 'Noord', 'Van Dijk', 'Jansen & Zn', 'Hofstra'] as const

/** Believable books of a Dutch wholesaler. */
export function plantDemo(
  state: AdministrationState,
  { articles, debtors, seed }: { readonly articles: readonly ShopArticle[]; readonly debtors: number; readonly seed: number },
): void {
  const random = seededRandom(seed)
  plantBooks(state)
  const groups = [...new Set(articles.map(groupOf))]
  for (const [index, name] of groups.entries()) store(state, 'ART_GRP', { AG_CODE: groupCode(index), AG_DESC: name })
  for (const article of articles) {
    const { sku, name, priceExcl, gtin } = article
    const price = Number(priceExcl)
    store(state, 'ARTICLE', {
      ART_CODE: sku,
      ART_DESC1: [...name].slice(0, 60).join(''),
      AG_CODE: groupCode(groups.indexOf(groupOf(article))),
      PX_SELL: price,
      COST_PX: Math.round(price * 55) / 100,
      QTY_TECH: Math.floor(random() * 60),
      QTY_BESTEL: random() < 0.3 ? 12 : 0,
      K1_HERK: random() < 0.4 ? 'Nederland' : '',
      K1_EAN: gtin ?? '',
    })
  }
  for (let index = 0; index < debtors; index++) plantDebtor(state, index, random)
  for (const [index, { sku, priceExcl }] of articles.slice(0, 12).entries()) {
    const row = { K_LIST: index % 2 === 0 ? 'GROOT' : 'DEAL', K_ART: sku, K_BEGIN: '2026-01-01T00:00:00' }
    store(state, 'K_PRICES', { ...row, REC_ID: `P${index}A`, K_FROM: 1, K_PRICE: Math.round(Number(priceExcl) * 90) / 100 })
    store(state, 'K_PRICES', { ...row, REC_ID: `P${index}B`, K_FROM: 12, K_PRICE: Math.round(Number(priceExcl) * 80) / 100 })
  }
  store(state, 'K_PRICES', { REC_ID: 'PX', K_LIST: 'DEAL', K_GROUP: 'HORECA', K_FROM: 1, K_PCT: 7.5 })
}

function groupOf({ group, categoryPath }: ShopArticle): string {
  return group ?? categoryPath?.at(-1) ?? 'Overig'
}

function groupCode(index: number): string {
  return `G${String(index + 1).padStart(2, '0')}`
}

function plantBooks(state: AdministrationState): void {
  for (const [ACCT_NR, ACCT_NAME] of [
    ['1300', 'Debiteuren'],
    ['1500', 'Af te dragen btw'],
    ['8000', 'Omzet hoog'],
    ['8010', 'Omzet laag'],
    ['8090', 'Ontvangen vrachtkosten'],
  ])
    store(state, 'LEDGER', { ACCT_NR, ACCT_NAME })
  for (const [VAT_CODE, VAT_NAME, VAT_PCT] of [
    ['1', 'Btw hoog', 21],
    ['2', 'Btw laag', 9],
    ['0', 'Geen btw', 0],
  ])
    store(state, 'VAT', { VAT_CODE, VAT_NAME, VAT_PCT, VAT_TYPE: 1, CALC_TYPE: 1, VAT_ACCT: '1500', FRM_CODE: '1A' })
  store(state, 'DAILY', { DJ_CODE: '700', DJ_NAME: 'Verkoopboek', DJ_TYPE: 2, NUM_AUTO: true })
  store(state, 'DAILY', { DJ_CODE: '710', DJ_NAME: 'Verkoopboek webwinkel', DJ_TYPE: 2, NUM_AUTO: false })
}

function plantDebtor(state: AdministrationState, index: number, random: () => number): void {
  const [city, postalCode, street] = towns[index % towns.length] ?? towns[0]
  const name = `${trades[index % trades.length]} ${owners[Math.floor(index / trades.length) % owners.length]}${index < 48 ? '' : ` ${index}`}`
  const house = String(1 + Math.floor(random() * 180))
  const mailName = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  store(state, 'CONTACT', {
    SUB_NR: String(state.next('debtor', 10_001)),
    ACCT_NAME: name,
    SRC_CODE: name.replaceAll(/\W/g, '').slice(0, 10),
    ACCT_NR: '1300',
    ADDRESS1: `${street} ${house}`,
    ST_STREET: street,
    ST_NR: house,
    POST_CODE: postalCode,
    CITY: city,
    CNT_CODE: 'NL',
    MAIN_CONT: `${['Anneke', 'Bart', 'Chantal', 'Driss'][index % 4]} ${['Visser', 'de Boer', 'El Amrani'][index % 3]}`,
    // Some have none, as in any books.
    MAIL_BUS: index % 9 === 8 ? '' : `inkoop@${mailName}.example`,
    TEL_BUS: `+31 30 555 0${String(100 + index)}`,
    COC_CODE: String(30_100_000 + index),
    VAT_NR: `NL00123${String(4_000 + index)}B01`,
    VAT_CODE: '1',
    DISC_CODE: index % 2 === 0 ? '14' : '30',
    DISC_PCT: index % 4 === 0 ? 2.5 : 0,
    QD_CODE: index % 3 === 0 ? 'GROOT' : '',
    RPL_GRP: index % 5 === 0 ? 'HORECA' : 'WINKEL',
  })
}
