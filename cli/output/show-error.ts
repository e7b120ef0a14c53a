import { type AppError, toAppError } from '#core/kit/errors.ts'
import { exitCodeOf } from '../exit-codes.ts'
import { inWords } from '../system-error.ts'
import { alarm, type Output, quiet } from './style.ts'
import { safeText } from './table.ts'

/** Says what went wrong and what to do; gives the exit code that belongs to it. */
export function showError(output: Output, thrown: unknown): number {
  const error = toAppError(inWords(thrown))
  output.data({ error: { code: error.code, message: error.message, hint: error.hint, fix: error.fix, facts: error.facts } })
  if (!output.isJson) {
    for (const line of linesOf(error)) output.aside(line)
    if (error.hint) output.aside(safeText(error.hint))
    if (error.fix === 'developer' && error.cause instanceof Error) output.aside(quiet(error.cause.stack ?? ''))
  }
  return exitCodeOf(error)
}

/**
 * A list of problems gets a line each. It comes from the facts, not from the line breaks of the message:
 * those could have come from a vendor, to forge lines of ours.
 */
function linesOf({ message, facts }: AppError): readonly string[] {
  const problems = (Array.isArray(facts.problems) ? facts.problems : []).filter(isProblem)
  if (problems.length === 0 || !message.includes('\n')) return [alarm(safeText(message))]
  const [head = ''] = message.split('\n', 1)
  return [alarm(safeText(head)), ...problems.map(({ path, message }) => `  ${safeText(path || 'the file')}: ${safeText(message)}`)]
}

function isProblem(value: unknown): value is { readonly path: string; readonly message: string } {
  if (typeof value !== 'object' || value === null || !('path' in value) || !('message' in value)) return false
  return typeof value.path === 'string' && typeof value.message === 'string'
}
