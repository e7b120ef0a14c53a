/** A sentence with values in it, and what it is in another language: `"Journal" is missing` fits `"{{field}}" is missing`. */
export interface SentencePattern {
  /** What stands before, between and behind the values; always one more than there are names. */
  readonly parts: readonly string[]
  readonly names: readonly string[]
  /** The same of the translation. */
  readonly saidParts: readonly string[]
  readonly saidNames: readonly string[]
  /** Patterns with a higher rank are tried first. */
  readonly rank: number
}

/** So many ways of cutting one text into the values of one pattern are tried. */
const mostCuts = 8

/** All patterns that may fit a text, found by a word that must stand in it: there are many patterns, and a log has many texts. */
export interface PatternIndex {
  candidates(text: string): readonly SentencePattern[]
}

export function indexPatterns(sentences: Iterable<readonly [pattern: string, said: string]>): PatternIndex {
  const patterns = [...sentences].filter(([pattern]) => pattern.includes('{{')).map(([pattern, said]) => toPattern(pattern, said))
  const counts = new Map<string, number>()
  for (const word of patterns.flatMap(wordsOf)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const byWord = new Map<string, SentencePattern[]>()
  const loose: SentencePattern[] = []
  for (const pattern of patterns) {
    const rarest = wordsOf(pattern).toSorted((one, other) => (counts.get(one) ?? 0) - (counts.get(other) ?? 0))[0]
    const home = rarest === undefined ? loose : (byWord.get(rarest) ?? [])
    home.push(pattern)
    if (rarest !== undefined) byWord.set(rarest, home)
  }
  return {
    candidates: (text) =>
      [...loose, ...[...new Set(text.split(' '))].flatMap((word) => byWord.get(word) ?? [])].toSorted(
        (one, other) => other.rank - one.rank,
      ),
  }
}

function toPattern(pattern: string, said: string): SentencePattern {
  const [from, to] = [pattern, said].map((text) => text.split(/\{\{(\w+)\}\}/)) as [string[], string[]]
  const names = from.filter((_, index) => index % 2 === 1)
  const parts = from.filter((_, index) => index % 2 === 0)
  return {
    ...{ parts, names },
    saidParts: to.filter((_, index) => index % 2 === 0),
    saidNames: to.filter((_, index) => index % 2 === 1),
    // Whose problem it is stands before the problem; of other sentences, what says more comes first.
    rank: parts.join('').length + (names.includes('problem') ? 10_000 : 0),
  }
}

/** Words that stand in every text the pattern fits: a value may grow together with the word beside it. */
function wordsOf({ parts }: SentencePattern): readonly string[] {
  return parts.flatMap((part, index) => {
    const words = part.split(' ')
    return words.filter((word, at) => word !== '' && (at > 0 || index === 0) && (at < words.length - 1 || index === parts.length - 1))
  })
}

/** The values of a text that fits, one way of cutting it after the other; each value has a character at least. */
export function* cutsOf({ parts, names }: SentencePattern, text: string): Generator<ReadonlyMap<string, string>> {
  const [first = '', last = ''] = [parts[0], parts.at(-1)]
  const end = text.length - last.length
  if (end <= first.length || !text.startsWith(first) || !text.endsWith(last)) return
  let tried = 0
  yield* cut(1, first.length, [])

  function* cut(index: number, at: number, values: readonly string[]): Generator<ReadonlyMap<string, string>> {
    if (index === parts.length - 1) {
      if (at >= end || tried >= mostCuts) return
      tried++
      const whole = [...values, text.slice(at, end)]
      yield new Map(names.map((name, place) => [name, whole[place] ?? '']))
      return
    }
    const part = parts[index] ?? ''
    for (let found = text.indexOf(part, at + 1); found !== -1 && found + part.length < end; found = text.indexOf(part, found + 1)) {
      if (tried >= mostCuts) return
      yield* cut(index + 1, found + part.length, [...values, text.slice(at, found)])
    }
  }
}

/** The translation with its values. */
export function fillIn({ saidParts, saidNames }: SentencePattern, values: ReadonlyMap<string, string>): string {
  return saidParts.map((part, index) => part + (values.get(saidNames[index] ?? '') ?? '')).join('')
}
