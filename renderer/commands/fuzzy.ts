/**
 * How well `wanted` fits `text`: higher is better, null when its letters do not occur in order. Whole words count most, then
 * beginnings of words, then letters beside each other.
 */
export function fuzzyScore(wanted: string, text: string): number | null {
  const letters = fold(wanted).replaceAll(' ', '')
  const inside = fold(text)
  if (letters === '') return 0
  const place = inside.indexOf(fold(wanted).trim())
  if (place >= 0) return 1_000 - inside.length + (isWordStart(inside, place) ? 500 : 0) + (place === 0 ? 200 : 0)
  let score = 0
  let at = -1
  for (const letter of letters) {
    const next = nextPlace(inside, letter, at)
    if (next < 0) return null
    score += isWordStart(inside, next) ? 30 : next === at + 1 ? 15 : 1
    at = next
  }
  return score - inside.length / 10
}

/** Prefers the beginning of a word over the very next occurrence. */
function nextPlace(inside: string, letter: string, after: number): number {
  const next = inside.indexOf(letter, after + 1)
  if (next < 0 || next === after + 1 || isWordStart(inside, next)) return next
  for (let place = next; place >= 0; place = inside.indexOf(letter, place + 1)) if (isWordStart(inside, place)) return place
  return next
}

function isWordStart(text: string, place: number): boolean {
  return place === 0 || /[\s\-_/.→(]/.test(text[place - 1] ?? '')
}

/** `Koppelingén` and `koppelingen` are the same to a searcher. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** The best first; of equal ones the order stays. */
export function fuzzyFind<Item>(wanted: string, items: readonly Item[], textOf: (item: Item) => string): readonly Item[] {
  return items
    .map((item) => ({ item, score: fuzzyScore(wanted, textOf(item)) }))
    .filter((one): one is { item: Item; score: number } => one.score !== null)
    .sort((one, other) => other.score - one.score)
    .map(({ item }) => item)
}
