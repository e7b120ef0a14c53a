import { DataError } from '#core/kit/errors.ts'
import type { FlowRecord, Outcome } from '#core/kit/record.ts'
import { describeRecord } from '#core/mapping/describe-record.ts'
import { codeWords, type MissingCode } from './apply.ts'
import { codeKinds } from './code-kinds.ts'

/** Of records whose code is in no row, failed or waiting. What is missing stands in the hint: one cause for each. */
export const codeMissing = 'code-missing'

export function missingError(record: FlowRecord, missing: readonly MissingCode[], nodeName: string): DataError {
  const [first] = ordered(missing)
  return new DataError(messageOf(record, missing), {
    code: codeMissing,
    hint: hintOf(missing, nodeName),
    facts: { table: first?.kind ?? '', value: first?.code ?? '', ...(first?.line === undefined ? {} : { line: first.line }) },
  })
}

/** Set aside without being a failure: every later run tries it again. */
export function waitingOutcome(record: FlowRecord, missing: readonly MissingCode[], nodeName: string): Outcome {
  const { code, message, hint } = missingError(record, missing, nodeName)
  return { kind: 'waiting', code, message: `${message.slice(0, -1)}; it waits for one.`, hint, fix: 'user' }
}

/** "Order 1042, line 2: tax code "7" is in no row of the table "Tax codes"." */
function messageOf(record: FlowRecord, missing: readonly MissingCode[]): string {
  const parts = ordered(missing).map(({ kind, code, country, line }) => {
    const where = line === undefined ? '' : `line ${line}: `
    return `${where}${codeWords(kind)} "${code}"${country === undefined ? '' : ` for ${country}`} is in no row of the table "${codeKinds[kind].label}"`
  })
  const name = describeRecord(record)
  const [first = ''] = parts
  return `${name}${first.startsWith('line ') ? ', ' : ': '}${parts.join('; ')}.`
}

function hintOf(missing: readonly MissingCode[], nodeName: string): string {
  const [first] = ordered(missing)
  if (!first) return ''
  return `Add a row for ${codeWords(first.kind)} "${first.code}" to the table "${codeKinds[first.kind].label}" of the node "${nodeName}".`
}

/** What makes the record fail is told first. */
function ordered(missing: readonly MissingCode[]): readonly MissingCode[] {
  return [...missing.filter(({ policy }) => policy === 'fail'), ...missing.filter(({ policy }) => policy === 'wait')]
}
