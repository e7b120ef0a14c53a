import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createShopDatabase } from '../seed/base.ts'
import { callByPlace } from './call.ts'

const user = { id: 2, login: 'admin', password: 'admin', name: 'Admin', groups: ['admin'] as const, companyIds: [1] }

function openDatabase(version: '19.0' | '18.0' = '19.0') {
  const { database } = createShopDatabase({
    name: 'demo',
    version,
    languages: ['en_US'],
    companies: ['Winkel'],
    users: [user],
    startedAt: '2026-11-22 08:00:00.000',
  })
  const at =
    (startedAt: string) =>
    (model: string, method: string, places: readonly unknown[], named: Record<string, unknown> = {}) =>
      callByPlace({ database, user, startedAt }, { model, method, places, named })
  return { at, call: at('2026-11-22 09:00:00.000') }
}

interface Person {
  readonly id: number
  readonly name: string
  readonly ref: string | false
  readonly customer_rank: number
  readonly is_company: boolean
  readonly country_id: number | false
}

const fields = ['name', 'ref', 'customer_rank', 'is_company', 'country_id']
const codes = ['NL', 'BE', 'DE']

function openPeople() {
  const { call } = openDatabase()
  const countries = codes.map((code) => (call('res.country', 'search', [[['code', '=', code]]]) as readonly number[])[0] ?? 0)
  const names = ['Anna', 'anna', 'Bo_b', 'Bo%b', 'Cees', 'annabel']
  call('res.partner', 'create', [
    names.flatMap((name, index) =>
      [0, 1, 2].map((rank) => ({
        name,
        ref: rank === 1 ? false : `R${index}`,
        customer_rank: rank,
        is_company: (index + rank) % 2 === 0,
        country_id: [...countries, false][(index + rank) % 4],
      })),
    ),
  ])
  const all = call('res.partner', 'search_read', [[['name', 'in', names]]], { fields, load: null }) as readonly Person[]
  return { call, all, countries }
}

const leaf = fc.oneof(
  fc.tuple(
    fc.constantFrom('name', 'ref'),
    fc.constantFrom('=', '!=', 'ilike', 'not ilike', 'like', '=ilike'),
    fc.constantFrom('Anna', 'anna', 'R1', 'o', 'R'),
  ),
  fc.tuple(fc.constantFrom('name', 'ref'), fc.constantFrom('in', 'not in'), fc.subarray(['Anna', 'Cees', 'R0', 'R2'])),
  fc.tuple(fc.constant('ref'), fc.constantFrom('=', '!='), fc.constant(false)),
  fc.tuple(fc.constant('customer_rank'), fc.constantFrom('=', '!=', '>', '>=', '<', '<='), fc.integer({ min: 0, max: 2 })),
  fc.tuple(fc.constant('is_company'), fc.constantFrom('=', '!='), fc.boolean()),
  fc.tuple(fc.constant('country_id.code'), fc.constantFrom('='), fc.constantFrom(...codes)),
)

/** Domains in prefix notation of any shape, several terms side by side meaning "and". */
const domains = fc.letrec<{ term: unknown[] }>((tie) => ({
  term: fc.oneof(
    { depthSize: 'small' },
    leaf.map((condition) => [condition]),
    fc.tuple(fc.constantFrom('&', '|'), tie('term'), tie('term')).map(([sign, left, right]) => [sign, ...left, ...right]),
    tie('term').map((term) => ['!', ...term]),
  ),
})).term
const wholeDomains = fc.array(domains, { maxLength: 3 }).map((terms) => terms.flat())

/** Reads the same notation from the left by plain recursion and looks at one record at a time. */
function holdsNaively(domain: readonly unknown[], person: Person, codeOf: (id: number | false) => string | false): boolean {
  let place = 0
  const next = (): boolean => {
    const item = domain[place]
    place++
    if (item === '!') return !next()
    if (item === '&' || item === '|') {
      const left = next()
      const right = next()
      return item === '&' ? left && right : left || right
    }
    const [field, operator, value] = item as [string, string, unknown]
    const actual = field === 'country_id.code' ? codeOf(person.country_id) : person[field as keyof Person]
    return compareNaively(actual, operator, value)
  }
  let holds = true
  while (place < domain.length) holds = next() && holds
  return holds
}

