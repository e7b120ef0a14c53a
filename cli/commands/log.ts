import type { Command } from 'commander'
import { SettingsError } from '#core/kit/errors.ts'
import type { TailEntry } from '#host/journal/tail.ts'
import { formatMoment } from '../output/moment.ts'
import { alarm, outcomeWord, quiet, warning } from '../output/style.ts'
import { safeText } from '../output/table.ts'
import type { Shell } from '../shell.ts'
import { wholeNumber } from './runs.ts'

interface LogOptions {
  readonly follow?: boolean
  readonly search?: string
  readonly run?: string
  readonly node?: string
  readonly level?: string
  readonly limit: string
}

const levels = ['debug', 'info', 'warn', 'error'] as const
const followEveryMs = 500
const pageSize = 500

export function addLogCommand(program: Command, shell: Shell): void {
  program
    .command('log')
    .description('what happened, record by record: the latest lines, a search, or live')
    .option('-f, --follow', 'keep showing what is added, until Ctrl+C')
    .option('-s, --search <words>', 'lines that hold all these words: keys, names, messages')
    .option('--run <n>', 'only this run')
    .option('--node <id>', 'only this node')
    .option('--level <level>', `at least this level: ${levels.join(', ')}; a failed record counts as error`)
    .option('--limit <n>', 'how many lines', '50')
    .action(async (options: LogOptions) => {
      const limit = wholeNumber('--limit', options.limit)
      const wanted = filterOf(options)
      if (options.search !== undefined) showSearch(shell, { words: options.search, limit, wanted })
      else await showTail(shell, { limit, wanted, follows: options.follow ?? false })
    })
}

type Wanted = (line: { readonly runId: number; readonly nodeId: string | null; readonly level: number }) => boolean

function filterOf({ run, node, level }: LogOptions): Wanted {
  const runId = run === undefined ? undefined : wholeNumber('--run', run)
  const least = level === undefined ? 0 : (levels as readonly string[]).indexOf(level)
  if (least < 0) throw new SettingsError(`"${level}" is no level.`, { code: 'usage', hint: `Levels: ${levels.join(', ')}.` })
  return (line) => (runId === undefined || line.runId === runId) && (node === undefined || line.nodeId === node) && line.level >= least
}

function showSearch(
  { output, journal }: Shell,
  { words, limit, wanted }: { readonly words: string; readonly limit: number; readonly wanted: Wanted },
): void {
  const hits = journal()
    .search(words, { limit })
    .filter((hit) => wanted({ runId: hit.runId, nodeId: hit.nodeId, level: levelOf(hit.kind) }))
  for (const hit of hits) {
    output.data(hit)
    output.line(`${quiet(formatMoment(hit.at))} run ${hit.runId}  ${hit.key ?? ''}  ${wordFor(hit.kind)}  ${safeText(hit.message ?? '')}`)
  }
  if (hits.length === 0) output.line(`Nothing holds "${words}".`)
}

async function showTail(
  { output, journal, signal, clock }: Shell,
  { limit, wanted, follows }: { readonly limit: number; readonly wanted: Wanted; readonly follows: boolean },
): Promise<void> {
  const opened = journal()
  const end = opened.tailEnd()
  let cursor = { outcomeId: Math.max(0, end.outcomeId - limit), logId: Math.max(0, end.logId - limit) }
  const show = (entries: readonly TailEntry[]) => {
    for (const entry of entries) {
      output.data(entry)
      output.line(lineOf(entry))
    }
  }
  const first = opened.tail(cursor, { limit })
  cursor = first.cursor
  show(first.entries.filter((entry) => wanted(factsOf(entry))).slice(-limit))
  if (first.entries.length === 0 && !follows) output.line('Nothing has run yet. Start with: sluice flow run <file>')
  while (follows && !signal.aborted) {
    const more = opened.tail(cursor, { limit: pageSize })
    cursor = more.cursor
    show(more.entries.filter((entry) => wanted(factsOf(entry))))
    if (more.entries.length === 0) await clock.sleep(followEveryMs, signal).catch(() => undefined)
  }
}

function factsOf(entry: TailEntry): Parameters<Wanted>[0] {
  if (entry.kind === 'log') return { runId: entry.log.runId, nodeId: entry.log.nodeId, level: levelOf(entry.log.level) }
  return { runId: entry.outcome.runId, nodeId: entry.outcome.nodeId, level: levelOf(entry.outcome.kind) }
}

function lineOf(entry: TailEntry): string {
  const at = quiet(formatMoment(entry.at))
  if (entry.kind === 'log') return `${at} ${entry.log.recordKey ?? ''}  ${wordFor(entry.log.level)}  ${safeText(entry.log.message)}`
  const { key, kind, targetId, message } = entry.outcome
  return `${at} ${key}  ${outcomeWord(kind)}${targetId ? ` → ${targetId}` : ''}  ${safeText(message ?? '')}`
}

/** Outcome kinds and log levels on one scale. */
function levelOf(kind: string): number {
  if (kind === 'failed' || kind === 'error') return 3
  if (kind === 'unknown' || kind === 'warn') return 2
  return kind === 'debug' ? 0 : 1
}

function wordFor(kind: string): string {
  const level = levelOf(kind)
  return level === 3 ? alarm(kind) : level === 2 ? warning(kind) : kind
}
