import type { LogRow } from '#core/contract/log.ts'

/** Rows as text for the clipboard: tabs between the cells, so that they land in columns of a sheet. */
export function rowsAsText(rows: readonly LogRow[]): string {
  return rows
    .map(({ at, kind, key, message, hint, nodeName, flowName, runId }) =>
      [new Date(at).toISOString(), kind, key, message, hint, nodeName, flowName, runId].map(asCell).join('\t'),
    )
    .join('\n')
}

/** A sheet would calculate what begins like a formula; an apostrophe makes it text. */
function asCell(value: string | number | null): string {
  const text = String(value ?? '').replace(/[\t\r\n]+/g, ' ')
  return /^[=+\-@]/.test(text) ? `'${text}` : text
}
