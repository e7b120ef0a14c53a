import { randomUUID } from 'node:crypto'
import type { Handlers } from '#core/contract/dispatch.ts'
import type { FlowCard, OpenedFlow } from '#core/contract/flows.ts'
import type { ScheduleState } from '#core/contract/schedule.ts'
import type { KnownParts } from '#core/flow/check.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { withRunningSlots } from '#core/flow/running-slots.ts'
import { systemsOf } from '#core/flow/systems.ts'
import { flowInDutch } from '#core/integration/flow-in-dutch.ts'
import { AppError, SettingsError } from '#core/kit/errors.ts'
import type { Clock } from '#core/kit/ports.ts'
import type { BindingStore } from '#host/connections/binding-store.ts'
import type { ConnectionStore } from '#host/connections/connection-store.ts'
import type { Journal } from '#host/journal/open-journal.ts'
import type { ConnectionDesk } from './connection-desk.ts'
import { addCounts } from './counts.ts'
import { type DayCounts, dayOf } from './day-counts.ts'
import type { Emit } from './events.ts'
import { describeFlow, unboundSlots } from './flow-check.ts'
import type { FlowEntry } from './flow-entries.ts'
import { createFlowExport } from './flow-export.ts'
import { createFlowImport } from './flow-import.ts'
import type { FlowLibrary } from './flow-library.ts'
import { hashOf } from './flow-text.ts'
import type { RunBoard } from './run-board.ts'
import { summaryOf } from './run-summary.ts'
import type { ServiceVault } from './service-vault.ts'
import type { Templates } from './templates.ts'

type FlowHandlers = Pick<Handlers, Extract<keyof Handlers, `flow:${string}`>>

/** How a flow stands with the scheduler. */
export interface Schedules {
  stateOf(flowId: string): ScheduleState
  /** Flows were published, armed, disarmed or removed. */
  refresh(): Promise<void>
  /** The schedules a document asks for, in words. */
  wordsOf(document: FlowDocument): readonly string[]
}

/** Pinned samples, kept beside the flows: in a file only when the user chooses so. */
export interface PinnedSamples {
  nodesOf(flowId: string): Promise<readonly string[]>
  /** As they travel in a file, under `samples`; undefined when nothing is pinned. */
  exported(flowId: string): Promise<unknown>
  imported(flowId: string, samples: unknown): Promise<void>
  forget(flowId: string): Promise<void>
}

export interface FlowDeps {
  readonly library: FlowLibrary
  readonly known: KnownParts
  readonly connections: ConnectionStore
  readonly desk: Pick<ConnectionDesk, 'stateOf'>
  readonly bindings: BindingStore
  readonly vault: ServiceVault
  readonly board: RunBoard
  readonly journal: () => Journal
  readonly dayCounts: DayCounts
  readonly schedules: Schedules
  readonly samples: PinnedSamples
  readonly templates: Templates
  readonly timeZone: string
  readonly clock: Clock
  readonly emit: Emit
}

