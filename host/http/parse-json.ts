/**
 * JSON as the other side wrote it: whole numbers too large for a JavaScript number, and numbers that would become Infinity,
 * come as the text they were written in, because a rounded id names another record.
 * @throws SyntaxError with a text of ours: the built-in message quotes the body, which may hold anything
 */
export function parseJson(text: string): unknown {
  try {
    return mayHoldHugeNumber.test(text) ? JSON.parse(text, keepHugeNumber) : JSON.parse(text)
  } catch {
    throw new SyntaxError('not JSON')
  }
}

const mayHoldHugeNumber = /\d{16}|\d[eE]/

/** `context.source` is the number's own text; the bundled type of the reviver does not know it yet. */
function keepHugeNumber(_name: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || context?.source === undefined) return value
  const isExact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
  return isExact ? value : context.source
}
