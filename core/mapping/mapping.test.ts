import { describe, expect, it } from 'vitest'
import { DataError } from '#core/kit/errors.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { compileMapping, type Mapping, parseMappings } from './mapping.ts'

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const member of Object.values(Object.freeze(value))) deepFreeze(member)
  return value
}

const order = (data: Readonly<Record<string, unknown>> = {}): FlowRecord =>
  deepFreeze({
    entity: 'order',
    key: '1042',
    data: {
      number: '1042',
      customer: { name: 'Bakkerij De Vries', email: 'info@example.nl' },
      billing: { street: 'Kerkstraat', city: 'Gouda' },
      lines: [
        { sku: '100', taxCode: '1' },
        { sku: '200', taxCode: '7' },
      ],
      ...data,
    },
    raw: { branch: 3, customField: 'blue' },
    origin: { connector: 'mplus', account: 'till' },
  })

const taxMap: Mapping = { target: 'lines[].taxCode', path: 'taxCode', steps: [{ do: 'value-map', table: { 1: '21', 7: '9' } }] }
const merge = (...mappings: readonly Mapping[]) => compileMapping(mappings, { mode: 'merge', timeZone: 'UTC' })
const replace = (...mappings: readonly Mapping[]) => compileMapping(mappings, { mode: 'replace', timeZone: 'UTC' })

describe('merging', () => {
  it('keeps what is not mapped and overwrites what is', () => {
    expect(
      merge(
        { target: 'number', constant: 'N-1' },
        { target: 'billing.city', path: 'data.billing.city', steps: [{ do: 'upper' }] },
      )(order()),
    ).toEqual({
      ...(order().data as object),
      number: 'N-1',
      billing: { street: 'Kerkstraat', city: 'GOUDA' },
    })
  })

  it('shares the parts it does not touch instead of copying them', () => {
    const record = order()
    const made = merge({ target: 'number', constant: 'N-1' })(record)
    expect(made.lines).toBe((record.data as { lines: unknown }).lines)
  })

  it('adds nested targets that the source does not have', () => {
    expect(merge({ target: 'extra.x_colour', path: 'raw.customField' })(order())).toMatchObject({ extra: { x_colour: 'blue' } })
  })

  it('fills a field of every line and leaves the rest of the line', () => {
    expect(merge(taxMap)(order()).lines).toEqual([
      { sku: '100', taxCode: '21' },
      { sku: '200', taxCode: '9' },
    ])
  })

  it('fills lines within lines', () => {
    const record = order({ variants: [{ attributes: [{ value: 's' }, { value: 'm' }] }] })
    const made = merge({ target: 'variants[].attributes[].value', path: 'value', steps: [{ do: 'upper' }] })(record)
    expect(made.variants).toEqual([{ attributes: [{ value: 'S' }, { value: 'M' }] }])
  })

  it('leaves a record without lines without lines', () => {
    expect(merge(taxMap)(order({ lines: undefined }))).not.toHaveProperty('lines')
  })

  it('takes a target away when its value is nothing', () => {
    expect(merge({ target: 'customer.email', path: 'raw.email' })(order()).customer).toEqual({ name: 'Bakkerij De Vries' })
  })
})

it('keeps a field named __proto__ of a record a field, and every other object clean', () => {
  const record = order(JSON.parse('{"__proto__":{"isAdmin":true}}'))
  const made = merge({ target: 'extra.note', path: 'data.note' }, { target: 'number', path: 'key' })(record)
  expect([Object.getPrototypeOf(made) === Object.prototype, 'isAdmin' in made, 'isAdmin' in {}]).toEqual([true, false, false])
})

describe('replacing', () => {
  it('makes only what is mapped, in the order of the mappings', () => {
    const made = replace({ target: 'z', path: 'key' }, { target: 'a.b', path: 'raw.branch' }, { target: 'm', constant: true })(order())
    expect(JSON.stringify(made)).toBe('{"z":"1042","a":{"b":3},"m":true}')
  })

  it('leaves out targets without a value, and objects without targets', () => {
    const made = replace({ target: 'a.b', path: 'raw.none' }, { target: 'c', path: 'raw.none' }, { target: 'd', constant: 1 })(order())
    expect(Object.keys(made)).toEqual(['d'])
  })

  it('keeps null, which is a value', () => {
    expect(replace({ target: 'a', constant: null })(order())).toEqual({ a: null })
  })

  it('makes lines of the lines of the source with the mapped fields alone', () => {
    expect(replace({ target: 'lines[].code', path: 'sku' }, { target: 'lines[].place', path: '$number' })(order())).toEqual({
      lines: [
        { code: '100', place: 1 },
        { code: '200', place: 2 },
      ],
    })
  })

  it('makes plain objects', () => {
    expect(Object.getPrototypeOf(replace({ target: 'a', constant: 1 })(order()))).toBe(Object.prototype)
  })
})

describe('a record that cannot be mapped', () => {
  const failure = (map: (record: FlowRecord) => unknown, record = order()): unknown => {
    try {
      return map(record)
    } catch (error) {
      return error
    }
  }

  it('is told with its key, the line, the field, the value and the remedy', () => {
    const map = merge({ target: 'lines[].taxCode', path: 'taxCode', steps: [{ do: 'value-map', table: { 1: '21' } }] })
    expect(failure(map)).toMatchObject({
      constructor: DataError,
      code: 'value-unmapped',
      message: 'Order 1042, line 2: tax code "7" has no mapping.',
      hint: 'Add it to the value map of lines[].taxCode.',
      facts: { target: 'lines[].taxCode', value: '"7"', line: 2 },
    })
  })

  it('does not spoil the next one', () => {
    const map = replace({ target: 'total', path: 'data.lines', steps: [{ do: 'sum', of: { path: 'price' } }] })
    failure(map, order({ lines: [{ price: 'abc' }] }))
    expect(map(order({ lines: [{ price: '1.50' }, { price: '2' }] }))).toEqual({ total: '3.50' })
  })
})

