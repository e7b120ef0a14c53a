import { outcomeKinds } from '#core/kit/record.ts'
import type { Journal } from '#host/journal/open-journal.ts'
import type { FailureCause } from '#host/journal/run-queries.ts'
import type { RunEnded } from '#host/run/protocol.ts'
import { alarm, type Output, outcomeWord, quiet, strong, warning } from './style.ts'
import { formatTable, safeText } from './table.ts'

/** A run's end for people: counts per outcome, then every cause with how often, one example and what to do. */
export function showReport(
  output: Output,
  { ended, journal, flowName }: { readonly ended: RunEnded; readonly journal: Journal; readonly flowName: string },
): void {
  const { progress, branchEnds } = ended
  const causes = ended.runId === undefined ? [] : journal.failuresByCause(ended.runId)
  output.data({
    run: ended.runId,
    state: ended.state,
    emitted: progress.emitted,
    outcomes: progress.outcomes,
    branchEnds,
    error: ended.error,
    causes,
  })
  output.line()
  output.line(strong(`${safeText(flowName)}: ${ended.state}`) + quiet(`  run ${ended.runId ?? '–'} · ${progress.emitted} records read`))
  const rows = outcomeKinds.flatMap((kind) => {
    const count = progress.outcomes[kind] ?? 0
    return count > 0 ? [[outcomeWord(kind), String(count)]] : []
  })
  output.line(rows.length > 0 ? indent(formatTable(rows, { right: [1] })) : indent('Nothing to do: the source had no new records.'))
  showCauses(output, causes)
  if (ended.error) {
    output.line()
    output.line(alarm(safeText(ended.error.message)))
    if (ended.error.hint) output.line(safeText(ended.error.hint))
  }
}

/** The worklist: each cause once, with its count, an example and the way out; what waits stands by itself. */
export function showCauses(output: Output, causes: readonly FailureCause[]): void {
  const waiting = causes.filter(({ kind }) => kind === 'waiting')
  for (const cause of causes) if (cause.kind !== 'waiting') showCause(output, cause, alarm)
  if (waiting.length === 0) return
  output.line()
  output.line(strong('Waiting, and tried again by every run:'))
  for (const cause of waiting) showCause(output, cause, warning)
}

function showCause(output: Output, { count, sample, code, kind, hint }: FailureCause, tone: (text: string) => string): void {
  output.line()
  output.line(`${tone(`${count} ×`)} ${safeText(sample.message ?? code ?? kind)}`)
  if (hint) output.line(indent(quiet(safeText(hint))))
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')
}
