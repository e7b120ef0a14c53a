import type { Json } from '#core/kit/record.ts'
import type { Problem } from './document.ts'
import { flowLimits, reservedNames } from './limits.ts'

/**
 * Reads JSON more strictly than `JSON.parse`: a key that comes twice, a reserved key, a number that cannot be kept exactly and
 * nesting that is too deep are refused, each with its line and column. Nothing a person wrote is dropped without a word.
 */
export function readJson(text: string): { readonly ok: Json } | { readonly problems: readonly Problem[] } {
  const reader = new Reader(text)
  try {
    return { ok: reader.readDocument() }
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown
    return { problems: [{ path: placeOf(text, thrown.offset), message: thrown.message, code: thrown.code }] }
  }
}

/** Unwinds the reader; never leaves this file. */
class Refusal extends Error {
  readonly offset: number
  readonly code: string
  constructor(message: string, offset: number, code: string) {
    super(message)
    this.offset = offset
    this.code = code
  }
}

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const blankPattern = /[ \t\n\r]*/y
const words = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
])

class Reader {
  private readonly text: string
  private offset = 0

  constructor(text: string) {
    this.text = text
  }

  readDocument(): Json {
    const value = this.readValue(1)
    this.skipBlank()
    if (this.offset < this.text.length) throw this.unexpected('the end of the file')
    return value
  }

  private readValue(depth: number): Json {
    this.skipBlank()
    if (depth > flowLimits.depth) throw new Refusal(`is nested deeper than ${flowLimits.depth} levels`, this.offset, 'too-deep')
    switch (this.text[this.offset]) {
      case '{':
        return this.readObject(depth)
      case '[':
        return this.readArray(depth)
      case '"':
        return this.readString()
      default:
        return this.readWordOrNumber()
    }
  }

  private readObject(depth: number): Json {
    const members: Record<string, Json> = {}
    this.offset++
    if (this.accept('}')) return members
    do {
      this.skipBlank()
      const keyOffset = this.offset
      if (this.text[keyOffset] !== '"') throw this.unexpected('a key in double quotes')
      const key = this.readString()
      if (reservedNames.has(key)) throw new Refusal(`has a key "${key}", which a flow may not have`, keyOffset, 'reserved-key')
      if (Object.hasOwn(members, key)) throw new Refusal(`has the key "${key}" twice`, keyOffset, 'duplicate-key')
      if (!this.accept(':')) throw this.unexpected('a colon')
      members[key] = this.readValue(depth + 1)
    } while (this.accept(','))
    if (!this.accept('}')) throw this.unexpected('a comma or }')
    return members
  }

  private readArray(depth: number): Json {
    const items: Json[] = []
    this.offset++
    if (this.accept(']')) return items
    do items.push(this.readValue(depth + 1))
    while (this.accept(','))
    if (!this.accept(']')) throw this.unexpected('a comma or ]')
    return items
  }

  private readString(): string {
    const start = this.offset
    let end = start + 1
    while (end < this.text.length && this.text[end] !== '"') end += this.text[end] === '\\' ? 2 : 1
    this.offset = end + 1
    try {
      // Knows escapes and forbidden characters; what stands between the quotes can be nothing but a string.
      return JSON.parse(this.text.slice(start, this.offset)) as string
    } catch {
      throw new Refusal('is a text that is not closed or holds a character JSON does not allow', start, 'not-json')
    }
  }

  private readWordOrNumber(): Json {
    const start = this.offset
    for (const [word, value] of words) {
      if (this.text.startsWith(word, start)) {
        this.offset += word.length
        return value
      }
    }
    const raw = this.match(numberPattern)
    if (raw === undefined) throw this.unexpected('a value')
    const value = Number(raw)
    if (!isExact(raw, value))
      throw new Refusal(`holds the number ${shorten(raw)}, which cannot be kept exactly; write it as text`, start, 'inexact-number')
    return value
  }

  private accept(character: string): boolean {
    this.skipBlank()
    if (this.text[this.offset] !== character) return false
    this.offset++
    return true
  }

  private skipBlank(): void {
    this.match(blankPattern)
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.offset
    const found = pattern.exec(this.text)?.[0]
    this.offset += found?.length ?? 0
    return found
  }

  private unexpected(wanted: string): Refusal {
    const found = this.offset < this.text.length ? `"${shorten(this.text.slice(this.offset, this.offset + 20))}"` : 'the file ends'
    return new Refusal(`is not JSON: ${wanted} was expected, ${found}`, this.offset, 'not-json')
  }
}

/** Whether the digits as written and the number as kept say the same: `1.50` and `15e-1` do, `9007199254740993` does not. */
function isExact(raw: string, value: number): boolean {
  if (!Number.isFinite(value) || Object.is(value, -0)) return false
  return digitsOf(raw) === digitsOf(String(value))
}

/** The number without its notation: significant digits and the power of ten of the last one. */
function digitsOf(raw: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(raw) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return '0'
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`
}

function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n')
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
