import { withoutVat } from './shop/amounts.ts'
import { vatPercentages } from './shop/configuration.ts'

/** Groups of the demo shop; parent 0 is the top. */
export const demoGroups = [
  { groupNumber: 1, parent: 0, name: 'Kleding' },
  { groupNumber: 2, parent: 1, name: 'Jassen' },
  { groupNumber: 3, parent: 1, name: 'Truien & vesten' },
  { groupNumber: 4, parent: 1, name: 'T-shirts' },
  { groupNumber: 5, parent: 0, name: 'Schoenen' },
  { groupNumber: 6, parent: 5, name: 'Wandelschoenen' },
  { groupNumber: 7, parent: 5, name: 'Sneakers' },
  { groupNumber: 8, parent: 0, name: 'Accessoires' },
  { groupNumber: 9, parent: 8, name: 'Tassen' },
  { groupNumber: 10, parent: 8, name: 'Mutsen, sjaals & handschoenen' },
  { groupNumber: 11, parent: 8, name: 'Onderweg' },
  { groupNumber: 12, parent: 0, name: 'Boeken & proviand' },
  { groupNumber: 13, parent: 12, name: 'Boeken' },
  { groupNumber: 14, parent: 12, name: 'Thee, koffie & koek' },
] as const

interface ProductLine {
  readonly number: number
  readonly name: string
  readonly text: string
  readonly group: number
  readonly turnoverGroup: number
  readonly vatCode: number
  /** Cents including VAT. */
  readonly price: number
  readonly colours?: readonly string[]
  readonly sizes?: readonly string[]
  readonly unit?: string
}

const productLines: readonly ProductLine[] = [
  {
    number: 1201,
    name: 'Regenjas',
    text: 'Lichtgewicht, opvouwbaar, waterdicht tot 5.000 mm.',
    group: 2,
    turnoverGroup: 10,
    vatCode: 1,
    price: 4995,
    colours: ['Blauw', 'Rood', 'Zwart'],
    sizes: ['S', 'M', 'L'],
  },
  {
    number: 1202,
    name: 'Winterjas',
    text: 'Met gevoerde capuchon.',
    group: 2,
    turnoverGroup: 10,
    vatCode: 1,
    price: 14995,
    colours: ['Groen', 'Zwart'],
    sizes: ['S', 'M', 'L'],
  },
  {
    number: 1203,
    name: 'Wollen trui',
    text: 'Merinowol uit Texel.',
    group: 3,
    turnoverGroup: 10,
    vatCode: 1,
    price: 8950,
    colours: ['Crème', 'Marine'],
    sizes: ['S', 'M', 'L'],
  },
  {
    number: 1204,
    name: 'T-shirt Waddenzee',
    text: 'Biologisch katoen.',
    group: 4,
    turnoverGroup: 10,
    vatCode: 1,
    price: 2450,
    colours: ['Wit', 'Blauw', 'Geel'],
    sizes: ['S', 'M', 'L'],
  },
  {
    number: 1301,
    name: 'Wandelschoen Veluwe',
    text: 'Halfhoog, leer.',
    group: 6,
    turnoverGroup: 20,
    vatCode: 1,
    price: 12900,
    sizes: ['38', '39', '40', '41', '42', '43', '44'],
  },
  {
    number: 1302,
    name: 'Sneaker Amstel',
    text: 'Gerecyclede zool.',
    group: 7,
    turnoverGroup: 20,
    vatCode: 1,
    price: 7995,
    colours: ['Wit', 'Grijs'],
    sizes: ['39', '40', '41', '42'],
  },
  {
    number: 1401,
    name: 'Rugzak 25 liter',
    text: 'Met regenhoes.',
    group: 9,
    turnoverGroup: 30,
    vatCode: 1,
    price: 6495,
    colours: ['Oranje', 'Grijs'],
  },
  {
    number: 1402,
    name: 'Muts Elfstedentocht',
    text: 'Gebreid in Friesland.',
    group: 10,
    turnoverGroup: 30,
    vatCode: 1,
    price: 1995,
    colours: ['Rood', 'Blauw', 'Naturel'],
  },
  { number: 1403, name: 'Sjaal', text: 'Lamswol.', group: 10, turnoverGroup: 30, vatCode: 1, price: 2995, colours: ['Rood', 'Grijs'] },
  {
    number: 1404,
    name: 'Handschoenen',
    text: 'Geschikt voor aanraakschermen.',
    group: 10,
    turnoverGroup: 30,
    vatCode: 1,
    price: 2495,
    sizes: ['S', 'M', 'L'],
  },
  { number: 1405, name: 'Drinkfles 0,75 l', text: 'Roestvrij staal.', group: 11, turnoverGroup: 30, vatCode: 1, price: 2295 },
  { number: 1406, name: 'Zaklamp', text: 'Oplaadbaar, 400 lumen.', group: 11, turnoverGroup: 30, vatCode: 1, price: 3450 },
  { number: 1407, name: 'EHBO-set "Onderweg"', text: 'Voor 1–4 personen.', group: 11, turnoverGroup: 30, vatCode: 2, price: 1799 },
  { number: 1501, name: 'Wandelen langs de IJssel', text: '24 routes met kaart.', group: 13, turnoverGroup: 40, vatCode: 2, price: 1999 },
  {
    number: 1502,
    name: "Wandelgids 't Gooi & omstreken",
    text: 'Zestien rondwandelingen.',
    group: 13,
    turnoverGroup: 40,
    vatCode: 2,
    price: 1750,
  },
  { number: 1503, name: 'Kruidenthee "Café Zoë"', text: '20 zakjes.', group: 14, turnoverGroup: 40, vatCode: 2, price: 449 },
  {
    number: 1504,
    name: 'Koffiebonen los',
    text: 'Per kilo, versgebrand.',
    group: 14,
    turnoverGroup: 40,
    vatCode: 2,
    price: 2195,
    unit: 'kg',
  },
  { number: 1505, name: 'Stroopwafels', text: 'Tien stuks.', group: 14, turnoverGroup: 40, vatCode: 2, price: 375 },
  { number: 1506, name: 'Postzegel Nederland 1', text: 'Vel van tien.', group: 11, turnoverGroup: 40, vatCode: 3, price: 1210 },
]

