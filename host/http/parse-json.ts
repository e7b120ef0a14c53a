/**
 * JSON as the other side wrote it: whole numbers too large for a JavaScript number, and numbers that would become Infinity,
 * come as the text they were written in, because a rounded id names another record.
 * @throws SyntaxError with a text of ours: the built-in message quotes the body, which may hold anything
 */
export function parseJson(text: string): unknown {
  try {
    return mayHoldHugeNumber(text) ? JSON.parse(text, keepHugeNumber) : JSON.parse(text)
  } catch {
    throw new SyntaxError('not JSON')
  }
}

// A sign or a third digit: shorter exponents are written by nobody for whole numbers, and this pattern is skipped through fast.
const largeExponent = /\d[eE][+\d]\d\d/

/**
 * Sixteen digits in a row cover a place that is a multiple of sixteen, so one character in sixteen is enough to look at:
 * a pattern over every character costs half as much as parsing a large page.
 */
function mayHoldHugeNumber(text: string): boolean {
  for (let at = 15; at < text.length; at += 16) {
    if (!isDigit(text, at)) continue
    let first = at
    let last = at
    while (isDigit(text, first - 1)) first--
    while (isDigit(text, last + 1)) last++
    if (last - first >= 15) return true
  }
  return largeExponent.test(text)
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 48 && code <= 57
}

/** `context.source` is the number's own text; the bundled type of the reviver does not know it yet. */
function keepHugeNumber(_name: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value
  const isExact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
  return isExact ? value : context.source
}