it('works out a sum that several targets begin with for each record anew', () => {
  const sum = { path: 'data.lines', steps: [{ do: 'sum', of: { path: 'n' } }] }
  const map = replace({ target: 'a', ...sum }, { target: 'b', ...sum, steps: [...sum.steps, { do: 'add', with: sum }] })
  expect([map(order({ lines: [{ n: 1 }, { n: 2 }] })), map(order({ lines: [{ n: 5 }] }))]).toEqual([
    { a: '3', b: '6' },
    { a: '5', b: '10' },
  ])
})

describe('malformed mappings', () => {
  it.each<[string, unknown, string, string]>([
    ['no list', {}, '', 'is not a list of mappings'],
    ['no target', [{ path: 'key' }], '[0]', 'has no "target"'],
    ['no value', [{ target: 'a' }], '[0]', 'exactly one of'],
    ['two starts', [{ target: 'a', path: 'key', constant: 1 }], '[0]', 'exactly one of'],
    ['a misspelt member', [{ target: 'a', path: 'key', step: [] }], '[0].step', 'not a part'],
    ['a path without root', [{ target: 'a', path: 'number' }], '[0].path', 'write for example data.number'],
    ['a reserved word in a path', [{ target: 'a', path: 'data.constructor.name' }], '[0].path', 'cannot be part of a path'],
    ['a reserved word in a target', [{ target: '__proto__.polluted', constant: 1 }], '[0].target', 'cannot be part of a path'],
    ['a reserved word in a template', [{ target: 'a', template: '{data.__proto__}' }], '[0].template', 'cannot be part of a path'],
    ['a place in a list as target', [{ target: 'lines[0].sku', constant: 1 }], '[0].target', 'write []'],
    ['a list as target', [{ target: 'lines[]', constant: 1 }], '[0].target', 'ends in a list'],
    [
      'one target twice',
      [
        { target: 'a', constant: 1 },
        { target: 'a', constant: 2 },
      ],
      '[1].target',
      'filled by another mapping',
    ],
    [
      'a target inside another',
      [
        { target: 'a', constant: 1 },
        { target: 'a.b', constant: 2 },
      ],
      '[1].target',
      'does not go together',
    ],
    ['an unknown function', [{ target: 'a', path: 'key', steps: [{ do: 'eval' }] }], '[0].steps[0].do', 'not a function'],
    ['a missing parameter', [{ target: 'a', path: 'key', steps: [{ do: 'add' }] }], '[0].steps[0].with', 'is missing'],
    ['an unknown parameter', [{ target: 'a', path: 'key', steps: [{ do: 'trim', x: 1 }] }], '[0].steps[0].x', 'not a setting'],
    ['a wrong parameter', [{ target: 'a', path: 'key', steps: [{ do: 'pad', length: 'x' }] }], '[0].steps[0].length', 'number'],
    ['a wrong inner path', [{ target: 'a', path: 'key', steps: [{ do: 'add', with: { path: 'x' } }] }], '[0].steps[0].with.path', 'data.x'],
    [
      'a constant that is no number',
      [{ target: 'a', path: 'key', steps: [{ do: 'add', with: { constant: 'x' } }] }],
      '[0].steps[0].with.constant',
      'not a number',
    ],
    [
      'a wrong condition',
      [{ target: 'a', path: 'key', steps: [{ do: 'if', condition: { is: 'empty' } }] }],
      '[0].steps[0].condition.path',
      'string',
    ],
    ['a wrong time zone', [{ target: 'a', path: 'key', steps: [{ do: 'date', zone: 'Mars' }] }], '[0].steps[0].zone', 'time zone'],
    ['a wrong date pattern', [{ target: 'a', path: 'key', steps: [{ do: 'date', to: 'YYYY' }] }], '[0].steps[0].to', 'YYYY'],
    [
      'a wrong line mapping',
      [{ target: 'a', path: 'data.lines', steps: [{ do: 'each', mappings: [{ target: 'a..b', path: 'x' }] }] }],
      '[0].steps[0].mappings[0].target',
      'not a path',
    ],
  ])('are told with their place: %s', (_, input, path, message) => {
    expect(parseMappings(input)).toEqual({ ok: false, problems: [{ path, message: expect.stringContaining(message) }] })
  })

  it('are all told at once', () => {
    const parsed = parseMappings([{ target: 'a', path: 'x' }, { target: 'b' }])
    expect(parsed.ok || parsed.problems.map((problem) => problem.path)).toEqual(['[0].path', '[1]'])
  })

  it('may be nested without end and still only give problems', () => {
    let deep: unknown = { path: 'key' }
    for (let level = 0; level < 5_000; level++) deep = { firstOf: [deep] }
    expect(parseMappings([{ target: 'a', ...(deep as object) }])).toMatchObject({ ok: false })
  })

  it('never reach a run', () => {
    expect(() => compileMapping([{ target: 'a', path: 'x' }], { mode: 'merge', timeZone: 'UTC' })).toThrow(
      'Check the mappings: [0].path "x" does not start with',
    )
  })
})
