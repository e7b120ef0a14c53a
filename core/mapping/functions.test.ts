import { describe, expect, it } from 'vitest'
import type { AppError } from '#core/kit/errors.ts'
import { mappingFunctions } from './functions.ts'
import { compileMapping, type Mapping, type MappingStep, type MappingValue } from './mapping.ts'

/** What a value gives for a record with this data. */
function evaluate(value: MappingValue, data: unknown = {}): unknown {
  const mapping: Mapping = { target: 'x', ...value }
  const map = compileMapping([mapping], { mode: 'replace', timeZone: 'Europe/Amsterdam' })
  return map({ entity: 'order', key: '1042', data, raw: { kind: 'web' }, origin: { connector: 'odoo', account: 'demo' } }).x
}

const run = (input: unknown, ...steps: readonly MappingStep[]) => evaluate({ path: 'data.value', steps }, { value: input })

function failureOf(action: () => unknown): AppError {
  try {
    action()
  } catch (error) {
    return error as AppError
  }
  throw new Error('nothing was thrown')
}

describe('a text step', () => {
  it.each<[unknown, MappingStep, unknown]>([
    ['  Anna ', { do: 'trim' }, 'Anna'],
    ['Köln', { do: 'upper' }, 'KÖLN'],
    ['Köln', { do: 'lower' }, 'köln'],
    ["JAN van 't hoff", { do: 'title' }, "Jan Van 't Hoff"],
    ['éva de vries', { do: 'title' }, 'Éva De Vries'],
    ['2026-11-22T10', { do: 'slice', from: 0, to: 10 }, '2026-11-22'],
    ['SKU-12', { do: 'slice', from: -2 }, '12'],
    ['a.b.c', { do: 'replace', find: '.', with: '$&' }, 'a$&b$&c'],
    ['abc', { do: 'replace', find: '', with: 'x' }, 'abc'],
    ['Kerkstraat 12', { do: 'split-pick', separator: ' ', index: -1 }, '12'],
    ['Kerkstraat', { do: 'split-pick', separator: ' ', index: 1 }, undefined],
    [42, { do: 'pad', length: 5 }, '00042'],
    ['ab', { do: 'pad', length: 4, with: '.', side: 'end' }, 'ab..'],
    ['+31 (0)20-123', { do: 'keep-only' }, '31020123'],
    ['Ré-7!', { do: 'keep-only', what: 'letters-digits' }, 'Ré7'],
    [12.5, { do: 'to-text' }, '12.5'],
    [true, { do: 'to-text' }, 'true'],
    [null, { do: 'trim' }, undefined],
    [undefined, { do: 'upper' }, undefined],
  ])('of %j with %j gives %j', (input, step, expected) => {
    expect(run(input, step)).toBe(expected)
  })

  it('does not make "[object Object]" of an object', () => {
    expect(failureOf(() => run({ a: 1 }, { do: 'upper' }))).toMatchObject({
      code: 'not-text',
      message: 'Order 1042: x cannot be filled: {"a":1} is not text.',
    })
  })
})

describe('a number step', () => {
  const constant = (value: string | number) => ({ constant: value })

  it.each<[unknown, MappingStep, unknown]>([
    ['0.1', { do: 'add', with: constant('0.2') }, '0.3'],
    [0.1, { do: 'add', with: constant(0.2) }, '0.3'],
    ['10.00', { do: 'subtract', with: constant('0.01') }, '9.99'],
    ['12.50', { do: 'multiply', with: constant(3) }, '37.50'],
    ['10', { do: 'divide', by: constant(3) }, '3.33'],
    ['-1.005', { do: 'round' }, '-1.01'],
    ['1.005', { do: 'round', rounding: 'half-even' }, '1.00'],
    [5, { do: 'round' }, '5.00'],
    ['12.50', { do: 'percentage', percent: constant(21) }, '2.6250'],
    ['-2.1', { do: 'floor' }, '-3'],
    ['-2.10', { do: 'absolute' }, '2.10'],
    ['2.10', { do: 'negate' }, '-2.10'],
    ['-3', { do: 'at-least', least: constant(0) }, '0'],
    ['1234567.5', { do: 'format-number', thousands: '.' }, '1.234.567,50'],
    ['-123', { do: 'format-number', decimals: 0, thousands: '.' }, '-123'],
    ['12.50', { do: 'to-number' }, 12.5],
    ['1.234,50', { do: 'read-number' }, '1234.50'],
    ["12'000.5", { do: 'read-number', decimal: '.', thousands: "'" }, '12000.5'],
    ['', { do: 'add', with: constant(1) }, undefined],
    [null, { do: 'to-number' }, undefined],
  ])('of %j with %j gives %j', (input, step, expected) => {
    expect(run(input, step)).toBe(expected)
  })

  it.each<[unknown, MappingStep, string]>([
    ['abc', { do: 'round' }, 'not-a-number'],
    ['12,50', { do: 'round' }, 'not-a-number'],
    ['1,2,3', { do: 'read-number' }, 'not-a-number'],
    ['5', { do: 'add', with: { path: 'data.none' } }, 'value-missing'],
    ['5', { do: 'divide', by: constant(0) }, 'divided-by-zero'],
    ['12345678901234567.89', { do: 'to-number' }, 'not-exact'],
  ])('of %j with %j fails with %s', (input, step, code) => {
    expect(failureOf(() => run(input, step)).code).toBe(code)
  })

  it('keeps calculating exactly from one step to the next', () => {
    expect(run('19.99', { do: 'multiply', with: constant(3) }, { do: 'percentage', percent: constant('21') }, { do: 'round' })).toBe(
      '12.59',
    )
  })

  it('ends as decimal text also when a step without numbers of its own comes last', () => {
    expect(run(2, { do: 'add', with: constant(1) }, { do: 'if-empty', value: constant('0') })).toBe('3')
  })
})

