import { randomUUID } from 'node:crypto'
import type { PracticeStatus } from '#core/contract/practice.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { flowInDutch } from '#core/integration/flow-in-dutch.ts'
import type { AnyConnector } from '#core/kit/define-connector.ts'
import { SettingsError } from '#core/kit/errors.ts'
import type { BindingStore } from '#host/connections/binding-store.ts'
import type { ConnectionStore } from '#host/connections/connection-store.ts'
import type { StoredConnection } from '#host/connections/stored-connection.ts'
import type { Journal } from '#host/journal/open-journal.ts'
import type { ConnectionTokens } from '#host/oauth/connection-tokens.ts'
import { practiceSystems } from '#host/practice/practice-systems.ts'
import type { RunningSystem } from '#host/practice/protocol.ts'
import { type RunningPractice, runPractice } from '#host/practice/run-practice.ts'
import type { SpawnChild } from '#host/process/child.ts'
import type { ConnectionDesk } from './connection-desk.ts'
import type { Emit } from './events.ts'
import type { FlowLibrary } from './flow-library.ts'
import type { RunBoard } from './run-board.ts'
import type { ServiceVault } from './service-vault.ts'
import type { Templates } from './templates.ts'

/** Practice mode: imitations of the systems on this computer, connections to them, and a ready-made flow that runs between them. */
export interface Practice {
  status(): Promise<PracticeStatus>
  /** @throws SettingsError `vault-locked`, `unknown-template`, `no-practice-system`; AppError `practice-not-started` */
  start(template?: string, language?: 'en' | 'nl'): Promise<{ readonly flowId: string; readonly runId: number }>
  /** Systems to practise with and connections to them, without a flow. @throws as `start` */
  systems(connectorIds: readonly string[]): Promise<PracticeStatus>
  stop(): Promise<void>
  /** Starts the systems again where practice was on when the last service ended. */
  restore(): Promise<void>
  close(): Promise<void>
}

export interface PracticeDeps {
  readonly library: FlowLibrary
  readonly connections: ConnectionStore
  readonly bindings: BindingStore
  readonly desk: ConnectionDesk
  readonly tokens: Pick<ConnectionTokens, 'keep'>
  readonly vault: ServiceVault
  readonly board: RunBoard
  readonly journal: () => Journal
  readonly templates: Templates
  readonly connectors: Readonly<Record<string, AnyConnector>>
  readonly spawn: SpawnChild
  readonly mark: PracticeMark
  readonly orderCount: number
  readonly emit: Emit
}

/** Remembers over a restart whether practice was on. */
export interface PracticeMark {
  isOn(): Promise<boolean>
  set(isOn: boolean): Promise<void>
}

const defaultTemplate = 'mplus-orders-to-odoo'

