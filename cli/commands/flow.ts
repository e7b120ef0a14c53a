import type { Command } from 'commander'
import type { FlowDocument } from '#core/flow/document.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { loadSecrets } from '#host/connections/open-connection.ts'
import { lockDataFolder } from '#host/data-folder/lock.ts'
import type { OpenableConnection, RunEnded } from '#host/run/protocol.ts'
import { runInProcess } from '#host/run/run-process.ts'
import { exitCodes } from '../exit-codes.ts'
import { loadFlow } from '../load-flow.ts'
import { showPlan } from '../output/show-plan.ts'
import { createProgressLine } from '../output/show-progress.ts'
import { showReport } from '../output/show-report.ts'
import { outcomeWord, quiet } from '../output/style.ts'
import { safeText } from '../output/table.ts'
import type { Shell } from '../shell.ts'
import { connectorOf } from './connection.ts'

const bindHelp = 'connection for a slot of the flow; remembered for the next time'

export function addFlowCommands(program: Command, shell: Shell): void {
  const flow = program.command('flow').description('check, plan and run flow files')
  const collect = (value: string, before: string[]) => [...before, value]

  flow
    .command('validate')
    .description('checks a flow file and says what it needs')
    .argument('<file>')
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
    .argument('<file>')
    .option('--bind <slot=connection>', bindHelp, collect, [] as string[])
    .action(async (file: string, { bind }: { bind: string[] }) => {
      const document = await loadFlow(file)
      const ended = await execute(shell, document, { mode: 'run', bind })
      showReport(shell.output, { ended, journal: shell.journal(), flowName: document.name })
      shell.exitWith(exitCodeOf(ended))
    })

  flow
    .command('plan')
    .description('decides everything and writes nothing: creates, updates field by field, skips with their reasons')
    .argument('<file>')
    .option('--bind <slot=connection>', bindHelp, collect, [] as string[])
    .option('--all', 'show unchanged and filtered records as well')
    .action(async (file: string, { bind, all }: { bind: string[]; all?: boolean }) => {
      const document = await loadFlow(file)
      const ended = await execute(shell, document, { mode: 'plan', bind })
      showPlan(shell.output, { ended, journal: shell.journal(), showsAll: all ?? false })
      showReport(shell.output, { ended, journal: shell.journal(), flowName: `${document.name} · plan, nothing was written` })
      shell.exitWith(exitCodeOf(ended))
    })
}

async function execute(
  shell: Shell,
  document: FlowDocument,
  { mode, bind }: { readonly mode: 'run' | 'plan'; readonly bind: readonly string[] },
): Promise<RunEnded> {
  const { output, clock, signal } = shell
  await bindSlots(shell, document, bind)
  const connections = await openSlots(shell, document)
  const lock = lockDataFolder({ folder: shell.dataFolder(), clock })
  const line = createProgressLine(output, { stderr: process.stderr, clock })
  try {
    return await runInProcess(
      { dataFolder: shell.dataFolder(), document, mode, connections },
      {
        signal,
        observer: {
          onStarted: ({ runId, resumes }) => {
            output.data({ started: runId, resumes })
            if (resumes.length > 0) output.aside(`${outcomeWord('unknown')} Run ${resumes.join(', ')} was cut off; this run continues it.`)
          },
          onProgress: ({ progress }) => line.show(progress),
        },
      },
    )
  } finally {
    line.clear()
    lock.release()
  }
}

async function bindSlots(shell: Shell, document: FlowDocument, assignments: readonly string[]): Promise<void> {
  const store = await shell.connections()
  for (const assignment of assignments) {
    const equals = assignment.indexOf('=')
    const slot = assignment.slice(0, Math.max(0, equals))
    const needed = Object.hasOwn(document.slots, slot) ? document.slots[slot] : undefined
    if (!needed) {
      throw new SettingsError(`--bind takes slot=connection; "${assignment}" names no slot of "${document.name}".`, {
        code: 'usage',
        hint: `Its slots: ${Object.keys(document.slots).join(', ')}.`,
      })
    }
    const connection = await store.resolve(assignment.slice(equals + 1))
    if (connection.connectorId !== needed.connector) {
      throw new SettingsError(
        `The slot "${slot}" needs ${connectorOf(needed.connector).label}; "${connection.name}" is ${connectorOf(connection.connectorId).label}.`,
        { code: 'usage' },
      )
    }
    await shell.bindings().set(document.id, slot, connection.id)
  }
}

/** Every slot with its connection and secrets. @throws SettingsError `slot-unbound` that names the command that helps. */
async function openSlots(shell: Shell, document: FlowDocument): Promise<Readonly<Record<string, OpenableConnection>>> {
  const bound = await shell.bindings().get(document.id)
  const store = await shell.connections()
  const entries: [string, OpenableConnection][] = []
  for (const [slot, { connector, label }] of Object.entries(document.slots)) {
    const id = bound.get(slot)
    if (id === undefined) {
      const definition = connectorOf(connector)
      const fitting = (await store.list()).filter((one) => one.connectorId === connector)
      throw new SettingsError(`The slot "${slot}" (${label}) has no connection on this computer.`, {
        code: 'slot-unbound',
        hint:
          fitting.length > 0
            ? `Say which: --bind ${slot}=${JSON.stringify(fitting[0]?.name)}`
            : `Add one first: sluice connection add ${definition.id} --name <name>, then --bind ${slot}=<name>`,
      })
    }
    const stored = await store.get(id)
    entries.push([slot, { stored, secrets: await loadSecrets(await shell.vault(), stored, connectorOf(stored.connectorId)) }])
  }
  return Object.fromEntries(entries)
}

function exitCodeOf({ state, error, progress }: RunEnded): number {
  if (state === 'stopped') return exitCodes.stopped
  if (state === 'failed')
    return error?.fix === 'developer' ? exitCodes.defect : error?.code === 'settings' ? exitCodes.wrongInput : exitCodes.runFailed
  return (progress.outcomes.failed ?? 0) + (progress.outcomes.unknown ?? 0) > 0 ? exitCodes.recordsFailed : exitCodes.ok
}
