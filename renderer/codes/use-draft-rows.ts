import { useState } from 'react'
import type { CodeRow } from '#core/codes/code-tables.ts'
import type { LiveChoice } from '#core/kit/define-connector.ts'
import { stableJson } from '#core/upsert/stable-json.ts'
import { type DraftRow, toDrafts, toRows, withAllCodes } from './draft-rows.ts'

interface Kept {
  readonly drafts: readonly DraftRow[]
  /** What was written, and the codes the source had: a change of either comes from elsewhere. */
  readonly rows: string
  readonly codes: string
}

/**
 * Rows as they are filled in, with one for every code of the source. What is no row yet stands only here; the rest is the table's, which
 * may change from elsewhere: by undoing, say.
 */
export function useDraftRows(
  rows: readonly CodeRow[],
  source: readonly LiveChoice[] | undefined,
): readonly [readonly DraftRow[], (drafts: readonly DraftRow[]) => void] {
  const now = stableJson(rows)
  const codes = JSON.stringify(source?.map(({ value }) => value))
  const [kept, setKept] = useState<Kept>(() => ({ drafts: withAllCodes(toDrafts(rows), source), rows: now, codes }))
  let current = kept
  if (kept.rows !== now) current = { drafts: withAllCodes(toDrafts(rows), source), rows: now, codes }
  else if (kept.codes !== codes) current = { ...kept, drafts: withAllCodes(kept.drafts, source), codes }
  if (current !== kept) setKept(current)
  return [current.drafts, (drafts) => setKept({ drafts, rows: stableJson(toRows(drafts)), codes })]
}
