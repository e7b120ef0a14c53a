/**
 * Deterministic orders: number `index` is the same on every machine and in every run.
 * The body comes from a small bank of variants serialised once, so that serving a page costs almost nothing.
 */

const firstNames = ['Anna', 'Björn', 'Chloé', 'Dimitri', 'Émile', 'Fatima', 'Günther', 'Hiroko', 'Inés', 'Jürgen']
const lastNames = ['Müller', "O'Neill", 'Dvořák', 'Şahin', 'Nakamura', 'Łukasiewicz', 'Smith', 'García', 'Öberg', 'Haddad']
const cities = ['Köln', 'Kraków', 'Lisboa', 'Malmö', 'Tōkyō', 'Wien', 'Zürich', 'Gent']
const countries = ['DE', 'PL', 'PT', 'SE', 'JP', 'AT', 'CH', 'BE']
/** Six in ten are paid. */
const statuses = ['paid', 'paid', 'open', 'paid', 'cancelled', 'paid', 'paid', 'refunded', 'paid', 'open']

/** Prime, so that variants do not line up with pages or statuses. */
const variants = 997
export const pageSize = 250

/** A whole number from 0 up to, not including, the limit. */
type Draw = (limit: number) => number

/** A linear congruential generator: small, and the same everywhere. */
function createDraw(seed: number): Draw {
  let state = (seed * 2654435761 + 12345) >>> 0
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 4294967296) * limit)
  }
}

function address(draw: Draw, hasSecondLine: boolean) {
  const place = draw(cities.length)
  return {
    street: `Hauptstraße ${1 + draw(240)}${'abc'[draw(3)]}`,
    line2: hasSecondLine ? `Tür ${draw(90)}` : '',
    zip: String(10000 + draw(89999)),
    city: cities[place],
    region: `R-${draw(16)}`,
    country: countries[place],
    phone: `+49 30 ${100000 + draw(899999)}`,
    geo: { lat: draw(9000) / 100, lon: draw(18000) / 100 },
  }
}

function line(draw: Draw, index: number) {
  return {
    line: index + 1,
    sku: `SKU-${1000 + draw(9000)}`,
    title: `Artikel ${draw(5000)} – Größe ${'SML'[draw(3)]}`,
    qty: 1 + draw(9),
    priceCents: 99 + draw(19900),
    vat: [0, 7, 19][draw(3)],
    warehouse: `W${draw(4)}`,
    ean: String(4000000000000 + draw(999999999)),
    tags: ['retail', `c${draw(40)}`],
    options: { colour: ['rot', 'blau', 'grün'][draw(3)], gift: draw(2) === 1 },
  }
}

function variant(number: number) {
  const draw = createDraw(number + 1)
  const twoDigits = (value: number) => String(value).padStart(2, '0')
  const first = firstNames[draw(firstNames.length)]
  const last = lastNames[draw(lastNames.length)]
  const lines = Array.from({ length: 8 + draw(5) }, (_, index) => line(draw, index))
  return {
    currency: 'EUR',
    createdAt: `2025-${twoDigits(1 + draw(12))}-${twoDigits(1 + draw(28))}T${twoDigits(draw(24))}:${twoDigits(draw(60))}:00.000Z`,
    updatedAt: '2025-12-31T10:00:00.000Z',
    channel: ['pos', 'web', 'b2b'][draw(3)],
    customer: {
      id: 50000 + draw(40000),
      firstName: first,
      lastName: last,
      email: `  ${first}.${number}@Example.TEST `,
      company: draw(3) ? `Firma ${draw(900)} GmbH` : null,
      group: ['std', 'vip', 'b2b'][draw(3)],
      vatId: `DE${100000000 + draw(899999999)}`,
      consent: { mail: draw(2) === 1, sms: false },
      notes: 'Bitte nicht stürzen – Glas. '.repeat(2),
    },
    billing: address(draw, false),
    shipping: address(draw, true),
    payment: { method: ['card', 'cash', 'invoice'][draw(3)], ref: `P${draw(1e9)}`, paidAt: '2025-12-31T09:00:00.000Z' },
    lines,
  }
}

let bank: readonly { readonly text: string; readonly bytes: Buffer }[] | undefined

/** The variants as JSON without their opening brace, as text and as the bytes a page is put together from. */
function tailOf(index: number) {
  bank ??= Array.from({ length: variants }, (_, number) => {
    const text = JSON.stringify(variant(number)).slice(1)
    return { text, bytes: Buffer.from(text) }
  })
  // The bank holds `variants` tails.
  return bank[index % variants] as { readonly text: string; readonly bytes: Buffer }
}

function head(index: number): string {
  return `{"id":${index},"number":"SO-${String(index).padStart(7, '0')}","status":"${statuses[index % statuses.length]}",`
}

export function orderJson(index: number): string {
  return head(index) + tailOf(index).text
}

/** One page of the source's answer; pages count from 1. */
export function pageOf(count: number, page: number): Buffer {
  const from = (page - 1) * pageSize
  const until = Math.min(count, from + pageSize)
  const pages = Math.max(1, Math.ceil(count / pageSize))
  const next = page < pages ? page + 1 : null
  const parts: Buffer[] = [Buffer.from(`{"page":${page},"pages":${pages},"total":${count},"next":${next},"data":[`)]
  for (let index = from; index < until; index++) parts.push(Buffer.from((index > from ? ',' : '') + head(index)), tailOf(index).bytes)
  return Buffer.concat([...parts, Buffer.from(']}')])
}
