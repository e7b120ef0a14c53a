import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { FlowDocument } from '#core/flow/document.ts'
import { type AnyNode, defineNode, type Result } from '#core/kit/define-node.ts'
import { DataError, StoppedError } from '#core/kit/errors.ts'
import { field } from '#core/kit/fields.ts'
import type { Clock } from '#core/kit/ports.ts'
import type { FlowRecord, OutcomeKind } from '#core/kit/record.ts'
import { createMemoryRunStore } from '#tests/support/memory-run-store.ts'
import { runFlow } from './run-flow.ts'

const base = { version: 1, label: 'x', summary: '', category: 'logic', icon: 'circle', effect: 'none', describe: () => '' } as const
const clock: Clock = { now: () => new Date(), sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) }
const origin = { connector: 'test', account: 'a' }

/** What a node of the random graph does with the record of a given number. */
type Behaviour = 'pass' | 'split' | 'drop' | 'wait' | 'fail' | 'write' | 'throw'
const behave = (kind: Behaviour, salt: number, record: FlowRecord): Exclude<Behaviour, 'split'> | 'rest' => {
  const turn = (Number(record.key.split('-')[1]) * 7 + salt) % 5
  switch (kind) {
    case 'split':
      return turn < 2 ? 'rest' : 'pass'
    case 'drop':
      return turn === 0 ? 'drop' : 'pass'
    case 'wait':
      return turn === 2 ? 'wait' : 'pass'
    case 'fail':
      return turn === 1 ? 'fail' : 'pass'
    case 'throw':
      return 'throw'
    default:
      return kind
  }
}

const source = defineNode({
  ...base,
  type: 'source',
  fields: { pages: field.object({ label: 'pages' }) },
  inputs: 0,
  outputs: ['out'],
  open: ({ settings, nodeId }) => ({
    describePosition: String,
    async *pages() {
      const sizes = settings.pages.sizes as readonly number[]
      let next = 0
      for (const [index, size] of sizes.entries()) {
        const records = Array.from({ length: size }, () => ({ entity: 'order', key: `${nodeId}-${next++}`, data: {}, raw: null, origin }))
        yield { records, position: index + 1 }
      }
    },
  }),
})

const worker = (concurrency: number): AnyNode =>
  defineNode({
    ...base,
    type: `worker${concurrency}`,
    fields: {
      does: field.text({ label: 'does' }),
      salt: field.number({ label: 'salt' }),
      waits: field.toggle({ label: 'waits', default: false }),
    },
    inputs: 1,
    outputs: ['out', 'rest'],
    concurrency,
    prepare: ({ settings }) => ({
      process: (records) => {
        const decide = (record: FlowRecord): Result => {
          const what = behave(settings.does as Behaviour, settings.salt, record)
          if (what === 'pass') return { port: 'out', record: { ...record, data: {} } }
          if (what === 'rest') return { port: 'rest', record, outcome: { kind: 'filtered' } }
          if (what === 'drop') return { record, outcome: { kind: 'skipped' } }
          if (what === 'wait') return { record, outcome: { kind: 'waiting' } }
          if (what === 'fail') return { record, error: new DataError('bad') }
          if (what === 'throw') throw new TypeError('a broken node')
          return { port: 'out', record, outcome: { kind: 'created' } }
        }
        if (!settings.waits) return records.map(decide)
        return new Promise((resolve) => setImmediate(() => resolve(undefined))).then(() => records.map(decide))
      },
    }),
  })

const catcher = defineNode({ ...base, type: 'catch', fields: {}, inputs: 'failures', outputs: ['out'], covers: () => 'all' as const })
const nodes: Record<string, AnyNode> = { source, catch: catcher, worker1: worker(1), worker3: worker(3) }

const behaviours: readonly Behaviour[] = ['pass', 'split', 'drop', 'wait', 'fail', 'write', 'throw', 'pass', 'write', 'split']

const unfinished: readonly OutcomeKind[] = ['failed', 'unknown', 'waiting']

/** A random flow without circles: wires lead from lower to higher numbers only. */
const graph = fc
  .record({
    sources: fc.array(fc.array(fc.nat(7), { maxLength: 5 }), { minLength: 1, maxLength: 2 }),
    workers: fc.array(
      fc.record({
        does: fc.constantFrom(...behaviours),
        salt: fc.nat(4),
        waits: fc.boolean(),
        concurrency: fc.constantFrom(1, 3),
        catches: fc.boolean(),
      }),
      { minLength: 1, maxLength: 7 },
    ),
    wires: fc.array(fc.record({ from: fc.nat(20), gap: fc.integer({ min: 1, max: 4 }), rest: fc.boolean() }), { maxLength: 14 }),
    hasCatch: fc.boolean(),
    batchSize: fc.integer({ min: 1, max: 5 }),
    queueCapacity: fc.integer({ min: 1, max: 2 }),
    pagesInFlight: fc.integer({ min: 1, max: 3 }),
  })
  .map((random) => {
    const ids = [...random.sources.map((_, index) => `s${index}`), ...random.workers.map((_, index) => `w${index}`)]
    const catchId = random.hasCatch ? ['c'] : []
    const wires = random.wires.flatMap(({ from, gap, rest }) => {
      const start = from % ids.length
      const end = Math.max(start + gap, random.sources.length)
      if (end >= ids.length) return []
      const isSource = start < random.sources.length
      return [{ from: [ids[start] ?? '', rest && !isSource ? 'rest' : 'out'] as const, to: ids[end] ?? '' }]
    })
    // The catch node leads to the last worker, so that failures merge back into the flow.
    const last = ids.at(-1) ?? ''
    const document: FlowDocument = {
      format: 1,
      id: 'f',
      name: 'Random',
      slots: {},
      options: { onFailure: 'continue', timeZone: 'UTC' },
      nodes: [
        ...random.sources.map((sizes, index) => ({
          id: `s${index}`,
          type: 'source',
          version: 1,
          position: [0, 0] as const,
          settings: { pages: { sizes } },
        })),
        ...random.workers.map(({ does, salt, waits, concurrency }, index) => ({
          id: `w${index}`,
          type: `worker${concurrency}`,
          version: 1,
          position: [0, 0] as const,
          settings: { does, salt, waits },
        })),
        ...catchId.map((id) => ({ id, type: 'catch', version: 1, position: [0, 0] as const, settings: {} })),
      ],
      wires: [...wires, ...catchId.map((id) => ({ from: [id, 'out'] as const, to: last }))],
    }
    return { document, random, last }
  })

