import type { Command } from 'commander'
import type { HistoryEntry } from '#host/journal/record-history.ts'
import { formatMoment } from '../output/moment.ts'
import { outcomeWord, quiet, strong } from '../output/style.ts'
import { safeText } from '../output/table.ts'
import type { Shell } from '../shell.ts'

export function addRecordCommand(program: Command, shell: Shell): void {
  program
    .command('record')
    .description('everything that happened to one record, in every run')
    .argument('<key>', 'its order number, e-mail or SKU, or its external id')
    .option('--sent', 'show what was sent and what was answered to it as well')
    .action((key: string, { sent }: { sent?: boolean }) => {
      const { output } = shell
      const history = shell.journal().recordHistory(key)
      for (const entry of history) output.data(entry)
      if (history.length === 0) {
        output.line(
          `Nothing is known of "${safeText(key)}". Keys are compared exactly; look for parts with: sluice log --search ${safeText(JSON.stringify(key))}`,
        )
        return
      }
      output.line(strong(safeText(key)))
      for (const entry of history) for (const line of linesOf(entry, { showsSent: sent ?? false })) output.line(line)
    })
}

function linesOf(entry: HistoryEntry, { showsSent }: { readonly showsSent: boolean }): readonly string[] {
  const at = quiet(formatMoment(entry.at))
  switch (entry.kind) {
    case 'log':
      return [`${at}  ${entry.log.level}  ${safeText(entry.log.message)}`]
    case 'intent': {
      const { action, entity, key, connector, account, state, targetId, message, label, sent, answer } = entry.intent
      const end = {
        intended: 'begun, no end on record',
        done: `done → ${targetId}${label === null ? '' : ` (${label})`}`,
        failed: `refused: ${message}`,
        unknown: `unknown: ${message}`,
      }[state]
      const line = `${at}  ${action} ${entity} ${safeText(key)} at ${connector} ${account}: ${safeText(end)}`
      if (!showsSent) return [line]
      return [
        line,
        ...(sent === null ? [] : [quiet(`    ${safeText(sent)}`)]),
        ...(answer === null
          ? []
          : [quiet(`    HTTP ${answer.status}: ${safeText(answer.body)}${answer.cutFrom === undefined ? '' : ' (cut)'}`)]),
      ]
    }
    case 'link':
      return [`${at}  known at ${entry.link.connector} ${entry.link.account} as ${entry.link.entity} ${safeText(entry.link.targetId)}`]
    case 'outcome': {
      const { kind, runId, message, hint, changes } = entry.outcome
      const changed = (changes ?? []).map((change) =>
        quiet(`    ${safeText(change.path)}: ${safeText(JSON.stringify(change.from))} → ${safeText(JSON.stringify(change.to))}`),
      )
      return [
        `${at}  ${outcomeWord(kind)} in run ${runId}  ${safeText(message ?? '')}`,
        ...(hint ? [quiet(`    ${safeText(hint)}`)] : []),
        ...changed,
      ]
    }
  }
}
