import { Fault } from '../fault.ts'
import type { Row } from '../schema/shape.ts'

type Test = (row: Row) => boolean

/**
 * A `$filter` as a test: eq ne gt ge lt le, and, or, brackets, contains(), any(). Texts are compared as they are written,
 * capitals included (strictest reading: how the vendor compares them is not published). A null is neither greater nor less.
 */
export function readFilter(text: string): Test {
  const tokens = [...text.matchAll(/\s*('(?:[^']|'')*'|[A-Za-z_][\w/-]*|\d[\w:.+-]*|-\d[\d.]*|[(),:]|\S)/g)].map(([, token = '']) => token)
  let at = 0
  const peek = () => tokens[at]?.toLowerCase()
  const next = () => tokens[at++] ?? ''
  const expect = (token: string) => {
    if (next() !== token) throw unreadable(text)
  }

  function either(): Test {
    let left = both()
    while (peek() === 'or') {
      next()
      const [before, after] = [left, both()]
      left = (row) => before(row) || after(row)
    }
    return left
  }

  function both(): Test {
    let left = single()
    while (peek() === 'and') {
      next()
      const [before, after] = [left, single()]
      left = (row) => before(row) && after(row)
    }
    return left
  }

  function single(): Test {
    if (peek() === '(') {
      next()
      const inner = either()
      expect(')')
      return inner
    }
    if (peek() === 'contains') return contains()
    const field = next()
    if (field.toLowerCase().endsWith('/any')) return any(field.slice(0, -4))
    const operator = next().toLowerCase()
    if (!/^(eq|ne|gt|ge|lt|le)$/.test(operator)) throw unreadable(text)
    const value = literal(next())
    return (row) => compares(operator, valueIn(row, field), value)
  }

  function contains(): Test {
    next()
    expect('(')
    const field = next()
    expect(',')
    const part = String(literal(next()))
    expect(')')
    return (row) => String(valueIn(row, field) ?? '').includes(part)
  }

  /** `Rows/any(r: r/Text eq 'x')` */
  function any(list: string): Test {
    expect('(')
    const name = next()
    expect(':')
    const inner = either()
    expect(')')
    return (row) => {
      const rows = valueIn(row, list)
      return Array.isArray(rows) && rows.some((one) => inner({ [name]: one }))
    }
  }

  const test = either()
  if (at < tokens.length) throw unreadable(text)
  return test
}

function unreadable(text: string): Fault {
  return new Fault(400, 2000, `The filter cannot be read: ${text.slice(0, 200)}`)
}

function literal(token: string): unknown {
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'")
  if (token === 'true' || token === 'false') return token === 'true'
  if (token === 'null') return null
  return /^-?\d+(\.\d+)?$/.test(token) ? Number(token) : token
}

/** Of a row, or below it: `r/Text`. Names go by any casing. */
function valueIn(row: Row, path: string): unknown {
  return path.split('/').reduce<unknown>((at, name) => {
    if (typeof at !== 'object' || at === null) return undefined
    const found = Object.keys(at).find((one) => one.toLowerCase() === name.toLowerCase())
    if (found === undefined) throw new Fault(400, 2000, `There is no field ${name}`)
    return (at as Row)[found]
  }, row)
}

function compares(operator: string, left: unknown, right: unknown): boolean {
  if (operator === 'eq') return comparable(left) === comparable(right)
  if (operator === 'ne') return comparable(left) !== comparable(right)
  const [before, after] = [comparable(left), comparable(right)]
  if (before === null || after === null) return false
  if (operator === 'gt') return before > after
  if (operator === 'ge') return before >= after
  return operator === 'lt' ? before < after : before <= after
}

/** Moments by their time, whatever their digits. */
function comparable(value: unknown): string | number | boolean | null {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return Date.parse(value)
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** `ChangedUtc desc, Number`; nulls come first. */
export function readOrder(text: string): (left: Row, right: Row) => number {
  const parts = text.split(',').map((part) => part.trim().split(/\s+/))
  return (left, right) => {
    for (const [field = '', way = 'asc'] of parts) {
      const [before, after] = [comparable(valueIn(left, field)), comparable(valueIn(right, field))]
      const order = before === after ? 0 : before === null ? -1 : after === null ? 1 : before < after ? -1 : 1
      if (order !== 0) return way.toLowerCase() === 'desc' ? -order : order
    }
    return 0
  }
}
