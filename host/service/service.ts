import { join } from 'node:path'
import { connectors } from '#connectors/index.ts'
import type { AppInfo, Notice, Preferences } from '#core/contract/app.ts'
import { createDispatch, type Dispatch } from '#core/contract/dispatch.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { withRunningSlots } from '#core/flow/running-slots.ts'
import { buildFlow } from '#core/integration/build-flow.ts'
import { describeConnector, describeNode } from '#core/kit/describe.ts'
import { toAppError } from '#core/kit/errors.ts'
import type { Clock } from '#core/kit/ports.ts'
import type { Language } from '#core/schedule/weekdays.ts'
import { openBindingStore } from '#host/connections/binding-store.ts'
import { openConnectionStore } from '#host/connections/connection-store.ts'
import { openSlots } from '#host/connections/open-slots.ts'
import { createDataFolder } from '#host/data-folder/locate.ts'
import { lockDataFolder } from '#host/data-folder/lock.ts'
import { removeLeftovers } from '#host/data-folder/remove-leftovers.ts'
import { openIntegrationDrafts } from '#host/integrations/integration-drafts.ts'
import { createConnectionTokens } from '#host/oauth/connection-tokens.ts'
import type { SpawnChild } from '#host/process/child.ts'
import { forkChild } from '#host/process/fork-child.ts'
import { createLogHandlers } from '#host/reader/log-handlers.ts'
import { createNodeNames } from '#host/reader/node-names.ts'
import { createReader } from '#host/reader/reader.ts'
import { createRecordHandlers } from '#host/reader/record-handlers.ts'
import { runInProcess } from '#host/run/run-process.ts'
import { createDataHandlers } from '#host/samples/data-handlers.ts'
import { createPinnedSamples } from '#host/samples/pinned-samples.ts'
import type { NetworkPort, PowerPort, SchedulerClock } from '#host/scheduler/ports.ts'
import { createScheduleHandlers } from '#host/scheduler/schedule-handlers.ts'
import { nodes } from '#nodes/index.ts'
import { createAppHandlers } from './app-handlers.ts'
import { openCallCounts } from './call-counts.ts'
import { openConnectionDesk } from './connection-desk.ts'
import { createConnectionHandlers } from './connection-handlers.ts'
import { createDayCounts } from './day-counts.ts'
import { createEvents, type Listen } from './events.ts'
import { createFlowHandlers } from './flow-handlers.ts'
import { openFlowLibrary } from './flow-library.ts'
import { watchFlowFiles } from './flow-watcher.ts'
import { createIntegrationHandlers } from './integration-handlers.ts'
import { openLeftovers } from './leftovers.ts'
import { openNotices } from './notices.ts'
import { createPractice } from './practice.ts'
import { createPracticeHandlers } from './practice-handlers.ts'
import { openPracticeMark } from './practice-mark.ts'
import { openPreferences } from './preferences.ts'
import { markCutOff, resumeRuns } from './resume-runs.ts'
import { createRunBoard } from './run-board.ts'
import { createRunHandlers } from './run-handlers.ts'
import { noticeOf } from './run-notices.ts'
import { openScheduling, scheduleWords } from './scheduling.ts'
import { openServiceJournal } from './service-journal.ts'
import { openServiceVault } from './service-vault.ts'
import { openTemplates } from './templates.ts'
import { sluiceVersion } from './version.ts'

export interface ServiceOptions {
  readonly dataFolder: string
  /** Usually `process.env`: SLUICE_PASSPHRASE opens the vault silently, SLUICE_VAULT=file leaves the keychain alone. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly clock: Clock | SchedulerClock
  readonly shell: AppInfo['shell']
  /** How processes of ours are started; a forked Node when absent. */
  readonly spawn?: SpawnChild
  /** Where the shell knows when the computer wakes up. */
  readonly power?: PowerPort
  /** The machine's when absent. */
  readonly network?: NetworkPort
  /** Opens an address in the user's browser, having asked; answers whether it did. Absent: nothing is opened. */
  readonly openExternal?: (url: string) => Promise<boolean>
  /** Where the ready-made flows are; those of Sluice when absent. */
  readonly templatesFolder?: string
  /** Orders in the practice till; a believable autumn when absent. */
  readonly practiceOrders?: number
  readonly timeZone?: string
  /** Why the keychain cannot be used; the real one is asked when absent. */
  readonly findKeychainProblem?: (patienceMs: number) => Promise<string | undefined>
}

