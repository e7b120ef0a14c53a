import type { FlowDocument } from '#core/flow/document.ts'
import { withRunningSlots } from '#core/flow/running-slots.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { loadSecrets } from '#host/connections/open-connection.ts'
import { lockDataFolder } from '#host/data-folder/lock.ts'
import type { OpenableConnection, RunEnded } from '#host/run/protocol.ts'
import { runInProcess } from '#host/run/run-process.ts'
import { openCallCounts } from '#host/service/call-counts.ts'
import { nodes } from '#nodes/index.ts'
import { connectorOf } from './connector-of.ts'
import { createProgressLine } from './output/show-progress.ts'
import type { Shell } from './shell.ts'

/**
 * Runs or plans a flow once, in a process of its own, with the connections its slots are bound to.
 * @throws SettingsError `slot-unbound`, `usage` or `unknown-connection`; AppError `data-folder-locked` or `run-died`.
 */
export async function runFlowOnce(
  shell: Shell,
  document: FlowDocument,
  { mode, bind }: { readonly mode: 'run' | 'plan'; readonly bind: readonly string[] },
): Promise<RunEnded> {
  const { output, clock, signal } = shell
  await bindSlots(shell, document, bind)
  const connections = await openSlots(shell, withRunningSlots(document, nodes))
  const tokens = await shell.tokens()
  const lock = lockDataFolder({ folder: shell.dataFolder(), clock })
  const calls = await openCallCounts({ dataFolder: shell.dataFolder(), clock, emit: () => undefined })
  const line = createProgressLine(output, { stderr: process.stderr, clock })
  try {
    return await runInProcess(
      { dataFolder: shell.dataFolder(), document, mode, connections },
      {
        signal,
        accessToken: tokens.forRun,
        ...{ earlierCalls: calls.earlier(), onCalls: calls.take },
        observer: {
          onStarted: ({ runId, resumes }) => {
            output.data({ started: runId, resumes })
            if (resumes.length > 0) output.aside(`Run ${resumes.join(', ')} was cut off; this run continues it.`)
          },
          onProgress: ({ progress }) => line.show(progress),
        },
      },
    )
  } finally {
    line.clear()
    await calls.close()
    lock.release()
  }
}

async function bindSlots(shell: Shell, document: FlowDocument, assignments: readonly string[]): Promise<void> {
  const store = await shell.connections()
  const wanted: { slot: string; connectionId: string }[] = []
  for (const assignment of assignments) {
    const [, slot = '', name = ''] = /^([^=]*)=(.+)$/s.exec(assignment) ?? []
    const needed = Object.hasOwn(document.slots, slot) ? document.slots[slot] : undefined
    if (!needed) {
      const wrong = name === '' ? `"${assignment}" has not both` : `"${slot}" is no slot of "${document.name}"`
      throw new SettingsError(`--bind takes slot=connection; ${wrong}.`, {
        code: 'usage',
        hint: `Its slots: ${Object.keys(document.slots).join(', ')}. For example: --bind ${Object.keys(document.slots)[0]}=<connection>`,
      })
    }
    const connection = await store.resolve(name)
    if (connection.connectorId !== needed.connector) {
      throw new SettingsError(
        `The slot "${slot}" needs ${connectorOf(needed.connector).label}; "${connection.name}" is ${connectorOf(connection.connectorId).label}.`,
        { code: 'usage', hint: 'List the connections with: sluice connection list' },
      )
    }
    wanted.push({ slot, connectionId: connection.id })
  }
  // All or none: a command that is refused for its second slot has not bound the first.
  const before = await shell.bindings().get(document.id)
  for (const { slot, connectionId } of wanted) {
    if (before.get(slot) !== connectionId) await shell.bindings().set(document.id, slot, connectionId)
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
