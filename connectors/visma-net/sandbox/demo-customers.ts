export interface SeedCustomer {
  readonly name: string
  readonly email: string
  readonly phone?: string
  readonly street: string
  readonly postalCode: string
  readonly city: string
  readonly country: string
  readonly priceClass?: string
  /** Absent: a person. */
  readonly company?: { readonly registration: string; readonly vat: string; readonly contact: string }
}

const persons = [
  'Sanne de Wit',
  'Zoë van den Berg',
  'Ayşe Yılmaz',
  'Björn Åkesson',
  "Siobhán O'Neill",
  'Søren Østergaard',
  'محمد العلوي',
  'Emma Bakker',
]
const companies = [
  'Fietsenhandel De Ketting B.V.',
  'Café Zoë',
  'Fjellsport AS',
  'Hotel De Witte Zwaan B.V.',
  'Åre Friluft AB',
  'Bureau Noord Architecten',
]

const places = [
  { street: 'Oudegracht 12', postalCode: '3511 AB', city: 'Utrecht', country: 'NL' },
  { street: 'Karl Johans gate 22', postalCode: '0026', city: 'Oslo', country: 'NO' },
  { street: 'Drottninggatan 5 B', postalCode: '111 51', city: 'Stockholm', country: 'SE' },
  { street: 'Meir 101', postalCode: '2000', city: 'Antwerpen', country: 'BE' },
] as const

const at = (index: number) => places[index % places.length] ?? places[0]

/** Persons and companies of the practice company; addresses of mail are in small letters, as most people write them. */
export const demoCustomers: readonly SeedCustomer[] = [
  ...persons.map((name, index) => ({ name, email: `klant${index + 1}@post.example`, phone: `+31 6 5550 01${10 + index}`, ...at(index) })),
  ...companies.map((name, index) => ({
    ...{ name, email: `inkoop${index + 1}@bedrijf.example`, phone: `+31 30 555 02${10 + index}`, ...at(index) },
    ...(index < 2 && { priceClass: 'GROOT' }),
    company: { registration: String(30_000_001 + index), vat: `NL00${1_000_001 + index}B01`, contact: persons[index] ?? 'Emma Bakker' },
  })),
]