describe('a date step', () => {
  it.each<[unknown, Omit<MappingStep, 'do'>, unknown]>([
    ['2026-11-22T23:30:00Z', {}, '2026-11-23'],
    ['2026-11-22T23:30:00Z', { zone: 'UTC' }, '2026-11-22'],
    ['2026-11-22', { to: 'dd-MM-yyyy' }, '22-11-2026'],
    ['22-11-2026 09:00', { from: 'dd-MM-yyyy HH:mm', to: "yyyy-MM-dd'T'HH:mm:ssXXX" }, '2026-11-22T09:00:00+01:00'],
    ['2026-07-22 09:00:00', { fromZone: 'UTC', to: 'HH:mm' }, '11:00'],
    ['2026-11-22', { to: "yyyy-MM-dd'T'HH:mmXXX" }, '2026-11-22T00:00+01:00'],
    [1795338000, { from: 'unix-seconds', to: 'yyyy-MM-dd HH:mm' }, '2026-11-22 10:00'],
    [null, {}, undefined],
  ])('of %j with %j gives %j', (input, settings, expected) => {
    expect(run(input, { do: 'date', ...settings })).toBe(expected)
  })

  it('names a text that is no date', () => {
    expect(failureOf(() => run('31-02-2026', { do: 'date', from: 'dd-MM-yyyy' })).message).toBe(
      'Order 1042: x cannot be filled: "31-02-2026" is not a date written as dd-MM-yyyy.',
    )
  })

  it('moves a day over the end of a month', () => {
    expect(run('2026-01-31', { do: 'add-days', days: 30 })).toBe('2026-03-02')
  })
})

describe('a choosing step', () => {
  it.each<[unknown, MappingStep, unknown]>([
    ['', { do: 'if-empty', value: { constant: 'private' } }, 'private'],
    [0, { do: 'if-empty', value: { constant: 'private' } }, 0],
    ['a', { do: 'if', condition: { path: 'raw.kind', is: 'equals', value: 'web' }, use: { constant: 'W' } }, 'W'],
    ['a', { do: 'if', condition: { path: 'raw.kind', is: 'equals', value: 'pos' }, use: { constant: 'W' } }, 'a'],
    ['ja', { do: 'to-boolean' }, true],
    [0, { do: 'to-boolean' }, false],
    [true, { do: 'boolean-text' }, '1'],
    [false, { do: 'boolean-text', no: 'nee' }, 'nee'],
    [1, { do: 'value-map', table: { 1: '21' } }, '21'],
    ['', { do: 'value-map', table: { '': 'none' } }, 'none'],
    [null, { do: 'value-map', table: { 1: '21' } }, undefined],
    ['9', { do: 'value-map', table: {}, unmapped: 'keep' }, '9'],
    ['9', { do: 'value-map', table: {}, unmapped: 'empty' }, undefined],
    ['9', { do: 'value-map', table: {}, unmapped: 'default', default: { constant: '0' } }, '0'],
    ['constructor', { do: 'value-map', table: {}, unmapped: 'keep' }, 'constructor'],
  ])('of %j with %j gives %j', (input, step, expected) => {
    expect(run(input, step)).toBe(expected)
  })

  it.each<[unknown, MappingStep, string]>([
    ['9', { do: 'value-map', table: { 1: '21' } }, 'value-unmapped'],
    ['toString', { do: 'value-map', table: {} }, 'value-unmapped'],
    ['perhaps', { do: 'to-boolean' }, 'not-a-boolean'],
    ['true', { do: 'boolean-text' }, 'not-a-boolean'],
  ])('of %j with %j fails with %s', (input, step, code) => {
    expect(failureOf(() => run(input, step)).code).toBe(code)
  })
})

