import { type Dictionary, dutch } from './dictionaries.ts'
import { pageLanguage } from './page-language.ts'

const files = import.meta.glob<Dictionary>('./nl/sentences/*.json', { eager: true, import: 'default' })

/** `host`: what stands by itself; `lines`: the parts of a node's readable line, too short to be looked for elsewhere. */
export const dutchSentences: Readonly<Record<'host' | 'lines', Dictionary>> = {
  host: files['./nl/sentences/host.json'] ?? {},
  lines: files['./nl/sentences/lines.json'] ?? {},
}

type Subject = keyof typeof dutchSentences

interface Pattern {
  readonly expression: RegExp
  readonly names: readonly string[]
  readonly said: string
}

/** These are words of the host themselves, and are said in Dutch too; all others are names and values, and stay. */
const words = new Set(['kind', 'field', 'function', 'says', 'document', 'type', 'entity', 'key', 'day', 'until'])

const made = new Map<Subject, readonly Pattern[]>()

/**
 * Sentences that core or the host make of names and values: "Odoo does not take in stock from outside.", `"Journal" is missing`. They are
 * found by their pattern in `nl/sentences`; one that nobody has translated stays as it came.
 */
export function saySentence(text: string, language: string = pageLanguage(), subject: Subject = 'host'): string {
  return language === 'nl' ? (inDutch(text, subject) ?? text) : text
}

/** Several sentences in a row, each by itself. */
export function saySentences(text: string, language: string = pageLanguage()): string {
  const whole = saySentence(text, language)
  if (whole !== text) return whole
  return text
    .split(/(?<=\.) (?=[A-Z])/)
    .map((one) => saySentence(one, language))
    .join(' ')
}

function inDutch(text: string, subject: Subject): string | undefined {
  const exact = dutchSentences[subject][text]
  if (exact !== undefined) return exact
  for (const pattern of patternsOf(subject)) {
    const filled = fill(pattern, text, subject)
    if (filled !== undefined) return filled
  }
  return undefined
}

function patternsOf(subject: Subject): readonly Pattern[] {
  const known = made.get(subject)
  if (known) return known
  const patterns = Object.entries(dutchSentences[subject])
    .filter(([pattern]) => pattern.includes('{{'))
    .map(([pattern, said]) => toPattern(pattern, said))
    // Whose problem it is stands before the problem; of other sentences, what says more comes first.
    .toSorted((one, other) => weight(other) - weight(one))
  made.set(subject, patterns)
  return patterns
}

function toPattern(pattern: string, said: string): Pattern {
  const parts = pattern.split(/\{\{(\w+)\}\}/)
  const source = parts.map((part, index) => (index % 2 === 1 ? '(.+?)' : part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))).join('')
  return { expression: new RegExp(`^${source}$`, 's'), names: parts.filter((_, index) => index % 2 === 1), said }
}

function weight({ expression, names }: Pattern): number {
  const length = expression.source.replaceAll('(.+?)', '').length
  return names.includes('problem') ? length + 10_000 : length
}

/** The pattern's Dutch with what stands in the text; undefined where it does not fit. */
function fill({ expression, names, said }: Pattern, text: string, subject: Subject): string | undefined {
  const found = expression.exec(text)
  if (!found) return undefined
  let filled = said
  for (const [index, name] of names.entries()) {
    const value = found[index + 1] ?? ''
    // The rest of a sentence: without Dutch for it, half of the sentence would be English.
    const inner = name === 'problem' ? inDutch(value, subject) : words.has(name) ? sayWord(value, subject) : value
    if (inner === undefined) return undefined
    filled = filled.replace(`{{${name}}}`, () => inner)
  }
  // A kind of record begins a sentence with a capital; a day in a list never does.
  return said.startsWith('{{kind}}') && /^[A-Z]/.test(text) ? filled.charAt(0).toUpperCase() + filled.slice(1) : filled
}

function sayWord(value: string, subject: Subject): string {
  const own = [dutchSentences[subject], dutchSentences.host].flatMap((texts) => texts[value] ?? texts[value.toLowerCase()] ?? [])[0]
  if (own !== undefined) return own
  const home = Object.values(dutch).find((texts) => Object.hasOwn(texts, value))
  return home?.[value] ?? value
}
