/** Names a person may have meant: those that contain the text or differ from it by few letters; best first, at most three. */
export function nearNames(wanted: string, names: readonly string[]): readonly string[] {
  const text = plain(wanted)
  return names
    .map((name) => ({ name, distance: distanceTo(text, plain(name)) }))
    .filter(({ distance }) => distance <= Math.max(2, text.length / 3))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name)
}

/** Case, accents and blanks are what people get wrong. */
function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
}

function distanceTo(text: string, name: string): number {
  if (text !== '' && (name.includes(text) || text.includes(name))) return 0
  return letterDistance(text, name)
}

/** Levenshtein: letters to put in, take out or change. */
function letterDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
