import { describe, expect, it } from 'vitest'
import { compileGetter, lastWords, parsePath, pathWords } from './path.ts'

const read = (path: string, from: unknown) => {
  const parsed = parsePath(path)
  if (!parsed.ok) throw new Error(parsed.message)
  return compileGetter(parsed.segments)(from)
}

describe('a path', () => {
  it.each([
    ['key', '1042'],
    ['data.number', 'SO-1'],
    ['data.lines[1].sku', 'B'],
    ['data.lines[0].tags[1]', 'blue'],
    ['data.a.b.c.d.e', 5],
  ])('reads %s', (path, expected) => {
    const record = {
      key: '1042',
      data: { number: 'SO-1', lines: [{ sku: 'A', tags: ['red', 'blue'] }, { sku: 'B' }], a: { b: { c: { d: { e: 5 } } } } },
    }
    expect(read(path, record)).toBe(expected)
  })

  it.each(['data.none', 'data.none.deeper', 'data.number.length', 'data.lines[9].sku'])(
    'gives nothing for %s, which is not there',
    (path) => {
      expect(read(path, { data: { number: 'SO-1', lines: [] } })).toBeUndefined()
    },
  )

  it.each(['data.toString', 'data.lines.map', 'data.hasOwnProperty', 'data.a.b.c.valueOf'])(
    'does not reach what prototypes hold: %s',
    (path) => {
      expect(read(path, { data: { lines: [1], a: { b: { c: {} } } } })).toBeUndefined()
    },
  )

  it('reads an own property that is named like one of a prototype', () => {
    expect(read('data.values', { data: { values: 'mine' } })).toBe('mine')
  })

  it.each(['__proto__', 'data.constructor', 'a.prototype.b', 'data.__proto__[0]'])('refuses the reserved word in %s', (path) => {
    expect(parsePath(path)).toMatchObject({ ok: false, message: expect.stringContaining('cannot be part of a path') })
  })

  it.each(['', 'a..b', '.a', 'a.', 'a[', 'a[]', 'a[x]', 'a[1', 'a]b', '[0]'])('refuses "%s", which is no path', (path) => {
    expect(parsePath(path).ok).toBe(false)
  })
})

describe('the words of a path', () => {
  it('leave out the root and part the names', () => {
    expect(pathWords('data.customer.vatNumber')).toBe('customer vat number')
  })

  it('count list places from one', () => {
    expect(pathWords('data.lines[0].sku')).toBe('lines 1 sku')
  })

  it('are those of the field alone where a short name is wanted', () => {
    expect(lastWords('lines[].taxCode')).toBe('tax code')
  })
})
