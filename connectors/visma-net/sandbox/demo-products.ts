import type { SeedProduct } from './demo-company.ts'

interface Family {
  readonly start: number
  readonly name: string
  readonly kinds: readonly string[]
  readonly priceExcl: string
  readonly taxRate: number
  readonly categoryPath: readonly string[]
}

/** A trade in household goods and outdoor wear, between Utrecht and Oslo. */
const families: readonly Family[] = [
  {
    start: 120101,
    name: 'Koffiemok',
    kinds: ['wit', 'zwart', 'blauw'],
    priceExcl: '7.40',
    taxRate: 21,
    categoryPath: ['Keuken', 'Mokken'],
  },
  { start: 120201, name: 'Theedoek', kinds: ['geblokt', 'gestreept'], priceExcl: '5.74', taxRate: 21, categoryPath: ['Keuken', 'Textiel'] },
  {
    start: 120301,
    name: 'Kaasschaaf',
    kinds: ['eiken', 'staal'],
    priceExcl: '12.36',
    taxRate: 21,
    categoryPath: ['Keuken', 'Gereedschap'],
  },
  {
    start: 130101,
    name: 'Stroopwafels in blik',
    kinds: ['klein', 'groot'],
    priceExcl: '8.21',
    taxRate: 9,
    categoryPath: ['Cadeaus', 'Eten'],
  },
  {
    start: 130201,
    name: 'Zoute drop',
    kinds: ['250 g', '500 g', '1 kg'],
    priceExcl: '3.20',
    taxRate: 9,
    categoryPath: ['Cadeaus', 'Eten'],
  },
  {
    start: 140101,
    name: 'Notitieboek A5',
    kinds: ['gelinieerd', 'geruit', 'blanco'],
    priceExcl: '10.70',
    taxRate: 21,
    categoryPath: ['Cadeaus', 'Papier'],
  },
  {
    start: 150101,
    name: 'Wollen trui Lofoten',
    kinds: ['S', 'M', 'L', 'XL'],
    priceExcl: '73.97',
    taxRate: 21,
    categoryPath: ['Kleding', 'Truien'],
  },
  { start: 150201, name: 'Regnfrakk Bergen', kinds: ['S', 'M', 'L'], priceExcl: '99.13', taxRate: 21, categoryPath: ['Kleding', 'Jassen'] },
  { start: 150301, name: 'Mössa Åre', kinds: ['röd', 'blå', 'grå'], priceExcl: '24.75', taxRate: 21, categoryPath: ['Kleding', 'Mutsen'] },
  { start: 160101, name: 'Wandelkaart Hardangervidda', kinds: ['noord', 'zuid'], priceExcl: '16.47', taxRate: 9, categoryPath: ['Boeken'] },
  { start: 170101, name: 'Thermosfles', kinds: ['0,5 l', '0,75 l', '1 l'], priceExcl: '28.88', taxRate: 21, categoryPath: ['Onderweg'] },
]

/** The practice company's own goods; SKUs are digits, as tills want them. */
export const ownProducts: readonly SeedProduct[] = families.flatMap(({ start, kinds, name, priceExcl, taxRate, categoryPath }) =>
  kinds.map((kind, place) => {
    const sku = String(start + place)
    return {
      sku,
      name: `${name} ${kind}`,
      description: `${name}, ${kind}.`,
      gtin: withCheckDigit(`200000${sku}`),
      priceExcl,
      taxRate,
      categoryPath,
    }
  }),
)

/** Twelve digits with their check digit behind them; those beginning with 2 are free for own use. */
function withCheckDigit(digits: string): string {
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}
