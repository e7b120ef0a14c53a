import type { Handlers } from '#core/contract/dispatch.ts'
import type { RecordEntry } from '#core/contract/runs.ts'
import type { RunProgress } from '#core/engine/run-event.ts'
import type { FlowRecord, Json } from '#core/kit/record.ts'
import type { OutcomeFilter } from '#host/journal/run-queries.ts'
import type { CameIn } from '#host/samples/sample-queries.ts'
import type { NodeNames } from './node-names.ts'
import type { Reader } from './reader.ts'
import { withoutSecretMembers } from './secret-members.ts'

export type RecordHandlers = Pick<Handlers, Extract<keyof Handlers, `record:${string}`> | 'run:report' | 'run:outcomes'>

export interface RecordDeps {
  readonly reader: Reader
  readonly names: NodeNames
  /** Live counts of a run under way; null for any other. */
  readonly progressOf: (runId: number) => RunProgress | null
}

/** What happened to records and in runs, read on the reader's thread. */
export function createRecordHandlers({ reader, names, progressOf }: RecordDeps): RecordHandlers {
  return {
    'record:page': async ({ key }, { signal }) => {
      const page = await reader.ask('recordPage', { key }, signal)
      const nameOf = await names.forFlows(page.entries.flatMap((entry) => (entry.kind === 'link' ? [] : [entry.flowId])))
      const flowIds = [...new Set(page.entries.flatMap((entry) => (entry.kind === 'link' ? [] : [entry.flowId])))]
      const cameIn = await reader.ask('findCameIn', { flowIds, key }, signal)
      return { ...page, cameIn: cameIn && withoutSecrets(cameIn), entries: page.entries.map((entry) => withNodeName(entry, nameOf)) }
    },
    'record:search': ({ text, limit }, { signal }) => reader.ask('searchRecords', { text, limit }, signal),
    'run:report': async ({ runId }, { signal }) => {
      const report = await reader.ask('runReport', { runId }, signal)
      const nameOf = await names.forFlows([report.run.flowId])
      const nodeName = (nodeId: string) => nameOf(report.run.flowId, nodeId)
      return {
        ...report,
        progress: progressOf(runId) ?? report.progress,
        byNode: report.byNode.map((one) => ({ ...one, nodeName: nodeName(one.nodeId) })),
        causes: report.causes.map((one) => ({ ...one, nodeName: nodeName(one.nodeId) })),
      }
    },
    'run:outcomes': ({ runId, kinds, code, nodeId, hint, after, limit }, { signal }) => {
      const filter: OutcomeFilter = { kinds, code, nodeId, hint }
      return reader.ask('runOutcomes', { runId, filter, page: { after, limit } }, signal)
    },
  }
}

function withoutSecrets(cameIn: CameIn): CameIn {
  // A sample was read from JSON text.
  const { data, raw } = cameIn.record as FlowRecord<Json> & { readonly raw: Json }
  return { ...cameIn, record: { ...cameIn.record, data: withoutSecretMembers(data), raw: withoutSecretMembers(raw) } }
}

function withNodeName(entry: RecordEntry, nameOf: (flowId: string, nodeId: string) => string): RecordEntry {
  switch (entry.kind) {
    case 'outcome':
      return { ...entry, nodeName: nameOf(entry.flowId, entry.outcome.nodeId) }
    case 'sent':
      return { ...entry, nodeName: nameOf(entry.flowId, entry.nodeId) }
    case 'log':
      return entry.nodeId === null ? entry : { ...entry, nodeName: nameOf(entry.flowId, entry.nodeId) }
    case 'link':
      return entry
  }
}