/** The same flow, record by record, without queues, batches or promises. */
function expectedEnds({
  document,
  random,
  last,
}: {
  document: FlowDocument
  random: { readonly sources: number[][]; readonly workers: { does: Behaviour; salt: number }[]; hasCatch: boolean }
  last: string
}): string[] {
  const targets = (id: string, port: string) =>
    document.wires.filter((wire) => wire.from[0] === id && wire.from[1] === port).map((wire) => wire.to)
  const strength: OutcomeKind[] = ['filtered', 'skipped', 'unchanged', 'planned', 'updated', 'created', 'waiting', 'unknown', 'failed']
  const stronger = (held: OutcomeKind | undefined, next: OutcomeKind) =>
    held && strength.indexOf(held) >= strength.indexOf(next) ? held : next
  const visit = (id: string, record: FlowRecord, held: OutcomeKind | undefined): string[] => {
    const worker = random.workers[Number(id.slice(1))]
    const what = id === 'c' || !worker ? 'pass' : behave(worker.does, worker.salt, record)
    const end = (kind: OutcomeKind) => [`${record.key} ${kind}`]
    const travel = (port: string, mark: OutcomeKind | undefined, otherwise: OutcomeKind) => {
      const next = targets(id, port)
      return next.length === 0 ? end(mark ?? otherwise) : next.flatMap((target) => visit(target, record, mark))
    }
    if (what === 'pass') return travel('out', held, 'skipped')
    if (what === 'rest') return targets(id, 'rest').length > 0 ? travel('rest', held, 'skipped') : end(stronger(held, 'filtered'))
    if (what === 'drop') return end(stronger(held, 'skipped'))
    if (what === 'wait') return end(stronger(held, 'waiting'))
    if (what === 'write') return travel('out', stronger(held, 'created'), 'skipped')
    // The catch covers every worker that its own records cannot reach; here that is all but the last.
    if (random.hasCatch && id !== last) return visit('c', record, 'failed')
    return end('failed')
  }
  return random.sources
    .flatMap((sizes, index) => {
      const count = sizes.reduce((sum, size) => sum + size, 0)
      return Array.from({ length: count }, (_, number) => ({ entity: 'order', key: `s${index}-${number}`, data: {}, raw: null, origin }))
    })
    .flatMap((record) => {
      const next = targets(record.key.split('-')[0] ?? '', 'out')
      return next.length === 0 ? [`${record.key} skipped`] : next.flatMap((target) => visit(target, record, undefined))
    })
    .sort()
}

const runRandom = (
  { document, random }: { document: FlowDocument; random: { batchSize: number; queueCapacity: number; pagesInFlight: number } },
  signal: AbortSignal,
) => {
  const memory = createMemoryRunStore()
  const report = runFlow({
    document,
    nodes,
    mode: 'run',
    connection: () => {
      throw new Error('none')
    },
    store: memory.store,
    clock,
    log: () => undefined,
    hash: (text) => text,
    signal,
    limits: random,
  })
  return { report, memory }
}

it('ends every record in exactly one outcome per branch in any flow, and the counts add up', async () => {
  await fc.assert(
    fc.asyncProperty(graph, async (flow) => {
      const { report: running, memory } = runRandom(flow, new AbortController().signal)
      const report = await running
      expect(report.state).toBe('finished')
      expect(report.branchEnds.settled).toBe(report.branchEnds.owed)
      expect(Object.values(report.outcomes).reduce((sum, count) => sum + count, 0)).toBe(report.branchEnds.owed)
      expect(memory.outcomes.map((row) => `${row.key} ${row.outcome.kind}`).sort()).toEqual(expectedEnds(flow))
      // What is unfinished comes along, so that it can be tried again; the position has passed it.
      const isKept = ({ outcome, record }: (typeof memory.outcomes)[number]) => unfinished.includes(outcome.kind) === (record !== undefined)
      expect(memory.outcomes.filter((row) => !isKept(row))).toEqual([])
    }),
    { numRuns: 400 },
  )
})

it('never moves a position past a record without an outcome, wherever the run is stopped', async () => {
  await fc.assert(
    fc.asyncProperty(graph, fc.nat(6), async (flow, turns) => {
      const stopping = new AbortController()
      const { report: running, memory } = runRandom(flow, stopping.signal)
      for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve))
      stopping.abort(new StoppedError())
      await running
      const moves = memory.moves
      for (const move of moves) {
        const sizes = flow.random.sources[Number(move.sourceNodeId.slice(1))] ?? []
        const passed = sizes.slice(0, move.position as number).reduce((sum, size) => sum + size, 0)
        const onRecord = new Set(
          memory.outcomes
            .slice(0, move.outcomesSoFar)
            .filter((row) => row.sourceNodeId === move.sourceNodeId)
            .map((row) => row.key),
        )
        for (let number = 0; number < passed; number++) expect(onRecord).toContain(`${move.sourceNodeId}-${number}`)
      }
    }),
    { numRuns: 200 },
  )
})
