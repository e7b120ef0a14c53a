import type { Command } from 'commander'
import { SettingsError } from '#core/kit/errors.ts'
import type { Journal } from '#host/journal/open-journal.ts'
import type { TailCursor, TailEntry } from '#host/journal/tail.ts'
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
const mostHits = 10_000
/** A filter that nothing passes must not read a journal of years: after this many pages the search is for `--search` or `runs show`. */
const mostWindows = 200

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
    .search(words, { limit: mostHits })
    .filter((hit) => wanted({ runId: hit.runId, nodeId: hit.nodeId, level: levelOf(hit.kind) }))
    .slice(0, limit)
  for (const hit of hits) {
    output.data(hit)
    output.line(
      `${quiet(formatMoment(hit.at))} run ${hit.runId}  ${safeText(hit.key ?? '')}  ${wordFor(hit.kind)}  ${safeText(hit.message ?? '')}`,
    )
  }
  if (hits.length === 0) output.line(`Nothing holds "${safeText(words)}".`)
}

async function showTail(
  { output, journal, signal, clock }: Shell,
  { limit, wanted, follows }: { readonly limit: number; readonly wanted: Wanted; readonly follows: boolean },
): Promise<void> {
  const opened = journal()
  const show = (entries: readonly TailEntry[]) => {
    for (const entry of entries) {
      output.data(entry)
      output.line(lineOf(entry))
    }
  }
  const end = opened.tailEnd()
  const latest = latestWanted(opened, { end, limit, wanted })
  show(latest)
  if (latest.length === 0 && !follows) {
    output.line(end.outcomeId === 0 && end.logId === 0 ? 'Nothing has run yet. Start with: sluice flow run <file>' : 'No such line.')
  }
  let cursor = end
  while (follows && !signal.aborted) {
    const more = opened.tail(cursor, { limit: pageSize })
    cursor = more.cursor
    show(more.entries.filter((entry) => wanted(factsOf(entry))))
    if (more.entries.length === 0) await clock.sleep(followEveryMs, signal).catch(() => undefined)
  }
}

/** The latest lines of the wanted kind, looked for from the end backwards. */
function latestWanted(
  journal: Journal,
  { end, limit, wanted }: { readonly end: TailCursor; readonly limit: number; readonly wanted: Wanted },
): readonly TailEntry[] {
  const found: Record<TailEntry['kind'], TailEntry[]> = { log: [], outcome: [] }
  let upTo = end
  for (let window = 0; window < mostWindows; window++) {
    const isDone = (kind: TailEntry['kind'], id: number) => id === 0 || found[kind].length >= limit
    if (isDone('log', upTo.logId) && isDone('outcome', upTo.outcomeId)) break
    const from = { outcomeId: Math.max(0, upTo.outcomeId - pageSize), logId: Math.max(0, upTo.logId - pageSize) }
    for (const entry of journal.tail(from, { limit: pageSize }).entries) {
      const isNew = entry.kind === 'log' ? entry.log.id <= upTo.logId : entry.outcome.id <= upTo.outcomeId
      if (isNew && wanted(factsOf(entry))) found[entry.kind].push(entry)
    }
    upTo = from
  }
  return [...found.log, ...found.outcome].sort((a, b) => a.at - b.at).slice(-limit)
}

function factsOf(entry: TailEntry): Parameters<Wanted>[0] {
  if (entry.kind === 'log') return { runId: entry.log.runId, nodeId: entry.log.nodeId, level: levelOf(entry.log.level) }
  return { runId: entry.outcome.runId, nodeId: entry.outcome.nodeId, level: levelOf(entry.outcome.kind) }
}

function lineOf(entry: TailEntry): string {
  const at = quiet(formatMoment(entry.at))
  if (entry.kind === 'log')
    return `${at} ${safeText(entry.log.recordKey ?? '')}  ${wordFor(entry.log.level)}  ${safeText(entry.log.message)}`
  const { key, kind, targetId, message } = entry.outcome
  return `${at} ${safeText(key)}  ${outcomeWord(kind)}${targetId ? ` → ${safeText(targetId)}` : ''}  ${safeText(message ?? '')}`
}

/** Outcome kinds and log levels on one scale. */
function levelOf(kind: string): number {
  if (kind === 'failed' || kind === 'error') return 3
  if (kind === 'unknown' || kind === 'waiting' || kind === 'warn') return 2
  return kind === 'debug' ? 0 : 1
}

function wordFor(kind: string): string {
  const level = levelOf(kind)
  return level === 3 ? alarm(kind) : level === 2 ? warning(kind) : kind
}
