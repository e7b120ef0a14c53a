/** A text before or after a change, cut at the part that changed. */
export interface ChangedText {
  readonly before: string
  readonly changed: string
  readonly after: string
}

/** What is the same at both ends stays plain, what lies between is marked: "12.50" → "12.95" marks "50" and "95". */
export function changedPart(from: string, to: string): { readonly from: ChangedText; readonly to: ChangedText } {
  const one = Array.from(from)
  const other = Array.from(to)
  const most = Math.min(one.length, other.length)
  let start = 0
  while (start < most && one[start] === other[start]) start += 1
  let end = 0
  while (end < most - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1
  return { from: cut(one, start, end), to: cut(other, start, end) }
}

function cut(letters: readonly string[], start: number, end: number): ChangedText {
  const last = letters.length - end
  return { before: letters.slice(0, start).join(''), changed: letters.slice(start, last).join(''), after: letters.slice(last).join('') }
}

/** A value as one line: texts as they are, everything else as JSON. */
export function asLine(value: unknown): string {
  if (typeof value === 'string') return value
  return value === undefined || value === null ? '' : JSON.stringify(value)
}
