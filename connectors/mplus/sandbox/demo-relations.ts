import type { Value } from './schema/shapes.ts'

type Relation = Value<'Relation'>

/** Relations that a customer flow must not stumble over. */
export const oddRelations = {
  withoutEmail: 1007,
  /** Two people, one mailbox. */
  sharedEmail: [1011, 1012],
  /** Written from right to left. */
  rightToLeft: 1017,
} as const

const people = [
  'Sanne de Wit',
  'Daan Jansen',
  'Zoë van den Berg',
  "Guus in 't Veld",
  'François Lefèvre',
  'Ayşe Yılmaz',
  'Łukasz Wójcik',
  'Björn Åkesson',
  "Siobhán O'Neill",
  'Søren Østergaard',
  'Emma Bakker',
  'Lucas Bakker',
  'Mila Visser',
  'Finn Smit',
  'Noor Mulder',
  'Sem de Boer',
  'محمد العلوي',
  'Tess Bos',
  'Levi Vos',
  'Eva Peters',
  'Bram Hendriks',
  'Julia van Leeuwen',
  'Thijs Dekker',
  'Lotte Brouwer',
  'Mees de Groot',
  'Fenna Meijer',
  'Jesse van Dijk',
  'Roos Schouten',
  'Luuk Willems',
  'Nora El Idrissi',
  'Çağla Öztürk',
  'Małgorzata Nowak',
  'Jürgen Müller',
  'Renée van der Heijden',
  'Joost van Vliet',
  'Iris Postma',
  'Ruben Hoekstra',
  'Anouk Koster',
  'Stijn Prins',
  'Maud Huisman',
  'Tygo Peeters',
  'Vera Kuipers',
  'Koen van Wijk',
  'Lieke Post',
  'Gijs Kuijpers',
  'Jasmijn Blom',
  'Pepijn van Dam',
  'Puck Gerritsen',
  'Hidde Scholten',
  'Floor Veenstra',
  'Cas van Beek',
  'Olivia Timmermans',
  'Sven Groen',
  'Amira Haddad',
  'Boris Evers',
  'Elin Nyström',
  'Ties Kramer',
  'Yara dos Santos',
  'Olaf van der Meer',
  'Nienke Dijkstra',
  'Jelle Zijlstra',
  'Femke Wiersma',
  'Wouter Maas',
  'Marijke Vermeulen',
  'Hendrik Molenaar',
  'Greetje van Loon',
  'Dirk Schipper',
  'Hanneke Verhoeven',
  'Kees Kok',
  'Ineke Sanders',
  'Arie van den Broek',
  'Truus Martens',
  'Piet Jonker',
  'Wilma de Haan',
  'Rob Kok',
  'Ellen Verbeek',
  'Hugo Claes',
  'Annelies Maes',
  'Wim Janssens',
  'Katrien De Smet',
  'Stefan Weber',
  'Claudia Schäfer',
  'Marek Zieliński',
  'Agnieszka Kamińska',
  'Ebru Demir',
  'Kağan Şahin',
  'Chloé Dubois',
  'Rémi Garçon',
  'Ingrid Solberg',
  'Håkon Bjørnstad',
  'Maja Lindqvist',
  'Tobias Holm',
] as const

const companies = [
  'Fietsenhandel De Ketting B.V.',
  'Bakkerij Van Vliet & Zn.',
  "Café 't Hoekje",
  'Scouting Amersfoort-Zuid',
  'Hotel De Witte Zwaan B.V.',
  'Bouwbedrijf Hoekstra B.V.',
  'Praktijk Fysio "In Beweging"',
  'Gemeente Zeist',
  'Stichting Natuurpad',
  'De Groene Winkel V.O.F.',
  'Installatietechniek Kramer B.V.',
  'Bureau Noord Architecten',
  'Basisschool De Regenboog',
  'Wandelvereniging Utrecht',
  'Drukkerij Élan B.V.',
  'Hoveniersbedrijf Postma',
  'Camping De Veluwezoom',
  'Vandermeersch BVBA',
  'Outdoor Köln GmbH',
  'Reisburo Verweg & Dichtbij',
  'Museum De Schuur',
  'Autobedrijf Dekker B.V.',
  'Kinderopvang Pippeloentje',
  'Zorggroep Eemland',
  'Notariaat Smit & De Boer',
  'Watersport Loosdrecht B.V.',
  'Sportschool Fit²',
  'Theater aan de Gracht',
  'Uitvaartzorg Vrede',
  'Brouwerij Het Anker B.V.',
  'Dierenkliniek De Vacht',
  'IT-Huis Nieuwegein B.V.',
] as const

