import { type Dictionary, dutch } from './dictionaries.ts'
import { pageLanguage } from './page-language.ts'
import { cutsOf, fillIn, indexPatterns, type PatternIndex, type SentencePattern } from './sentence-patterns.ts'

const files = import.meta.glob<Dictionary>('./nl/sentences/*.json', { eager: true, import: 'default' })

/** By file: `host` and `errors-…` stand by themselves; `lines` are the parts of a node's readable line and `things` begin a sentence. */
export const dutchSentences: Readonly<Record<string, Dictionary>> = Object.fromEntries(
  Object.entries(files).map(([path, texts]) => [path.replace(/^.*\/|\.json$/g, ''), texts]),
)

type Subject = 'host' | 'lines'

const lines = dutchSentences.lines ?? {}
const things = dutchSentences.things ?? {}
const host: Dictionary = Object.fromEntries(
  Object.entries(dutchSentences).flatMap(([file, texts]) => (file === 'lines' || file === 'things' ? [] : Object.entries(texts))),
)

interface Book {
  readonly texts: Dictionary
  readonly patterns: PatternIndex
  /** What was looked up before, found or not: the rows of a log say the same over and over. */
  readonly known: Map<string, string | null>
  /** The parts of the one that is being looked up. */
  readonly parts: Map<string, string | null>
}

const books = new Map<Subject, Book>()
const mostKnown = 10_000
const deepest = 8
const mostParts = 20
/** Nobody reads a text that long as a sentence. */
const longest = 2_000

/** These are words of the host themselves, and are said in Dutch too, as is whatever begins with `word`; all others stay. */
const words = new Set(['kind', 'kinds', 'field', 'function', 'says', 'document', 'type', 'entity', 'key', 'day', 'until'])

/**
 * Sentences that core or the host make of names and values: "Odoo does not take in stock from outside.", `"Journal" is missing`. They are
 * found by their pattern in `nl/sentences`; one that nobody has translated stays as it came.
 */
export function saySentence(text: string, language: string = pageLanguage(), subject: Subject = 'host'): string {
  return language === 'nl' ? (inDutch(text, subject) ?? text) : text
}

/**
 * What the host says, in the page's language: the message or hint of an error, an outcome, a line of the log. Each line and each
 * sentence by itself; what a vendor said stays in its own words.
 */
export function saySentences(text: string, language: string = pageLanguage()): string {
  if (language !== 'nl' || text === '') return text
  const whole = inDutch(text, 'host')
  if (whole !== undefined) return whole
  if (text.includes('\n'))
    return text
      .split('\n')
      .map((line) => saySentences(line, language))
      .join('\n')
  return text
    .split(/(?<=\.) (?=[A-Z])/)
    .map((one) => inDutch(one, 'host') ?? one)
    .join(' ')
}

/** What stood there before it was put into the page's language, for support; nothing where it is the same. */
export function originalOf(text: string | null | undefined, language: string = pageLanguage()): string | undefined {
  return text && saySentences(text, language) !== text ? text : undefined
}

function inDutch(text: string, subject: Subject, depth = 0): string | undefined {
  if (text.length > longest || depth > deepest) return undefined
  const { known, parts } = bookOf(subject)
  const before = known.has(text) ? known.get(text) : parts.get(text)
  if (before !== undefined) return before ?? undefined
  const said = lookUp(text, subject, depth)
  if (depth > 0) {
    // What was given up for its depth may be found from another beginning.
    if (said !== undefined || depth < deepest / 2) parts.set(text, said ?? null)
    return said
  }
  parts.clear()
  if (known.size >= mostKnown) known.clear()
  known.set(text, said ?? null)
  return said
}

function bookOf(subject: Subject): Book {
  const known = books.get(subject)
  if (known) return known
  const texts = subject === 'lines' ? lines : host
  const book: Book = { texts, patterns: indexPatterns(Object.entries(texts)), known: new Map(), parts: new Map() }
  books.set(subject, book)
  return book
}

function lookUp(text: string, subject: Subject, depth: number): string | undefined {
  const { texts, patterns } = bookOf(subject)
  if (Object.hasOwn(texts, text)) return texts[text]
  for (const pattern of patterns.candidates(text)) {
    for (const values of cutsOf(pattern, text)) {
      if (subject === 'host' && beginsWithAThing(pattern, values)) continue
      const filled = fill(pattern, values, { text, subject, depth })
      if (filled !== undefined) return filled
    }
  }
  if (subject !== 'host') return undefined
  if (text.endsWith('.')) {
    const bare = inDutch(text.slice(0, -1), subject, depth + 1)
    if (bare !== undefined) return `${bare}.`
  } else if (depth === 0) {
    // Where it stands in another sentence, its full stop is left out.
    const full = inDutch(`${text}.`, subject, depth + 1)
    if (full?.endsWith('.')) return full.slice(0, -1)
  }
  return behindItsThing(text, depth) ?? inARow(text, depth)
}

/** What a sentence is about stands before a colon, and is not a part of the name the sentence begins with. */
function beginsWithAThing({ parts, names }: SentencePattern, values: ReadonlyMap<string, string>): boolean {
  const [name = ''] = names
  return parts[0] === '' && name !== 'problem' && values.get(name)?.includes(': ') === true
}

