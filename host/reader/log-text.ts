import type { LogRow } from '#core/contract/log.ts'

const columns = ['time', 'flow', 'run', 'node', 'kind', 'entity', 'key', 'message', 'hint'] as const

/** A spreadsheet program reads UTF-8 only when the file begins with this. */
const byteOrderMark = '\uFEFF'
const lineEnd = '\r\n'

/** Rows as CSV (RFC 4180), for spreadsheets: no cell of it is ever taken for a formula. */
export function toCsv(rows: readonly LogRow[], { withHeader }: { readonly withHeader: boolean }): string {
  const header = withHeader ? `${byteOrderMark}${columns.join(',')}${lineEnd}` : ''
  return header + rows.map((row) => cellsOf(row).map(toCell).join(',') + lineEnd).join('')
}

/** Rows as one JSON object a line. */
export function toJsonLines(rows: readonly LogRow[]): string {
  return rows.map((row) => `${JSON.stringify({ ...row, at: momentOf(row) })}\n`).join('')
}

function cellsOf(row: LogRow): readonly (string | null)[] {
  const { flowName, runId, nodeName, nodeId, kind, entity, key, message, hint } = row
  return [momentOf(row), flowName, String(runId), nodeName ?? nodeId, kind, entity, key, message, hint]
}

function momentOf({ at }: LogRow): string {
  return new Date(at).toISOString()
}

/**
 * What begins like a formula is made text by an apostrophe: a customer called `=HYPERLINK(…)` must not become a link on the
 * bookkeeper's screen. Plain numbers stay numbers, negative ones too.
 */
export function toCell(value: string | null): string {
  if (value === null) return ''
  const isFormula = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(?:[.,]\d+)?$/.test(value)
  const guarded = isFormula ? `'${value}` : value
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
