import type { Command } from 'commander'
import { SettingsError } from '#core/kit/errors.ts'
import { type OutcomeKind, outcomeKinds } from '#core/kit/record.ts'
import type { RunSummary } from '#host/journal/run-queries.ts'
import { formatDuration, formatMoment } from '../output/moment.ts'
import { showCauses } from '../output/show-report.ts'
import { outcomeWord, quiet, strong } from '../output/style.ts'
import { formatTable, safeText } from '../output/table.ts'
import type { Shell } from '../shell.ts'

export function addRunsCommands(program: Command, shell: Shell): void {
  const runs = program.command('runs').description('what ran, and how it ended')

  runs
    .command('list')
    .description('the latest runs, newest first')
    .option('--limit <n>', 'how many', '20')
    .option('--flow <id>', 'only runs of this flow')
    .action(({ limit, flow }: { limit: string; flow?: string }) => {
      const { rows } = shell.journal().runs(flow === undefined ? {} : { flowId: flow }, { limit: wholeNumber('--limit', limit) })
      const { output } = shell
      for (const run of rows) output.data(run)
      if (rows.length === 0) output.line('No runs yet. Start one with: sluice flow run <file>')
      else output.line(formatTable(rows.map(rowOf), { head: ['run', 'started', 'took', 'flow', 'mode', 'state', 'outcomes'], right: [0] }))
    })

  runs
    .command('show')
    .description('one run: its counts, every cause of failure, and its records')
    .argument('<run>', 'number of the run')
    .option('--outcome <kinds>', `only these, separated by commas: ${outcomeKinds.join(', ')}`)
    .option('--limit <n>', 'records to show', '50')
    .action((id: string, { outcome, limit }: { outcome?: string; limit: string }) => {
      const journal = shell.journal()
      const run = journal.run(wholeNumber('run', id))
      if (!run) throw new SettingsError(`There is no run ${id}.`, { code: 'usage', hint: 'List the runs with: sluice runs list' })
      const { output } = shell
      const { rows, next } = journal.outcomes(run.id, outcome === undefined ? {} : { kinds: kindsOf(outcome) }, {
        limit: wholeNumber('--limit', limit),
      })
      const causes = journal.failuresByCause(run.id)
      output.data({ run, causes })
      for (const row of rows) output.data(row)
      output.line(
        strong(`Run ${run.id} · ${safeText(run.flowName)} · ${run.state}`) +
          quiet(`  ${formatMoment(run.startedAt)} · ${tookOf(run)} · flow ${run.flowHash.slice(0, 12)}`),
      )
      if (run.error) output.line(safeText(`${run.error.message} ${run.error.hint ?? ''}`))
      showCauses(output, causes)
      output.line()
      output.line(
        formatTable(
          rows.map((row) => [safeText(row.key), outcomeWord(row.kind), safeText(row.targetId ?? ''), safeText(row.message ?? '')]),
        ),
      )
      if (next !== null) output.line(quiet(`… more: --limit ${Number(limit) * 4}`))
    })
}

function rowOf(run: RunSummary): string[] {
  const counts = outcomeKinds.flatMap((kind) => (run.totals[kind] ? [`${run.totals[kind]} ${kind}`] : []))
  return [String(run.id), formatMoment(run.startedAt), tookOf(run), safeText(run.flowName), run.mode, run.state, counts.join(', ')]
}

function tookOf(run: RunSummary): string {
  return run.endedAt === null ? '–' : formatDuration(run.endedAt - run.startedAt)
}

function kindsOf(list: string): readonly OutcomeKind[] {
  const kinds = list.split(',').map((kind) => kind.trim())
  const wrong = kinds.find((kind) => !outcomeKinds.some((known) => known === kind))
  if (wrong !== undefined)
    throw new SettingsError(`"${wrong}" is no outcome.`, { code: 'usage', hint: `Outcomes: ${outcomeKinds.join(', ')}.` })
  // Every member has just been compared with the list.
  return kinds as readonly OutcomeKind[]
}

export function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new SettingsError(`${name} is "${text}"; a whole number is wanted.`, { code: 'usage' })
  return Number(text)
}