/** `Order 1042, line 2: …`: what it is about, and what is the matter with it; or a reason, and the vendor's own words in quotes. */
function behindItsThing(text: string, depth: number): string | undefined {
  for (let at = text.indexOf(': '), tried = 0; at !== -1 && tried < 5; at = text.indexOf(': ', at + 1), tried++) {
    const [head, tail] = [text.slice(0, at), text.slice(at + 2)]
    if (head.includes('; ')) break
    const said = inDutch(tail, 'host', depth + 1)
    if (said !== undefined) return `${sayThing(head)}: ${said}`
    const reason = /^["(].*["…)]\.?$/s.test(tail) ? inDutch(head, 'host', depth + 1) : undefined
    if (reason !== undefined) return `${reason}: ${tail}`
  }
  return undefined
}

/** Several in a row, all of them known. */
function inARow(text: string, depth: number): string | undefined {
  if (!text.includes('; ')) return undefined
  const parts = partsOf(text, (part) => (part === text ? undefined : inDutch(part, 'host', depth + 1)))
  return parts.every(({ said }) => said !== undefined) ? parts.map(({ said }) => said).join('; ') : undefined
}

interface Part {
  readonly part: string
  readonly said: string | undefined
}

/** Several in a row, each said by itself; a semicolon may stand inside of one, which then is as long as it has to be. */
function partsOf(text: string, say: (part: string) => string | undefined): readonly Part[] {
  const pieces = text.split('; ', mostParts)
  const parts: Part[] = []
  for (let at = 0; at < pieces.length; ) {
    const [part = '', next] = pieces.slice(at, at + 2)
    const alone = { part, said: say(part) }
    const both = alone.said === undefined && next !== undefined ? { part: `${part}; ${next}`, said: say(`${part}; ${next}`) } : alone
    parts.push(both.said === undefined ? alone : both)
    at += both.said !== undefined && both !== alone ? 2 : 1
  }
  return parts
}

interface Around {
  readonly text: string
  readonly subject: Subject
  readonly depth: number
}

/** The pattern's Dutch with what stands in the text; undefined where half of the sentence would stay English. */
function fill(pattern: SentencePattern, values: ReadonlyMap<string, string>, around: Around): string | undefined {
  const said = new Map<string, string>()
  for (const [name, value] of values) {
    const one = sayValue(name, value, around)
    if (one === undefined) return undefined
    said.set(name, one)
  }
  const filled = fillIn(pattern, said)
  // A kind of record begins a sentence with a capital; a day in a list never does.
  const beginsWithKind = pattern.saidParts[0] === '' && pattern.saidNames[0]?.endsWith('kind') === true
  return beginsWithKind && /^[A-Z]/.test(around.text) ? capital(filled) : filled
}

function sayValue(name: string, value: string, { subject, depth }: Around): string | undefined {
  // The rest of a sentence: without Dutch for it, half of the sentence would be English.
  if (name === 'problem') return inDutch(value, subject, depth + 1)
  // May be a vendor's own words.
  if (name === 'rest') return inDutch(value, subject, depth + 1) ?? value
  if (name === 'problems')
    return partsOf(value, (one) => sayProblem(one, depth))
      .map(({ part, said }) => said ?? part)
      .join('; ')
  if (name === 'what') return sayThing(value)
  if (name.startsWith('word')) return inDutch(value, subject, depth + 1) ?? sayWord(value, subject)
  return words.has(name) ? sayWord(value, subject) : value
}

/** `[3].steps[0].with is missing`: the place stays. */
function sayProblem(text: string, depth: number): string | undefined {
  const said = inDutch(text, 'host', depth + 1)
  if (said !== undefined) return said
  const at = text.indexOf(' ')
  const behind = at === -1 ? undefined : inDutch(text.slice(at + 1), 'host', depth + 1)
  return behind === undefined ? undefined : `${text.slice(0, at)} ${behind}`
}

/** `Order 1042, line 2`, `Customer info@example.nl`, `the unit price`: what it is in Dutch, with its own name. */
function sayThing(text: string): string {
  if (Object.hasOwn(things, text)) return things[text] ?? text
  const parts = text.split(/(?<=, | \()(?=line |order )|(?<=: )(?=the )/)
  if (parts.length > 1)
    return parts.map((part) => part.replace(/^(.*?)(, | \(|: )?$/s, (_, thing: string, end = '') => sayThing(thing) + end)).join('')
  for (const length of [3, 2, 1]) {
    const head = text.split(' ', length).join(' ')
    if (head.length < text.length && Object.hasOwn(things, head)) return `${things[head]}${text.slice(head.length)}`
  }
  return text
}

function sayWord(value: string, subject: Subject): string {
  for (const one of [value, value.toLowerCase()]) {
    const own = [subject === 'lines' ? lines : host, host, things].find((texts) => Object.hasOwn(texts, one))
    if (own) return one === value ? (own[one] ?? value) : likeIt(own[one] ?? value, value)
  }
  const home = Object.values(dutch).find((texts) => Object.hasOwn(texts, value))
  if (home) return home[value] ?? value
  // A field of a record in a sentence: "quantity" of "Quantity".
  const label = dutch.model?.[capital(value)]
  return label === undefined ? value : label.charAt(0).toLowerCase() + label.slice(1)
}

/** In quotes a name keeps its capital; a kind of record in a sentence never had one. */
function likeIt(said: string, value: string): string {
  return /^[A-Z]/.test(value) && value.includes(' ') ? capital(said) : said
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