export function createPractice(deps: PracticeDeps): Practice {
  const { library, connections, bindings, desk, vault, board, templates, connectors, spawn, mark, emit } = deps
  let running: RunningPractice | undefined
  let starting: Promise<RunningPractice> | undefined

  async function practiceConnections(): Promise<readonly StoredConnection[]> {
    return (await connections.list()).filter(({ isPractice }) => isPractice === true)
  }

  async function status(): Promise<PracticeStatus> {
    const all = await practiceConnections()
    const flow = library.list().find(({ isPractice }) => isPractice)
    return {
      isRunning: running !== undefined,
      systems: (running?.systems ?? []).flatMap(({ connectorId, origin }) => {
        const connection = all.find((one) => one.connectorId === connectorId)
        return connection ? [{ connectorId, connectionId: connection.id, origin }] : []
      }),
      flowId: flow?.id ?? null,
    }
  }

  const tellStatus = async () => emit('practice:changed', await status())

  /** Those that are asked for, and those that are up already: one that is missing starts all of them anew. */
  async function systemsUp(wanted: readonly string[]): Promise<RunningPractice> {
    await starting?.catch(() => undefined)
    const before = running?.systems.map(({ connectorId }) => connectorId) ?? []
    if (running && wanted.every((id) => before.includes(id))) return running
    const stopped = running
    running = undefined
    await stopped?.stop()
    starting ??= bringUp([...new Set([...before, ...wanted])]).finally(() => {
      starting = undefined
    })
    return starting
  }

  async function bringUp(connectorIds: readonly string[]): Promise<RunningPractice> {
    if (!vault.isOpen()) throw lockedVault()
    const started = await runPractice(
      { seed: 1, orderCount: deps.orderCount, connectorIds: Object.keys(practiceSystems).filter((id) => connectorIds.includes(id)) },
      {
        spawn,
        onGone: () => {
          running = undefined
          void tellStatus()
        },
      },
    )
    try {
      for (const system of started.systems) await connectTo(system)
      await beginAfresh()
    } catch (error) {
      await started.stop()
      throw error
    }
    running = started
    await mark.set(true)
    await tellStatus()
    return started
  }

  /** The connection of before with the new address and credentials, or a new one. */
  async function connectTo({ connectorId, settings, tokens }: RunningSystem): Promise<StoredConnection> {
    const definition = connectors[connectorId]
    if (!definition) throw new SettingsError(`There is no system "${connectorId}".`, { code: 'unknown-connector' })
    const before = (await practiceConnections()).find((one) => one.connectorId === connectorId)
    const connection = before
      ? await connections.change(before.id, { definition, settings })
      : await connections.add({ name: await freeName(`Practice ${definition.label}`), definition, settings, isPractice: true })
    if (tokens) await deps.tokens.keep(connection.id, tokens)
    desk.forget(connection.id)
    emit('connection:changed', { connectionId: connection.id })
    return connection
  }

  async function freeName(wanted: string): Promise<string> {
    const names = new Set((await connections.list()).map(({ name }) => name.toLowerCase()))
    for (let number = 1; ; number++) {
      const name = number === 1 ? wanted : `${wanted} ${number}`
      if (!names.has(name.toLowerCase())) return name
    }
  }

  /** New systems know nothing of what the last ones were read and written: flows on them begin at the beginning. */
  async function beginAfresh(): Promise<void> {
    const ids = new Set((await practiceConnections()).map(({ id }) => id))
    for (const { id: flowId } of library.list()) {
      const isOnPractice = [...(await bindings.get(flowId)).values()].some((connectionId) => ids.has(connectionId))
      if (!isOnPractice) continue
      for (const { sourceNodeId } of deps.journal().positions(flowId)) {
        deps.journal().setPosition(flowId, { sourceNodeId, position: null, described: '' })
      }
      for (const parked of deps.journal().parked(flowId)) deps.journal().discardParked(flowId, parked)
    }
  }

  /** The practice flow of a template: made, bound and published once, then the one that is there. */
  async function flowFor(document: FlowDocument): Promise<string> {
    const all = await practiceConnections()
    const here = await findFlow(document.name)
    const id = here ?? (await library.add({ ...document, id: `practice-${randomUUID()}` }, { isPractice: true })).id
    for (const [slot, { connector, label }] of Object.entries(document.slots)) {
      const connection = all.find(({ connectorId }) => connectorId === connector)
      if (!connection) throw noPracticeSystem(label)
      await bindings.set(id, slot, connection.id)
    }
    if (library.get(id).publishedVersion === null) await library.publish(id, await library.draftDocument(id))
    return id
  }

  async function findFlow(name: string): Promise<string | undefined> {
    for (const { id, isPractice } of library.list()) {
      if (isPractice && (await library.draftDocument(id).catch(() => undefined))?.name === name) return id
    }
    return undefined
  }

  return {
    status,
    async start(template = defaultTemplate, language = 'en') {
      const made = await templates.read(template)
      const document = language === 'nl' ? flowInDutch(made) : made
      const name = `${language === 'nl' ? 'Oefening' : 'Practice'}: ${document.name}`
      await systemsUp(Object.values(document.slots).map(({ connector }) => connector))
      const flowId = await flowFor({ ...document, name })
      await tellStatus()
      const active = board.activeRunOf(flowId)
      if (active !== null) return { flowId, runId: active }
      const published = await library.published(flowId)
      const { runId } = await board.start({
        document: published?.document ?? (await library.draftDocument(flowId)),
        ...{ mode: 'run', cause: 'hand', version: published?.version ?? null },
      })
      return { flowId, runId }
    },
    async systems(connectorIds) {
      for (const id of connectorIds) if (!Object.hasOwn(practiceSystems, id)) throw noPracticeSystem(connectors[id]?.label ?? id)
      await systemsUp(connectorIds)
      await tellStatus()
      return status()
    },
    async stop() {
      await starting?.catch(() => undefined)
      const stopped = running
      running = undefined
      await mark.set(false)
      await stopped?.stop()
      await tellStatus()
    },
    async restore() {
      if (!vault.isOpen() || running || !(await mark.isOn())) return
      await systemsUp((await practiceConnections()).map(({ connectorId }) => connectorId))
    },
    async close() {
      await starting?.catch(() => undefined)
      const stopped = running
      running = undefined
      await stopped?.stop()
    },
  }
}

function noPracticeSystem(label: string): SettingsError {
  return new SettingsError(`There is no practice system for "${label.slice(0, 60)}".`, { code: 'no-practice-system' })
}

function lockedVault(): SettingsError {
  return new SettingsError('The practice systems have credentials too, and the vault that keeps them is locked.', {
    code: 'vault-locked',
    hint: 'Enter the passphrase of the vault; choose one if there is none yet.',
  })
}