/** An article of the demo shop as plain data, so that another system can be seeded with the same goods. */
export interface DemoArticle {
  /** Six digits; the till's article number. */
  readonly sku: string
  readonly name: string
  readonly productNumber: number
  readonly productName: string
  readonly description: string
  /** EAN-13. */
  readonly gtin: string
  /** Euros, decimal text. */
  readonly priceIncl: string
  readonly priceExcl: string
  readonly costPrice: string
  readonly vatCode: number
  /** Percent: `21`. */
  readonly vatRate: string
  readonly turnoverGroup: number
  readonly groupNumber: number
  readonly categoryPath: readonly string[]
  readonly colour?: string
  readonly size?: string
  readonly unit?: string
}

/** Every article of the demo shop but the gift voucher 999001, which no ERP is meant to know. */
export const demoCatalogue: readonly DemoArticle[] = productLines.flatMap(articlesOf)

function articlesOf(line: ProductLine): DemoArticle[] {
  const colours: readonly (string | undefined)[] = line.colours ?? [undefined]
  const sizes: readonly (string | undefined)[] = line.sizes ?? [undefined]
  const variants = colours.flatMap((colour) => sizes.map((size) => ({ colour, size })))
  const vatRate = vatPercentages.get(line.vatCode) ?? 0
  return variants.map(({ colour, size }, place) => {
    const sku = `${line.number}${String(place + 1).padStart(2, '0')}`
    return {
      sku,
      name: [line.name, colour?.toLowerCase(), size].filter((part) => part !== undefined).join(' '),
      productNumber: line.number,
      productName: line.name,
      description: line.text,
      gtin: completeEan13(`871234${sku}`),
      priceIncl: formatCents(line.price),
      priceExcl: formatCents(withoutVat(line.price, vatRate)),
      costPrice: formatCents(Math.floor((line.price * 43) / 100)),
      vatCode: line.vatCode,
      vatRate: String(vatRate),
      turnoverGroup: line.turnoverGroup,
      groupNumber: line.group,
      categoryPath: groupPath(line.group),
      ...(colour !== undefined && { colour }),
      ...(size !== undefined && { size }),
      ...(line.unit !== undefined && { unit: line.unit }),
    }
  })
}

function groupPath(groupNumber: number): string[] {
  const group = demoGroups.find((one) => one.groupNumber === groupNumber)
  return group ? [...groupPath(group.parent), group.name] : []
}

/** Twelve digits with their check digit behind them. */
export function completeEan13(digits: string): string {
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}

function formatCents(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
}
