import { checkedMoment, type Moment, parseOffset } from './moment.ts'

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond' | 'offset'

interface Token {
  readonly part: Part
  /** Digits written; read with at most this many. */
  readonly width: number
  /** How many digits may be missing when reading: `d` takes 7 and 22. */
  readonly isLoose: boolean
}

const tokens: Readonly<Record<string, Token>> = {
  yyyy: { part: 'year', width: 4, isLoose: false },
  MM: { part: 'month', width: 2, isLoose: false },
  M: { part: 'month', width: 2, isLoose: true },
  dd: { part: 'day', width: 2, isLoose: false },
  d: { part: 'day', width: 2, isLoose: true },
  HH: { part: 'hour', width: 2, isLoose: false },
  H: { part: 'hour', width: 2, isLoose: true },
  mm: { part: 'minute', width: 2, isLoose: false },
  ss: { part: 'second', width: 2, isLoose: false },
  SSS: { part: 'millisecond', width: 3, isLoose: false },
  XXX: { part: 'offset', width: 6, isLoose: false },
}

export interface DatePattern {
  /** Undefined when the text does not follow the pattern to its end, or names a day that does not exist. */
  parse(text: string): Moment | undefined
  format(moment: Moment): string
  readonly hasTime: boolean
  readonly hasOffset: boolean
}

/** Compiles `dd-MM-yyyy HH:mm`; letters other than the tokens stand between single quotes (`yyyy'W'`). */
export function compileDatePattern(pattern: string): DatePattern | string {
  const pieces: (Token | string)[] = []
  for (const [piece] of pattern.matchAll(/'[^']*'|[a-zA-Z]+|[^a-zA-Z']+|'/g)) {
    const found = /^[a-zA-Z]/.test(piece) ? splitTokens(piece) : [piece.startsWith("'") ? piece.slice(1, -1) : piece]
    if (!found) return `"${piece}" in "${pattern}" is not known: use ${Object.keys(tokens).join(', ')}, other letters between '…'`
    pieces.push(...found)
  }
  const parts = pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.part]))
  return {
    parse: (text) => parse(pieces, text.trim()),
    format: (moment) => pieces.map((piece) => (typeof piece === 'string' ? piece : write(piece, moment))).join(''),
    hasTime: parts.includes('hour'),
    hasOffset: parts.includes('offset'),
  }
}

/** `yyyyMMdd` → yyyy, MM, dd. */
function splitTokens(letters: string): readonly Token[] | undefined {
  const runs = letters.match(/(.)\1*/g) ?? []
  const found = runs.map((run) => (Object.hasOwn(tokens, run) ? tokens[run] : undefined))
  return found.every((token) => token !== undefined) ? found : undefined
}

function parse(pieces: readonly (Token | string)[], text: string): Moment | undefined {
  const read: Partial<Record<Part, number>> = {}
  let at = 0
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      if (!text.startsWith(piece, at)) return undefined
      at += piece.length
      continue
    }
    const found = piece.part === 'offset' ? /^(Z|[+-]\d\d:?\d\d)/.exec(text.slice(at)) : digits(text.slice(at), piece)
    if (!found) return undefined
    read[piece.part] = piece.part === 'offset' ? parseOffset(found[0]) : Number(found[0])
    at += found[0].length
  }
  if (at !== text.length || read.year === undefined) return undefined
  return checkedMoment({
    year: read.year,
    month: read.month ?? 1,
    day: read.day ?? 1,
    hour: read.hour ?? 0,
    minute: read.minute ?? 0,
    second: read.second ?? 0,
    millisecond: read.millisecond ?? 0,
    hasTime: read.hour !== undefined,
    offset: read.offset,
  })
}

function digits(text: string, { width, isLoose }: Token): RegExpExecArray | null {
  const found = /^\d+/.exec(text.slice(0, width))
  return found && (isLoose || found[0].length === width) ? found : null
}

function write({ part, width, isLoose }: Token, moment: Moment): string {
  if (part === 'offset') return writeOffset(moment.offset ?? 0)
  return isLoose ? String(moment[part]) : String(moment[part]).padStart(width, '0')
}

function writeOffset(minutes: number): string {
  const size = Math.abs(minutes)
  const clock = `${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`
  return `${minutes < 0 ? '-' : '+'}${clock}`
}
