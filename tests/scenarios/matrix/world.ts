import fc from 'fast-check'

/** What happens to exist in a source, in nobody's shapes: each imitation is filled with it through its own state. */
export interface World {
  readonly people: readonly Person[]
  readonly articles: readonly Article[]
  readonly sales: readonly Sale[]
  readonly family?: Family
}

export interface Person {
  readonly first: string
  readonly last: string
  readonly company?: string
  readonly email?: string
  readonly phone: string
  readonly street: string
  readonly house: string
  readonly postalCode: string
  readonly city: string
  readonly country: string
}

export interface Article {
  readonly sku: string
  readonly name: string
  /** With up to four decimals; an imitation keeps as many as its vendor does. */
  readonly priceExcl: string
  readonly rate: 21 | 9 | 0
  readonly path: readonly string[]
  readonly onHand: number
}

export interface Sale {
  /** Place in `people`. */
  readonly person: number
  readonly lines: readonly SaleLine[]
}

/** One product in several sizes; each is sold under a SKU of its own. */
export interface Family {
  readonly name: string
  readonly priceExcl: string
  readonly rate: 21 | 9 | 0
  readonly path: readonly string[]
  readonly sizes: readonly { readonly sku: string; readonly size: string }[]
}

export interface SaleLine {
  /** Place in `articles`. */
  readonly article: number
  /** Negative: taken back. */
  readonly quantity: number
}

const givenNames = ['Zoë', 'Ayşe', 'Łukasz', 'Björn', 'Siobhán', 'محمد', 'François', 'Jan'] as const
const familyNames = ['van den Berg', 'Yılmaz', 'Wójcik', 'Åkesson', "O'Neill", 'العلوي', 'Lefèvre', "in 't Veld"] as const
const firms = ['Café Zoë B.V.', 'Åre Friluft AB', 'شركة النور', 'Boekhandel "Het Anker" & Zn', 'Łódź Sp. z o.o.'] as const
const things = ['Mössa Åre', 'Thee "Café Zoë" & koek', 'قميص أزرق', 'Żółta świeca', 'Regnfrakk <Bergen>', 'Wandelkaart 1:25.000'] as const
const paths = [['Kleding'], ['Kleding', 'Jassen'], ['Wonen', 'Theegoed', 'Koppen & schotels'], ['أزياء']] as const

const person = fc.record({
  first: fc.constantFrom(...givenNames),
  last: fc.constantFrom(...familyNames),
  company: fc.option(fc.constantFrom(...firms), { nil: undefined, freq: 2 }),
  phone: fc.integer({ min: 100, max: 999 }).map((number) => `+31 30 555 0${number}`),
  street: fc.constantFrom('Oudegracht', 'Kungsgatan', 'Noordeinde', 'Żeromskiego'),
  house: fc.constantFrom('12', '7', '101'),
  place: fc.constantFrom(['3511 AB', 'Utrecht', 'NL'], ['411 19', 'Göteborg', 'SE'], ['2000', 'Antwerpen', 'BE']),
})

const article = fc.record({
  name: fc.constantFrom(...things),
  priceExcl: fc.oneof(
    fc.integer({ min: 1, max: 99_999 }).map((cents) => (cents / 100).toFixed(2)),
    fc.integer({ min: 10_000, max: 999_999 }).map((parts) => (parts / 10_000).toFixed(4)),
  ),
  rate: fc.constantFrom(21, 9, 0),
  path: fc.constantFrom(...paths),
  onHand: fc.integer({ min: 0, max: 500 }),
})

const articleCount = 5
const line = fc.record({
  article: fc.nat(articleCount - 1),
  quantity: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 9 }) }, { weight: 1, arbitrary: fc.integer({ min: -3, max: -1 }) }),
})

/**
 * Six people, the fifth without an e-mail address and the sixth with that of the first; five articles of which one has no VAT; four
 * orders, the last of the one without an address.
 */
export const world: fc.Arbitrary<World> = fc
  .record({
    people: fc.array(person, { minLength: 6, maxLength: 6 }),
    articles: fc.array(article, { minLength: articleCount, maxLength: articleCount }),
    sales: fc.array(fc.array(line, { minLength: 1, maxLength: 6 }), { minLength: 4, maxLength: 4 }),
  })
  .map(({ people, articles, sales }) => ({
    people: people.map(({ place, company, ...one }, index) => {
      const [postalCode = '', city = '', country = ''] = place
      const email = [4].includes(index) ? undefined : `klant.${index === 5 ? 0 : index}@voorbeeld.example`
      return { ...one, postalCode, city, country, ...(company !== undefined && { company }), ...(email !== undefined && { email }) }
    }),
    articles: articles.map((one, index) => ({
      ...one,
      name: `${one.name} ${index + 1}`,
      sku: String(880_101 + index),
      // Tills keep whole cents and say so; one article is enough to hear it.
      priceExcl: index === articleCount - 1 ? one.priceExcl : Number(one.priceExcl).toFixed(2),
      rate: index === 0 ? (0 as const) : one.rate,
    })),
    // A till makes no receipt of things taken back alone: every order sells more than it takes back.
    sales: sales.map((lines, index) => ({
      person: index === 3 ? 4 : index,
      lines: [
        ...(index === 0 ? lines.map((one) => ({ ...one, article: one.article % 4 })) : lines),
        { article: index, quantity: 1 + Math.max(0, -lines.reduce((sum, { quantity }) => sum + quantity, 0)) },
      ],
    })),
  }))

/** The same world with its first order grown to this many lines. */
export function withLongOrder(before: World, lineCount: number): World {
  const [first, ...others] = before.sales
  const lines = Array.from({ length: lineCount }, (_, index) => ({ article: index % before.articles.length, quantity: 1 + (index % 3) }))
  return { ...before, sales: [{ person: first?.person ?? 0, lines }, ...others] }
}

/** Two SKUs have changed places: each now names the other's product. */
export function withMovedSkus(before: World): World {
  const [one, two, ...others] = before.articles
  if (!one || !two) return before
  return { ...before, articles: [{ ...two, sku: one.sku }, { ...one, sku: two.sku }, ...others] }
}