describe('a list step', () => {
  const lines = [
    { sku: 'A', quantity: '2', price: '10.05' },
    { sku: 'B', quantity: '1', price: '0.90' },
    { sku: 'C', quantity: '3' },
  ]
  const over = (...steps: readonly MappingStep[]) => run(lines, ...steps)
  const amount = {
    path: 'quantity',
    steps: [{ do: 'multiply', with: { path: 'price', steps: [{ do: 'if-empty', value: { constant: 0 } }] } }],
  }

  it.each<[string, readonly MappingStep[], unknown]>([
    ['counts', [{ do: 'count' }], 3],
    ['takes the first', [{ do: 'first' }], lines[0]],
    ['takes the last', [{ do: 'last' }], lines[2]],
    ['takes one at a place', [{ do: 'item', index: -2 }], lines[1]],
    ['sums a calculation', [{ do: 'sum', of: amount }], '21.00'],
    ['sums what is filled', [{ do: 'sum', of: { path: 'price' }, skipEmpty: true }], '10.95'],
    ['joins texts', [{ do: 'concat', of: { path: 'sku' } }], 'A, B, C'],
    ['numbers lines', [{ do: 'concat', of: { template: '{$number}:{sku}' }, separator: ' ' }], '1:A 2:B 3:C'],
    ['sees the record around a line', [{ do: 'concat', of: { path: '$record.raw.kind' } }], 'web, web, web'],
    ['picks values', [{ do: 'pick', of: { path: 'price' } }], ['10.05', '0.90']],
    ['filters lines', [{ do: 'where', condition: { path: 'price', is: 'not-empty' } }, { do: 'count' }], 2],
    [
      'maps each line',
      [
        {
          do: 'each',
          mappings: [
            { target: 'code', path: 'sku' },
            { target: 'amount.net', ...amount },
          ],
        },
      ],
      [
        { code: 'A', amount: { net: '20.10' } },
        { code: 'B', amount: { net: '0.90' } },
        { code: 'C', amount: { net: '0' } },
      ],
    ],
  ])('%s', (_, steps, expected) => {
    expect(over(...steps)).toEqual(expected)
  })

  it('reads items that are plain values', () => {
    expect(run(['1.5', '2'], { do: 'sum', of: { path: '$item' } })).toBe('3.5')
  })

  it('names the line that has no number to add up', () => {
    expect(failureOf(() => over({ do: 'sum', of: { path: 'price' } }))).toMatchObject({
      code: 'value-missing',
      message: 'Order 1042, line 3: x cannot be filled: a number to add up is missing.',
    })
  })

  it('refuses what is no list', () => {
    expect(failureOf(() => run('A', { do: 'count' })).code).toBe('not-a-list')
  })
})

describe('a value begins with', () => {
  const data = { number: 'SO-1', first: 'Anna', last: '', city: 'Gent' }

  it.each<[string, MappingValue, unknown]>([
    ['a constant', { constant: 'x' }, 'x'],
    ['the key', { path: 'key' }, '1042'],
    ['the origin', { path: 'origin.connector' }, 'odoo'],
    ['the first that is filled', { firstOf: [{ path: 'data.none' }, { path: 'data.last' }, { path: 'data.city' }] }, 'Gent'],
    [
      'joined values without the empty ones',
      { join: [{ path: 'data.first' }, { path: 'data.last' }, { path: 'data.city' }], separator: ' ' },
      'Anna Gent',
    ],
    [
      'joined values with the empty ones',
      { join: [{ path: 'data.last' }, { path: 'data.city' }], separator: ';', skipEmpty: false },
      ';Gent',
    ],
    ['a template', { template: '{{Order}} {data.number} {data.none}' }, '{Order} SO-1 '],
  ])('%s', (_, value, expected) => {
    expect(evaluate(value, data)).toBe(expected)
  })
})

describe('the list of functions', () => {
  it('names each function once', () => {
    expect(new Set(mappingFunctions.map((one) => one.id)).size).toBe(mappingFunctions.length)
  })

  it('has a label and a summary for each function and a label for each parameter', () => {
    const bare = mappingFunctions.filter(
      (one) => !one.label || !one.summary.endsWith('.') || Object.values(one.parameters).some((each) => !(each as { label: string }).label),
    )
    expect(bare.map((one) => one.id)).toEqual([])
  })
})