const places = [
  { city: 'Utrecht', zipcode: '3511', country: 'Nederland' },
  { city: 'Amersfoort', zipcode: '3811', country: 'Nederland' },
  { city: 'Zeist', zipcode: '3701', country: 'Nederland' },
  { city: "'s-Hertogenbosch", zipcode: '5211', country: 'Nederland' },
  { city: 'Hilversum', zipcode: '1211', country: 'Nederland' },
  { city: 'Gent', zipcode: '9000', country: 'België' },
  { city: 'Köln', zipcode: '50667', country: 'Duitsland' },
] as const

const streets = [
  'Oudegracht',
  'Langestraat',
  'Slotlaan',
  'Kerkstraat',
  'Stationsweg',
  'Burgemeester Reigerstraat',
  'Molenpad',
  'Pieter de Hooghlaan',
]

/** People first (1001 …), then companies with a contact person and a VAT number. */
export function createDemoRelations(random: () => number): Relation[] {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
  const addressOf = (): Relation => {
    const place = pick(places.slice(0, random() < 0.85 ? 5 : 7))
    const letters = `${pick([...'ABCDEGHJK'])}${pick([...'BCDGHJKL'])}`
    const zipcode = place.country === 'Nederland' ? `${place.zipcode} ${letters}` : place.zipcode
    return { address: `${pick(streets)} ${1 + Math.floor(random() * 180)}`, zipcode, city: place.city, country: place.country }
  }
  const phone = () => `06-${String(10_000_000 + Math.floor(random() * 89_999_999))}`
  const persons = people.map((name, place): Relation => {
    const relationNumber = 1001 + place
    const email = `${mailbox(name) || `klant.${relationNumber}`}@post.example`
    return {
      relationNumber,
      name,
      ...addressOf(),
      mobile: phone(),
      ...emailOf(relationNumber, email),
      defaultVatMethod: 'VAT-METHOD-INCLUSIVE',
    }
  })
  const firms = companies.map((companyName, place): Relation => {
    const relationNumber = 1501 + place
    const contact = people[(place * 7) % people.length] as string
    const home = addressOf()
    const isForeign = home.country !== 'Nederland'
    return {
      relationNumber,
      name: companyName,
      ...home,
      contact,
      telephone: `030-${2_000_000 + Math.floor(random() * 999_999)}`,
      email: `inkoop@${mailbox(companyName).replaceAll('.', '-')}.example`,
      vatNumber: vatNumberOf(home.country, 100_000_000 + Math.floor(random() * 899_999_999)),
      commerceNumber: isForeign ? '' : String(10_000_000 + Math.floor(random() * 79_999_999)),
      paymentWithinDays: pick([14, 30]),
      defaultVatMethod: 'VAT-METHOD-EXCLUSIVE',
      companyName,
    }
  })
  return [...persons, ...firms]
}

function emailOf(relationNumber: number, email: string): Pick<Relation, 'email'> {
  if (relationNumber === oddRelations.withoutEmail) return {}
  return { email: oddRelations.sharedEmail.some((number) => number === relationNumber) ? 'familie.bakker@post.example' : email }
}

function vatNumberOf(country: string | undefined, digits: number): string {
  if (country === 'België') return `BE0${digits}`
  return country === 'Duitsland' ? `DE${digits}` : `NL${digits}B01`
}

/** Latin letters and dots: `Zoë van den Berg` → `zoe.van.den.berg`. */
function mailbox(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .replaceAll('ı', 'i')
    .replaceAll(/[^a-z0-9]+/g, '.')
    .replaceAll(/^\.|\.$/g, '')
}
