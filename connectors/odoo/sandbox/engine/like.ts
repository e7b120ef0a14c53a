/**
 * Text comparison with `%` (anything) and `_` (one character), a backslash taking away their meaning.
 * `within` finds the pattern anywhere in the text, as `like` and `ilike` do.
 */
export function matchLike(pattern: string, { ignoreCase, within }: { ignoreCase: boolean; within: boolean }): (text: string) => boolean {
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text)
  if (!hasWildcard(pattern)) {
    const wanted = fold(pattern)
    return within ? (text) => fold(text).includes(wanted) : (text) => fold(text) === wanted
  }
  const body = pattern.replace(/\\(.)|[%_]|[.*+?^${}()|[\]\\]/gsu, (found, escaped: string | undefined) => {
    if (escaped !== undefined) return escapeExpression(escaped)
    if (found === '%') return '.*'
    return found === '_' ? '.' : escapeExpression(found)
  })
  const expression = new RegExp(within ? body : `^${body}$`, ignoreCase ? 'isu' : 'su')
  return (text) => expression.test(text)
}

export function hasWildcard(pattern: string): boolean {
  return /[%_\\]/.test(pattern)
}

function escapeExpression(character: string): string {
  return character.replace(/[.*+?^${}()|[\]\\/]/u, '\\$&')
}