export function createFlowHandlers(deps: FlowDeps): FlowHandlers {
  const { library, known, connections, bindings, board, schedules, samples, templates, emit } = deps
  const { exportFlow } = createFlowExport(deps)
  const { inspectImport, importFlow } = createFlowImport(deps)
  /** Checking costs more than showing; a document object is never changed, so its own answer stays true. */
  const checked = new WeakMap<FlowDocument, { readonly problemCount: number; readonly hash: string }>()

  function factsOf(document: FlowDocument) {
    const before = checked.get(document)
    if (before) return before
    const facts = { problemCount: describeFlow(document, known).problems.length, hash: hashOf(document) }
    checked.set(document, facts)
    return facts
  }

  async function cardOf(entry: FlowEntry): Promise<FlowCard> {
    const { id, file, publishedVersion, publishedHash, isPractice } = entry
    const document = await library.draftDocument(id)
    const { problemCount, hash } = factsOf(document)
    const [lastRun] = deps.journal().runs({ flowId: id }, { limit: 1 }).rows
    const connectors = systemsOf(document)
    const [bound, all] = [await bindings.get(id), await connections.list()]
    const used = new Set(Object.keys(document.slots).map((slot) => bound.get(slot)))
    const failing = all.filter((one) => used.has(one.id) && deps.desk.stateOf(one.id).kind === 'failing')
    return {
      ...{ id, name: document.name, file, connectors, publishedVersion, isPractice, problemCount },
      ...(document.description !== undefined && { description: document.description }),
      hasChanges: hash !== publishedHash,
      schedule: schedules.stateOf(id),
      unboundSlots: unboundSlots(withRunningSlots(document, known.nodes), bound, all),
      failingConnections: failing.map(({ name }) => name),
      lastRun: lastRun ? summaryOf(lastRun) : null,
      activeRunId: board.activeRunOf(id),
      ...countsOf(id, document.options.timeZone),
    }
  }

  function countsOf(flowId: string, timeZone: string): Pick<FlowCard, 'today' | 'yesterday'> {
    const now = deps.clock.now().getTime()
    const counts = deps.dayCounts.of(flowId, now, timeZone)
    const active = board.active().find(({ run }) => run.flowId === flowId && run.mode === 'run')
    const isOfToday = active?.progress && dayOf(active.run.startedAt, timeZone) === dayOf(now, timeZone)
    return isOfToday ? { ...counts, today: addCounts(counts.today, active.progress?.outcomes ?? {}) } : counts
  }

  async function open(flowId: string): Promise<OpenedFlow> {
    const entry = library.get(flowId)
    const { document, history } = await library.draft(flowId)
    const published = await library.published(flowId)
    return {
      ...{ id: flowId, file: entry.file, draft: document, history },
      published: published && { version: published.version, at: published.at, document: published.document },
      bindings: Object.fromEntries(await bindings.get(flowId)),
      fileChange: await library.fileChange(flowId),
      schedule: schedules.stateOf(flowId),
      pinned: await samples.nodesOf(flowId),
    }
  }

  /** "New flow", "New flow 2": names need not differ, but people like them to. */
  async function freeName(wanted: string): Promise<string> {
    const names = new Set<string>()
    for (const { id } of library.list()) names.add((await library.draftDocument(id).catch(() => undefined))?.name ?? '')
    for (let number = 1; ; number++) {
      const name = number === 1 ? wanted : `${wanted} ${number}`
      if (!names.has(name)) return name
    }
  }

  return {
    'flow:list': async () => {
      const cards: FlowCard[] = []
      // A flow whose files are damaged is left out of nothing: it is shown by the error of opening it.
      for (const entry of library.list()) {
        const card = await cardOf(entry).catch((error: unknown) => brokenCard(entry, error))
        cards.push(card)
      }
      return cards
    },
    'flow:templates': () => templates.list(),
    'flow:create': async ({ name, template, language }) => {
      const ours = template === undefined ? emptyFlow(deps.timeZone) : await templates.read(template)
      const made = language === 'nl' ? flowInDutch(ours) : ours
      const document = { ...made, id: randomUUID(), name: name ?? (await freeName(made.name)) }
      return { id: (await library.add(document)).id }
    },
    'flow:open': ({ flowId }) => open(flowId),
    'flow:save-draft': ({ flowId, document, history }) => library.saveDraft(flowId, { document, history }),
    'flow:check': async ({ flowId, document }) => ({
      ...describeFlow(document, known),
      unboundSlots: unboundSlots(withRunningSlots(document, known.nodes), await bindings.get(flowId), await connections.list()),
    }),
    'flow:publish': async ({ flowId, document, note, overwriteFile }) => {
      const version = await library.publish(flowId, document, { note, overwriteFile })
      await schedules.refresh()
      return version
    },
    'flow:versions': ({ flowId }) => library.versions(flowId),
    'flow:read-version': async ({ flowId, version }) => {
      library.get(flowId)
      return (await library.version(flowId, version)).document
    },
    'flow:resolve-file': async ({ flowId, choice }) => {
      await library.resolveFile(flowId, choice)
      return open(flowId)
    },
    'flow:duplicate': async ({ flowId, name }) => {
      const document = await library.draftDocument(flowId)
      const id = randomUUID()
      await library.add(
        { ...document, id, name: name ?? (await freeName(`${document.name} (copy)`)) },
        { trusted: library.get(flowId).trusted },
      )
      for (const [slot, connectionId] of await bindings.get(flowId)) await bindings.set(id, slot, connectionId)
      return { id }
    },
    'flow:remove': async ({ flowId, deleteFile }) => {
      if (board.isBusy(flowId)) {
        throw new AppError('This flow is running.', { code: 'already-running', fix: 'wait', hint: 'Stop its run first.' })
      }
      await library.remove(flowId, { deleteFile })
      await bindings.forgetFlow(flowId)
      await samples.forget(flowId)
      await schedules.refresh()
    },
    'flow:arm': async ({ flowId, armed }) => {
      await library.setArmed(flowId, armed)
      await schedules.refresh()
      return schedules.stateOf(flowId)
    },
    'flow:bind': async ({ flowId, slot, connectionId }) => {
      const document = await library.draftDocument(flowId)
      if (connectionId === null) await bindings.remove(flowId, slot)
      else {
        await checkFit(document, slot, connectionId)
        await bindings.set(flowId, slot, connectionId)
      }
      emit('flow:changed', { flowId, what: 'bindings' })
      return Object.fromEntries(await bindings.get(flowId))
    },
    'flow:export': ({ flowId, which, withPinned }) => exportFlow(flowId, { which, withPinned }),
    'flow:inspect-import': ({ text }) => inspectImport(text),
    'flow:import': ({ text, bindings: picked, as }) => importFlow(text, { picked, as }),
  }

  /** The draft's own slots, or those of what is published: one may be bound before the other is saved. */
  async function checkFit(document: FlowDocument, slot: string, connectionId: string): Promise<void> {
    const connection = await connections.get(connectionId)
    const published = (await library.published(document.id))?.document
    const needed = [document, published].flatMap((one) => (one && Object.hasOwn(one.slots, slot) ? [one.slots[slot]] : []))[0]
    if (!needed) throw new SettingsError(`"${document.name}" has no slot "${slot.slice(0, 60)}".`, { code: 'unknown-slot' })
    if (needed.connector !== connection.connectorId) {
      throw new SettingsError(
        `"${connection.name}" is no connection to ${known.connectors[needed.connector]?.label ?? needed.connector}.`,
        {
          code: 'other-connector',
        },
      )
    }
  }
}

function emptyFlow(timeZone: string): FlowDocument {
  return { format: 1, id: 'new', name: 'New flow', nodes: [], wires: [], slots: {}, options: { onFailure: 'continue', timeZone } }
}

/** A flow that cannot be read is still in the list, so that it can be removed. */
function brokenCard({ id, file, publishedVersion, isPractice }: FlowEntry, error: unknown): FlowCard {
  return {
    ...{ id, file, publishedVersion, isPractice, name: id, connectors: [], hasChanges: false, problemCount: 1, unboundSlots: [] },
    description: error instanceof Error ? error.message : String(error),
    schedule: { kind: 'none' },
    ...{ lastRun: null, activeRunId: null, today: {}, yesterday: {} },
  }
}
