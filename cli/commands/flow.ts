import type { Command } from 'commander'
import { SettingsError } from '#core/kit/errors.ts'
import { lockDataFolder } from '#host/data-folder/lock.ts'
import { connectorOf } from '../connector-of.ts'
import { exitCodeOfRun } from '../exit-codes.ts'
import { loadFlow } from '../load-flow.ts'
import { formatMoment } from '../output/moment.ts'
import { showPlan } from '../output/show-plan.ts'
import { showReport } from '../output/show-report.ts'
import { quiet } from '../output/style.ts'
import { safeText } from '../output/table.ts'
import { runFlowOnce } from '../run-flow-once.ts'
import type { Shell } from '../shell.ts'

const bindHelp = 'connection for a slot of the flow; remembered for the next time'

export function addFlowCommands(program: Command, shell: Shell): void {
  const flow = program.command('flow').description('check, plan and run flow files')
  const collect = (value: string, before: readonly string[] = []) => [...before, value]

  flow
    .command('validate')
    .description('checks a flow file and says what it needs')
    .argument('<file>', 'flow file, such as orders.flow.json')
    .action(async (file: string) => {
      const document = await loadFlow(file)
      const slots = Object.entries(document.slots)
      shell.output.data({ valid: true, id: document.id, name: document.name, nodes: document.nodes.length, slots: document.slots })
      shell.output.line(`${file}: "${safeText(document.name)}" is sound. ${document.nodes.length} nodes, ${document.wires.length} wires.`)
      for (const [slot, { connector, label }] of slots)
        shell.output.line(quiet(`  needs ${slot}: ${connectorOf(connector).label} (${safeText(label)})`))
    })

  flow
    .command('run')
    .description('runs a flow once, from where the last run stopped')
    .argument('<file>', 'flow file, such as orders.flow.json')
    .option('--bind <slot=connection>', bindHelp, collect)
    .action(async (file: string, { bind = [] }: { bind?: string[] }) => {
      const document = await loadFlow(file)
      const ended = await runFlowOnce(shell, document, { mode: 'run', bind })
      showReport(shell.output, { ended, journal: shell.journal(), flowName: document.name })
      shell.exitWith(exitCodeOfRun(ended))
    })

  flow
    .command('plan')
    .description('decides everything and writes nothing: creates, updates field by field, skips with their reasons')
    .argument('<file>', 'flow file, such as orders.flow.json')
    .option('--bind <slot=connection>', bindHelp, collect)
    .option('--all', 'show unchanged and filtered records as well')
    .option('--fields', 'show every field of what would be created')
    .action(async (file: string, { bind = [], all, fields }: { bind?: string[]; all?: boolean; fields?: boolean }) => {
      const document = await loadFlow(file)
      const ended = await runFlowOnce(shell, document, { mode: 'plan', bind })
      showPlan(shell.output, { ended, journal: shell.journal(), showsAll: all ?? false, showsFields: fields ?? false })
      showReport(shell.output, { ended, journal: shell.journal(), flowName: `${document.name} · plan, nothing was written` })
      shell.exitWith(exitCodeOfRun(ended))
    })

  flow
    .command('position')
    .description('how far each source of a flow has been read; --reset makes the next run read everything again')
    .argument('<file>', 'flow file, such as orders.flow.json')
    .option('--reset', 'back to the beginning: what is already in the target is skipped, not doubled')
    .action(async (file: string, { reset }: { reset?: boolean }) => {
      const document = await loadFlow(file)
      if (reset) resetPositions(shell, document.id)
      const positions = shell.journal().positions(document.id)
      for (const one of positions) {
        shell.output.data(one)
        shell.output.line(`${one.sourceNodeId}: ${safeText(one.described)}${quiet(`  since ${formatMoment(one.movedAt)}`)}`)
      }
      if (positions.length === 0) shell.output.line('At the beginning: the next run reads everything.')
    })

  flow
    .command('parked')
    .description('records that failed and are tried again by every run')
    .argument('<file>', 'flow file, such as orders.flow.json')
    .option('--forget <key>', 'gives a record up: it is tried again only when its source sends it anew')
    .action(async (file: string, { forget }: { forget?: string }) => {
      const document = await loadFlow(file)
      if (forget !== undefined) forgetParked(shell, document.id, forget)
      const parked = shell.journal().parked(document.id)
      for (const one of parked) {
        shell.output.data(one)
        shell.output.line(`${one.entity} ${safeText(one.key)}  failed in ${one.nodeId}${quiet(`  ${formatMoment(one.at)}`)}`)
      }
      if (parked.length === 0) shell.output.line('Nothing is waiting to be tried again.')
    })
}

/** @throws SettingsError when no record of that key is parked. */
function forgetParked(shell: Shell, flowId: string, key: string): void {
  withLock(shell, (journal) => {
    const found = journal.parked(flowId).filter((one) => one.key === key)
    if (found.length === 0)
      throw new SettingsError(`No record "${key}" is waiting to be tried again.`, {
        code: 'usage',
        hint: 'Keys are compared exactly; list them without --forget.',
      })
    for (const one of found) journal.discardParked(flowId, one)
  })
}

function resetPositions(shell: Shell, flowId: string): void {
  withLock(shell, (journal) => {
    for (const { sourceNodeId } of journal.positions(flowId)) journal.setPosition(flowId, { sourceNodeId, position: null, described: '' })
  })
}

/** The lock makes sure that no run changes the same at the same time. */
function withLock(shell: Shell, work: (journal: ReturnType<Shell['journal']>) => void): void {
  const lock = lockDataFolder({ folder: shell.dataFolder(), clock: shell.clock })
  try {
    work(shell.journal())
  } finally {
    lock.release()
  }
}
