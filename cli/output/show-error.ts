import { type AppError, toAppError } from '#core/kit/errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { alarm, type Output, quiet } from './style.ts'
import { safeText } from './table.ts'

/** Says what went wrong and what to do; gives the exit code that belongs to it. */
export function showError(output: Output, thrown: unknown): number {
  const error = toAppError(thrown)
  output.data({ error: { code: error.code, message: error.message, hint: error.hint, fix: error.fix, facts: error.facts } })
  if (!output.isJson) {
    output.aside(alarm(safeText(error.message)))
    if (error.hint) output.aside(safeText(error.hint))
    if (error.fix === 'developer' && error.cause instanceof Error) output.aside(quiet(error.cause.stack ?? ''))
  }
  return exitCodeOf(error)
}

function exitCodeOf(error: AppError): number {
  if (error.code === 'stopped') return exitCodes.stopped
  if (error.fix === 'developer') return exitCodes.defect
  const isAboutInput = error.code === 'settings' || inputCodes.has(error.code)
  return isAboutInput ? exitCodes.wrongInput : exitCodes.runFailed
}

const inputCodes: ReadonlySet<string> = new Set([
  'unknown-connection',
  'unknown-node-type',
  'flow-invalid',
  'slot-unbound',
  'cycle',
  'usage',
  'unknown-connector',
])
