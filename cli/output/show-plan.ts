import type { Journal } from '#host/journal/open-journal.ts'
import type { StoredOutcome } from '#host/journal/run-queries.ts'
import type { RunEnded } from '#host/run/protocol.ts'
import { type Output, outcomeWord, quiet, strong } from './style.ts'
import { safeText } from './table.ts'

const pageSize = 500

/** What a run would do, record by record: creates, updates old → new with the rule that lets each field through, skips and why. */
export function showPlan(
  output: Output,
  {
    ended,
    journal,
    showsAll,
    showsFields,
  }: { readonly ended: RunEnded; readonly journal: Journal; readonly showsAll: boolean; readonly showsFields: boolean },
): void {
  if (ended.runId === undefined) return
  let after: number | null = 0
  while (after !== null) {
    const page: ReturnType<Journal['outcomes']> = journal.outcomes(ended.runId, {}, { limit: pageSize, after })
    for (const row of page.rows) {
      output.data({ decision: row })
      if (showsAll || !['unchanged', 'filtered'].includes(row.kind)) for (const line of linesOf(row, { showsFields })) output.line(line)
    }
    after = page.next
  }
}

function linesOf(
  { entity, key, kind, plannedKind, message, changes }: StoredOutcome,
  { showsFields }: { readonly showsFields: boolean },
): readonly string[] {
  const verb = plannedKind === 'created' ? 'create' : plannedKind === 'updated' ? 'update' : kind
  const head = `${kind === 'planned' ? strong(verb) : outcomeWord(kind)} ${entity} ${safeText(key)}${message ? `  ${quiet(safeText(message))}` : ''}`
  // Of a record that is not there yet every field changes; only what else would change on the way is news.
  const shownChanges = (changes ?? []).filter(
    ({ path, rule }) => showsFields || plannedKind !== 'created' || (path.startsWith('customer.') && rule !== undefined),
  )
  return [
    head,
    ...shownChanges.map(
      ({ path, from, to, rule }) => `    ${safeText(path)}: ${shown(from)} → ${shown(to)}${rule ? quiet(`  (${rule})`) : ''}`,
    ),
  ]
}

function shown(value: unknown): string {
  return value === null ? '(empty)' : safeText(typeof value === 'string' ? value : JSON.stringify(value))
}
