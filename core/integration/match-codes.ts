import type { CodeKind } from '#core/codes/code-kinds.ts'
import type { CodeRow } from '#core/codes/code-tables.ts'
import type { LiveChoice } from '#core/kit/define-connector.ts'
import { compare, parseDecimal } from '#core/mapping/decimal.ts'

export interface MatchedCodes {
  readonly rows: readonly CodeRow[]
  /** Codes of the source in `rows` for which other codes of the target would fit as well: somebody should look. */
  readonly doubtful: readonly string[]
  /** Codes of the source that nothing in the target resembles. */
  readonly unmatched: readonly LiveChoice[]
}

/**
 * Rows for a table of two live lists: taxes by their percentage, everything else by name – equal first, then one inside the other,
 * then by words in common. Every target may be used more than once; what resembles nothing is left to a person.
 */
export function matchCodes(kind: CodeKind, from: readonly LiveChoice[], to: readonly LiveChoice[]): MatchedCodes {
  const rows: CodeRow[] = []
  const doubtful: string[] = []
  const unmatched: LiveChoice[] = []
  for (const choice of from) {
    const found = kind === 'tax-code' ? byRate(choice, to) : byName(choice, to)
    if (!found) unmatched.push(choice)
    else {
      rows.push({ from: choice.value, to: found.choice.value })
      if (found.isDoubtful) doubtful.push(choice.value)
    }
  }
  return { rows, doubtful, unmatched }
}

interface Found {
  readonly choice: LiveChoice
  readonly isDoubtful: boolean
}

/** Names only tell codes of one rate apart; a rate is never taken for another because the names look alike. */
function byRate(choice: LiveChoice, to: readonly LiveChoice[]): Found | undefined {
  const { rate } = choice
  if (rate === undefined) return byName(choice, to)
  const same = to.filter((one) => one.rate !== undefined && isSameRate(one.rate, rate))
  const [first] = same
  if (!first) return undefined
  return (same.length > 1 ? byName(choice, same) : undefined) ?? { choice: first, isDoubtful: same.length > 1 }
}

function isSameRate(one: string, other: string): boolean {
  const [left, right] = [parseDecimal(one), parseDecimal(other)]
  return left !== undefined && right !== undefined && compare(left, right) === 0
}

function byName(choice: LiveChoice, to: readonly LiveChoice[]): Found | undefined {
  const best = to
    .map((one) => ({ one, score: likeness(choice, one) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
  const [first, second] = best
  return first && { choice: first.one, isDoubtful: second !== undefined && second.score === first.score }
}

/** Between 0 (nothing in common) and 1 (the same name or code). */
function likeness(one: LiveChoice, other: LiveChoice): number {
  const [names, others] = [namesOf(one), namesOf(other)]
  if (names.some((name) => others.includes(name))) return 1
  const isInside = (inner: string, outer: string) => inner.length >= 3 && ` ${outer} `.includes(` ${inner} `)
  if (names.some((name) => others.some((another) => isInside(name, another) || isInside(another, name)))) return 0.8
  const [words, otherWords] = [wordsOf(names), wordsOf(others)]
  const common = [...words].filter((word) => otherWords.has(word)).length
  const share = common / Math.max(1, Math.min(words.size, otherWords.size))
  return share >= 0.5 ? share * 0.7 : 0
}

/** Code and label in a form that can be compared: `NL21 · Hoog tarief` → `nl21`, `nl21 hoog tarief`, `hoog tarief`. */
function namesOf({ value, label }: LiveChoice): readonly string[] {
  const parts = [value, label, ...label.split(/\s+[·–-]\s+/u)].map(plain)
  return [...new Set(parts)].filter((part) => part !== '')
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function wordsOf(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.flatMap((name) => name.split(' ')).filter((word) => word.length >= 3 || /\d/.test(word)))
}
