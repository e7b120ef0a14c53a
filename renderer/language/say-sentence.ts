import { type Dictionary, dutch } from './dictionaries.ts'
import { pageLanguage } from './page-language.ts'

const files = import.meta.glob<Dictionary>('./nl/sentences/*.json', { eager: true, import: 'default' })

export const dutchSentences: Dictionary = Object.assign({}, ...Object.values(files))

interface Pattern {
  readonly expression: RegExp
  readonly names: readonly string[]
  readonly said: string
}

/** These are words of the host themselves, and are said in Dutch too; all others are names and values, and stay. */
const words = new Set(['kind', 'field', 'function', 'says', 'document'])

let patterns: readonly Pattern[] | undefined

/**
 * Sentences that core or the host make of names and values: "Odoo does not take in stock from outside.", `"Journal" is missing`. They are
 * found by their pattern in `nl/sentences`; one that nobody has translated stays as it came.
 */
export function saySentence(text: string, language: string = pageLanguage()): string {
  return language === 'nl' ? (inDutch(text) ?? text) : text
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

function inDutch(text: string): string | undefined {
  const exact = dutchSentences[text]
  if (exact !== undefined) return exact
  patterns ??= Object.entries(dutchSentences)
    .filter(([pattern]) => pattern.includes('{{'))
    .map(([pattern, said]) => toPattern(pattern, said))
    // Whose problem it is stands before the problem; of other sentences, what says more comes first.
    .toSorted((one, other) => weight(other) - weight(one))
  for (const pattern of patterns) {
    const filled = fill(pattern, text)
    if (filled !== undefined) return filled
  }
  return undefined
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
function fill({ expression, names, said }: Pattern, text: string): string | undefined {
  const found = expression.exec(text)
  if (!found) return undefined
  let filled = said
  for (const [index, name] of names.entries()) {
    const value = found[index + 1] ?? ''
    // The rest of a sentence: without Dutch for it, half of the sentence would be English.
    const inner = name === 'problem' ? inDutch(value) : words.has(name) ? sayWord(value) : value
    if (inner === undefined) return undefined
    filled = filled.replace(`{{${name}}}`, () => inner)
  }
  return filled.charAt(0) === filled.charAt(0).toLowerCase() && isCapital(text) ? filled.charAt(0).toUpperCase() + filled.slice(1) : filled
}

function sayWord(value: string): string {
  const own = dutchSentences[value] ?? dutchSentences[value.toLowerCase()]
  if (own !== undefined) return own
  const home = Object.values(dutch).find((texts) => Object.hasOwn(texts, value))
  return home?.[value] ?? value
}

function isCapital(text: string): boolean {
  return /^[A-Z]/.test(text)
}