/** What stands behind the contract, whatever shell shows the page. Holds the data folder for as long as it lives. */
export interface Service {
  readonly dispatch: Dispatch
  /** Everything it tells, by name; returns the function that unsubscribes. */
  readonly listen: Listen
  notices(): readonly Notice[]
  /** Stops runs and practice, waits for their ends, and lets the data folder go. */
  close(): Promise<void>
}

const shippedTemplates = join(import.meta.dirname, '../../assets/templates')
const known = { nodes, connectors }
const catalogue = { nodes: Object.values(nodes).map(describeNode), connectors: Object.values(connectors).map(describeConnector) }

/**
 * Opens the service on a data folder.
 * @throws AppError `data-folder-locked` when Sluice is running on it already, `data-folder`, or as the journal's opening
 */
export async function openService(options: ServiceOptions): Promise<Service> {
  const { dataFolder, clock } = options
  createDataFolder(dataFolder)
  const lock = lockDataFolder({ folder: dataFolder, clock })
  try {
    await removeLeftovers(dataFolder)
    return await openParts(options, () => lock.release())
  } catch (error) {
    lock.release()
    throw error
  }
}

async function openParts(options: ServiceOptions, unlock: () => void): Promise<Service> {
  const { dataFolder, environment, clock, shell, spawn = forkChild } = options
  const timeZone = options.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const { emit, listen } = createEvents()
  const journal = openServiceJournal({ dataFolder, clock })
  let goingOn: Promise<unknown> = Promise.resolve()
  const vault = await openServiceVault({
    ...{ dataFolder, environment, findKeychainProblem: options.findKeychainProblem },
    onChanged: () => onUnlocked(),
  })
  const preferences = await openPreferences(dataFolder)
  const notices = await openNotices({ dataFolder, clock, emit })
  const connections = openConnectionStore({ dataFolder, vault, clock })
  const bindings = openBindingStore({ dataFolder })
  const tokens = createConnectionTokens({ connectors, get: (id) => connections.get(id), vault, clock })
  const desk = await openConnectionDesk({
    ...{ dataFolder, connectors, vault, clock, tokens, emit },
    onWorking: (connectionId) => notices.settle({ kind: 'connection-lost', connectionId }),
  })
  const library = await openFlowLibrary({ dataFolder, clock, known, emit })
  const leftovers = openLeftovers({ dataFolder, clock, nodes })
  const templates = openTemplates(options.templatesFolder ?? shippedTemplates, nodes)
  const dayCounts = createDayCounts()
  const calls = await openCallCounts({ dataFolder, clock, emit })
  const processes = {
    openSlots: (document: FlowDocument) => openSlots(withRunningSlots(document, nodes), { bindings, connections, vault, connectors }),
    runProcess: ((start, running) =>
      runInProcess(start, {
        ...{ ...running, spawn, accessToken: tokens.forRun },
        ...{ earlierCalls: calls.earlier(), onCalls: calls.take },
      })) satisfies typeof runInProcess,
  }
  const reader = createReader({ dataFolder })
  const board = createRunBoard({
    ...{ dataFolder, journal: journal.current, leftovers, emit, ...processes },
    keepDays: () => preferences.current().keepDays,
    onJournalDamaged: () => {
      journal.reopen()
      void reader.ask('reopenJournal', {}).catch(() => undefined)
    },
  })
  const names = createNodeNames((flowId) => library.draftDocument(flowId), clock)
  const data = createDataHandlers({ dataFolder, reader, definitions: nodes, clock, emit, ...processes })
  const practice = createPractice({
    ...{ library, connections, bindings, desk, tokens, vault, board, templates, connectors, spawn, emit },
    journal: journal.current,
    mark: openPracticeMark(dataFolder),
    orderCount: options.practiceOrders ?? 320,
  })
  const language = () => languageOf(preferences.current().language)
  const scheduler = openScheduling({
    ...{ dataFolder, clock, library, bindings, connections, connectors, board, notices, language, emit },
    ...{ journal: journal.current, network: options.network, power: options.power },
  })
  const integrations = createIntegrationHandlers({
    ...{ dataFolder, reader, definitions: nodes, known, library, connections, bindings, schedules: scheduler, timeZone, emit },
    drafts: await openIntegrationDrafts({ dataFolder, clock }),
    build: (answers) => buildFlow(answers, catalogue),
    openSlots: (document, bound) => openSlots(document, { bindings: { get: async () => bound }, connections, vault, connectors }),
    runProcess: processes.runProcess,
  })
  const watcher = watchFlowFiles({ library, notices, emit })
  listen((name) => name === 'flow:changed' && watcher.refresh())

  markCutOff(journal.current())
  for (const { flowId, startedAt, totals } of journal.runsSince(clock.now().getTime() - twoDaysMs)) dayCounts.add(flowId, startedAt, totals)
  board.onEnded((ended) => {
    emit('data:changed', { flowId: ended.run.flowId })
    if (ended.run.mode === 'run') dayCounts.add(ended.run.flowId, ended.run.startedAt, ended.run.totals)
    // One that was removed meanwhile fails nobody.
    const { lost, error } = ended
    if (lost && error)
      connections.get(lost.id).then(
        (stored) => desk.lost(stored, error),
        () => undefined,
      )
    for (const connectionId of ended.reached) desk.reached(connectionId)
    const notice = noticeOf(ended)
    if (notice?.kind === 'connection-lost') notices.addOnce(notice)
    else if (notice) notices.add(notice)
  })

  /** What needs credentials: runs that were cut off, practice that was on. Neither keeps the app from opening. */
  async function goOn(): Promise<void> {
    await practice.restore().catch(() => undefined)
    await resumeRuns({ journal: journal.current, leftovers, board, vault, notices })
  }
  goingOn = goOn()
    .then(() => scheduler.start())
    .catch((error: unknown) => {
      const { message, hint } = toAppError(error)
      const about = { code: 'schedules-stopped', message, ...(hint && { hint }) } as const
      notices.add({ kind: 'info', title: 'Schedules are not running', text: [message, hint].filter(Boolean).join(' '), about })
    })

  function onUnlocked(): void {
    emit('connection:changed', { connectionId: null })
    goingOn = goingOn.then(goOn).catch(() => undefined)
  }

  const info = async (): Promise<AppInfo> => ({
    ...{ version: sluiceVersion(), shell, platform: process.platform, dataFolder, timeZone },
    vault: vault.state(),
    isFirstStart: library.list().length === 0 && (await connections.list()).length === 0,
    damage: journal.current().damage() ?? null,
  })

  const dispatch = createDispatch({
    ...createAppHandlers({
      ...{ info, known, preferences, vault, notices, emit },
      onUnlocked,
      acceptDamage: () => journal.current().acceptDamage(),
      openExternal: options.openExternal ?? (async () => false),
    }),
    ...createFlowHandlers({
      ...{ library, known, connections, desk, bindings, vault, board, dayCounts, templates, timeZone, clock, emit },
      ...{ journal: journal.current, samples: createPinnedSamples({ reader, dataFolder, clock }) },
      schedules: { stateOf: scheduler.stateOf, refresh: scheduler.refresh, wordsOf: (document) => scheduleWords(document, language()) },
    }),
    ...createConnectionHandlers({ connections, bindings, desk, tokens, library, connectors, callsOf: calls.of, emit }),
    ...createRunHandlers({ board, library, journal: journal.current }),
    ...createPracticeHandlers(practice),
    ...createScheduleHandlers({ scheduler, clock, language }),
    ...createLogHandlers({ reader, names, emit }),
    ...createRecordHandlers({ reader, names, progressOf: board.progressOf }),
    ...data.handlers,
    ...integrations.handlers,
  })

  let closing: Promise<void> | undefined
  async function close(): Promise<void> {
    watcher.close()
    await scheduler.close()
    await board.close()
    await data.close()
    await integrations.close()
    await goingOn
    await practice.close()
    await notices.settled()
    await calls.close()
    await reader.close()
    journal.close()
    unlock()
  }

  return {
    dispatch,
    listen,
    notices: notices.list,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/** The page knows its own; this is for what the host puts into words. */
function languageOf(chosen: Preferences['language']): Language {
  if (chosen !== 'system') return chosen
  return Intl.DateTimeFormat().resolvedOptions().locale.startsWith('nl') ? 'nl' : 'en'
}

const twoDaysMs = 2 * 24 * 3_600_000 + 3_600_000
