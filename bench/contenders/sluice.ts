// Sluice at the benchmark's job: the engine, nodes, HTTP client and journal that users run, with a connector of the bench's own.
import { hash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runFlow } from '#core/engine/run-flow.ts'
import type { RunStore } from '#core/engine/store.ts'
import type { FlowDocument, FlowNode } from '#core/flow/document.ts'
import { bindConnection } from '#core/kit/bind-connection.ts'
import { type AnyNode, defineNode, type WriteJournal } from '#core/kit/define-node.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { systemClock } from '#host/clock.ts'
import { createHttpClient } from '#host/http/http-client.ts'
import { openJournal } from '#host/journal/open-journal.ts'
import { nodes } from '#nodes/index.ts'
import { benchConnector, bulkConnector } from '../connector.ts'
import { benchCondition, benchMappings } from '../flow-mapping.ts'

const sourceOrigin = `http://127.0.0.1:${process.env.SOURCE_PORT}`
const sinkOrigin = `http://127.0.0.1:${process.env.SINK_PORT}`

function connect(definition: typeof benchConnector, origin: string) {
  const client = createHttpClient({ origin, connectionName: origin, limits: definition.limits, clock: systemClock, log: () => undefined })
  return { client, connection: bindConnection(definition, { client, name: origin, settings: { origin }, readOnly: false }) }
}

const source = connect(benchConnector, sourceOrigin)
const sink = connect(benchConnector, sinkOrigin)
const bulkSink = connect(bulkConnector, sinkOrigin)

let preloaded: readonly FlowRecord[] = []
// Results are kept for a while, so that the compiler cannot drop the mapping as unused.
const kept: FlowRecord[] = new Array(256)
let keptCount = 0

const memorySource = defineNode({
  ...{
    type: 'memory',
    version: 1,
    label: 'Memory',
    summary: 'Records in memory.',
    category: 'source',
    icon: 'database',
    effect: 'none',
    fields: {},
  },
  ...{ inputs: 0, outputs: ['out'], describe: () => '' },
  open: () => ({
    describePosition: String,
    async *pages() {
      for (let from = 0; from < preloaded.length; from += 250) yield { records: preloaded.slice(from, from + 250), position: from }
    },
  }),
})

const keep = defineNode({
  ...{
    type: 'keep',
    version: 1,
    label: 'Keep',
    summary: 'Keeps some records and counts.',
    category: 'observe',
    icon: 'database',
    effect: 'none',
    fields: {},
  },
  ...{ inputs: 1, outputs: [], describe: () => '' },
  prepare: () => ({
    process: (records) =>
      records.map((record) => {
        kept[keptCount++ & 255] = record
        return { record, outcome: { kind: 'unchanged' } }
      }),
  }),
})

function flowOf(count: number, { from, to }: { readonly from: 'read' | 'memory'; readonly to: 'upsert' | 'keep' }): FlowDocument {
  const node = (id: string, type: string, settings: FlowNode['settings'] = {}): FlowNode => ({
    id,
    type,
    version: 1,
    position: [0, 0],
    settings,
  })
  return {
    format: 1,
    id: `bench-${count}`,
    name: 'Benchmark',
    nodes: [
      node('source', from, from === 'read' ? { slot: 'source', entity: 'row', settings: { count } } : {}),
      // The mapping's types are wider than JSON's, but it is JSON.
      node('filter', 'filter', { condition: benchCondition as never }),
      node('map', 'map', { mode: 'replace', mappings: benchMappings as never }),
      node('target', to, to === 'upsert' ? { slot: 'sink', entity: 'row', checkTotals: false, parallel: 32 } : {}),
    ],
    wires: [
      { from: ['source', 'out'], to: 'filter' },
      { from: ['filter', 'out'], to: 'map' },
      { from: ['map', 'out'], to: 'target' },
    ],
    slots: { source: { connector: 'bench', label: 'Source' }, sink: { connector: 'bench', label: 'Target' } },
    options: { onFailure: 'continue', timeZone: 'UTC' },
  }
}

