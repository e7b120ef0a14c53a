import { join } from 'node:path'
import type { FlowDocument } from '#core/flow/document.ts'
import type { AnyConnector } from '#core/kit/define-connector.ts'
import type { Clock } from '#core/kit/ports.ts'
import { describeSchedules } from '#core/schedule/describe-schedule.ts'
import { checkSchedule, parseSchedule } from '#core/schedule/fields.ts'
import type { Language } from '#core/schedule/weekdays.ts'
import type { BindingStore } from '#host/connections/binding-store.ts'
import type { ConnectionStore } from '#host/connections/connection-store.ts'
import type { Journal } from '#host/journal/open-journal.ts'
import { systemNetwork } from '#host/scheduler/network.ts'
import type { NetworkPort, PowerPort, ScheduledFlows, ScheduledRuns, SchedulerClock } from '#host/scheduler/ports.ts'
import { openScheduleStore } from '#host/scheduler/schedule-store.ts'
import { createScheduler, type Scheduler } from '#host/scheduler/scheduler.ts'
import type { Emit } from './events.ts'
import type { FlowLibrary } from './flow-library.ts'
import type { Notices } from './notices.ts'
import type { RunBoard } from './run-board.ts'

export interface SchedulingDeps {
  readonly dataFolder: string
  readonly clock: Clock | SchedulerClock
  readonly library: FlowLibrary
  readonly bindings: BindingStore
  readonly connections: ConnectionStore
  readonly connectors: Readonly<Record<string, AnyConnector>>
  readonly board: RunBoard
  readonly journal: () => Journal
  readonly notices: Notices
  readonly language: () => Language
  readonly network?: NetworkPort
  readonly power?: PowerPort
  readonly emit: Emit
}

/** The scheduler on this service's flows and runs. */
export function openScheduling(deps: SchedulingDeps): Scheduler {
  const { dataFolder, clock, notices, emit } = deps
  return createScheduler({
    clock: 'monotonicMs' in clock ? clock : { ...clock, monotonicMs: () => performance.now() },
    store: openScheduleStore({ file: join(dataFolder, 'schedule.db'), clock }),
    network: deps.network ?? systemNetwork(),
    flows: scheduledFlows(deps),
    runs: scheduledRuns(deps),
    tell: {
      changed: (status) => emit('schedule:changed', status),
      flowChanged: (flowId) => emit('flow:changed', { flowId, what: 'schedule' }),
      notice: (notice) => notices.add(notice),
    },
    ...{ power: deps.power, language: deps.language },
  })
}

/** The schedules a document asks for, in words. */
export function scheduleWords(document: FlowDocument, language: Language): readonly string[] {
  const schedules = scheduleSettings(document).filter((settings) => checkSchedule(settings).length === 0)
  return schedules.map((settings) => describeSchedules([parseSchedule(settings)], language))
}

function scheduleSettings({ nodes }: FlowDocument): readonly unknown[] {
  return nodes.filter(({ type, disabled }) => type === 'schedule' && disabled !== true).map(({ settings }) => settings)
}

function scheduledFlows({ library, bindings, connections, connectors }: SchedulingDeps): ScheduledFlows {
  return {
    async list() {
      const flows: Awaited<ReturnType<ScheduledFlows['list']>>[number][] = []
      for (const { id, armed, trusted } of library.list()) {
        // A version that cannot be read does not keep the other flows from their times; opening the flow says what is wrong.
        const document = (await library.published(id).catch(() => null))?.document
        if (!document) continue
        flows.push({
          ...{ flowId: id, name: document.name, isArmed: armed && trusted },
          ...{ timeZone: document.options.timeZone, schedules: scheduleSettings(document) },
        })
      }
      return flows
    },
    async origins(flowId) {
      const bound = new Set((await bindings.get(flowId)).values())
      return (await connections.list())
        .filter(({ id }) => bound.has(id))
        .flatMap(({ connectorId, settings }) => {
          try {
            return connectors[connectorId]?.origin(settings) ?? []
          } catch {
            // An address that is none: the run will say so.
            return []
          }
        })
    },
  }
}

function scheduledRuns({ library, board, journal }: SchedulingDeps): ScheduledRuns {
  return {
    async start(flowId) {
      const published = await library.published(flowId)
      if (!published) throw new Error(`Flow ${flowId} is not published.`)
      return board.start({ document: published.document, mode: 'run', cause: 'schedule', version: published.version })
    },
    isBusy: board.isBusy,
    active: () => board.active().map(({ run }) => run.id),
    stateOf: (runId) => journal().run(runId)?.state,
    onEnded: (listener) => board.onEnded(({ run }) => listener({ flowId: run.flowId, runId: run.id, state: run.state })),
  }
}