function compareNaively(actual: unknown, operator: string, value: unknown): boolean {
  const text = actual === false ? undefined : String(actual)
  switch (operator) {
    case '=':
      return actual === value
    case '!=':
      return actual !== value
    case '>':
      return Number(actual) > Number(value)
    case '>=':
      return Number(actual) >= Number(value)
    case '<':
      return Number(actual) < Number(value)
    case '<=':
      return Number(actual) <= Number(value)
    case 'in':
      return (value as unknown[]).includes(actual)
    case 'not in':
      return !(value as unknown[]).includes(actual)
    case 'like':
      return text?.includes(String(value)) ?? false
    case 'ilike':
      return text?.toLowerCase().includes(String(value).toLowerCase()) ?? false
    case 'not ilike':
      return !(text?.toLowerCase().includes(String(value).toLowerCase()) ?? false)
    default:
      return text?.toLowerCase() === String(value).toLowerCase()
  }
}

describe('a domain', () => {
  it('finds what looking at every record finds', () => {
    const { call, all, countries } = openPeople()
    const codeOf = (id: number | false) => codes[countries.indexOf(Number(id))] ?? false
    const within = ['id', 'in', all.map((person) => person.id)]
    fc.assert(
      fc.property(wholeDomains, (domain) => {
        const found = call('res.partner', 'search', [[within, ...domain]], { order: 'id' })
        const wanted = all.filter((person) => holdsNaively(domain, person, codeOf)).map((person) => person.id)
        expect(found).toEqual(wanted.toSorted((left, right) => left - right))
      }),
      { numRuns: 400 },
    )
  })

  it.each([
    ['% stands for anything', 'Bo%', 6],
    ['_ stands for one character', 'Bo_b', 6],
    ['a backslash takes the meaning away', 'Bo\\_b', 3],
  ])('knows wildcards: %s', (_what, pattern, count) => {
    const { call } = openPeople()
    expect(call('res.partner', 'search_count', [[['name', '=like', pattern]]])).toBe(count)
  })

  it('follows a tree downwards with child_of', () => {
    const { call } = openDatabase()
    const root = call('product.category', 'create', [{ name: 'Kleding' }])
    const coats = call('product.category', 'create', [{ name: 'Jassen', parent_id: root }])
    const rain = call('product.category', 'create', [{ name: 'Regen', parent_id: coats }])
    expect(call('product.category', 'search', [[['id', 'child_of', coats]]], { order: 'id' })).toEqual([coats, rain])
  })

  it('shows archived records only when asked for them', () => {
    const { call } = openDatabase()
    call('res.partner', 'create', [{ name: 'Oud', active: false }])
    const count = (domain: readonly unknown[], context = {}) =>
      call('res.partner', 'search_count', [[['name', '=', 'Oud'], ...domain]], { context })
    expect([count([]), count([['active', '=', false]]), count([], { active_test: false })]).toEqual([0, 1, 1])
  })

  it.each([
    ['19.0', '>', 0],
    ['19.0', '>=', 1],
    ['19.0', '=', 1],
    ['18.0', '>', 1],
  ] as const)('compares moments in %s by %s as that release does', (version, operator, count) => {
    const { at } = openDatabase(version)
    const call = at('2026-11-22 00:34:44.500')
    call('res.partner', 'create', [{ name: 'Nu' }])
    expect(
      call('res.partner', 'search_count', [
        [
          ['name', '=', 'Nu'],
          ['write_date', operator, '2026-11-22 00:34:44'],
        ],
      ]),
    ).toBe(count)
  })
})

describe('an order', () => {
  it('sorts by several keys, empty ones last upwards', () => {
    const { call, all } = openPeople()
    const found = call('res.partner', 'search', [[['id', 'in', all.map((person) => person.id)]]], {
      order: 'ref asc, customer_rank desc, id',
    })
    const rank = (person: Person) => [person.ref === false ? 1 : 0, String(person.ref), -person.customer_rank, person.id] as const
    const wanted = all.toSorted((left, right) => {
      const [leftEmpty, leftRef, leftRank, leftId] = rank(left)
      const [rightEmpty, rightRef, rightRank, rightId] = rank(right)
      return leftEmpty - rightEmpty || (leftRef < rightRef ? -1 : leftRef > rightRef ? 1 : 0) || leftRank - rightRank || leftId - rightId
    })
    expect(found).toEqual(wanted.map((person) => person.id))
  })

  it('cuts pages out of the whole without loss', () => {
    const { call, all } = openPeople()
    const domain = [['id', 'in', all.map((person) => person.id)]]
    const whole = call('res.partner', 'search', [domain], { order: 'name, id' })
    const pages = [0, 5, 10, 15].flatMap((offset) => call('res.partner', 'search', [domain], { order: 'name, id', offset, limit: 5 }))
    expect(pages).toEqual(whole)
  })
})