/** The same engine without anything on disk, to see what the journal costs. */
function storeWithoutDisk(): RunStore {
  const journal: WriteJournal = { recall: () => new Map(), intend: () => undefined, end: () => undefined, link: () => undefined }
  return {
    position: () => null,
    parked: () => [],
    discardParked: () => undefined,
    commit: () => undefined,
    hold: () => undefined,
    writeJournal: () => journal,
    log: () => undefined,
  }
}

async function run(
  document: FlowDocument,
  { store, sinkConnection = sink.connection }: { readonly store: RunStore; readonly sinkConnection?: typeof sink.connection },
): Promise<void> {
  const all: Record<string, AnyNode> = { ...nodes, memory: memorySource, keep }
  const report = await runFlow({
    document,
    nodes: all,
    mode: 'run',
    connection: (slot) => (slot === 'source' ? source.connection : sinkConnection),
    store,
    clock: systemClock,
    log: store.log,
    hash: (text) => hash('sha1', text, 'base64'),
    signal: new AbortController().signal,
  })
  if (report.state !== 'finished' || (report.outcomes.failed ?? 0) > 0) {
    console.error(report.error, report.outcomes)
    process.exit(1)
  }
}

// On a user's computer the journal is there already: a run begins by opening it, not by making it. Each run gets one of its own,
// or it would remember that its records are at the target already.
const folders: string[] = []
function prepareJournal(): void {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  openJournal({ folder, clock: systemClock }).close()
  folders.push(folder)
}
prepareJournal()

async function withJournal(work: (store: RunStore) => Promise<void>): Promise<void> {
  const folder = folders.pop() ?? ''
  const journal = openJournal({ folder, clock: systemClock })
  const started = journal.startRun({ flowId: 'bench', flowName: 'Benchmark', flowHash: '', mode: 'run' })
  await work(started.store)
  started.finish({ state: 'finished' })
  journal.close()
  rmSync(folder, { recursive: true })
  prepareJournal()
}

const done = (value: unknown) =>
  sink.client.send({
    method: 'POST',
    path: '/done',
    body: JSON.stringify(value),
    headers: { 'content-type': 'application/json' },
    repeatable: true,
    label: 'done',
  })

const modes: Record<string, (count: number) => Promise<void>> = {
  e2e: (count) => run(flowOf(count, { from: 'read', to: 'upsert' }), { store: storeWithoutDisk() }),
  durable: (count) => withJournal((store) => run(flowOf(count, { from: 'read', to: 'upsert' }), { store })),
  bulk: (count) =>
    withJournal((store) => run(flowOf(count, { from: 'read', to: 'upsert' }), { store, sinkConnection: bulkSink.connection })),
  async noop(count) {
    keptCount = 0
    await run(flowOf(count, { from: 'read', to: 'keep' }), { store: storeWithoutDisk() })
    await done({ count: keptCount })
  },
  async engine(count) {
    keptCount = 0
    const start = performance.now()
    await run(flowOf(count, { from: 'memory', to: 'keep' }), { store: storeWithoutDisk() })
    await done({ count: keptCount, ms: performance.now() - start })
  },
}

async function preload(count: number): Promise<void> {
  const records: FlowRecord[] = []
  const read = source.connection.entities.row?.read
  if (!read) return
  for await (const page of read.pages({ position: null, settings: { count }, signal: new AbortController().signal }))
    records.push(...page.records)
  preloaded = records
}

http
  .createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://contender')
    const count = Number(url.searchParams.get('n'))
    const answer = () => response.end('{"ok":true}')
    if (url.pathname === '/preload') {
      void preload(count).then(answer)
      return
    }
    if (url.pathname === '/run') {
      void modes[url.searchParams.get('mode') ?? 'durable']?.(count).catch((error) => {
        console.error(error)
        process.exit(1)
      })
    }
    answer()
  })
  .listen(Number(process.env.PORT), '127.0.0.1')
