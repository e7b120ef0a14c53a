import { AsyncLocalStorage } from 'node:async_hooks'
import { describe, expect, it } from 'vitest'
import type { FlowDocument } from '#core/flow/document.ts'
import type { UnreadableRecord } from '#core/kit/define-connector.ts'
import { type AnyNode, defineNode } from '#core/kit/define-node.ts'
import { ConnectionError, DataError, StoppedError } from '#core/kit/errors.ts'
import { field } from '#core/kit/fields.ts'
import type { Clock } from '#core/kit/ports.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { createMemoryRunStore } from '#tests/support/memory-run-store.ts'
import { type RunOptions, runFlow } from './run-flow.ts'

const base = { version: 1, summary: '', category: 'logic', icon: 'circle', effect: 'none', describe: () => '' } as const

const realClock: Clock = {
  now: () => new Date(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}

function recordOf(key: string): FlowRecord {
  return { entity: 'order', key, data: { number: key }, raw: null, origin: { connector: 'test', account: 'a' } }
}

const source = (
  pages: readonly (readonly string[])[],
  { onPage, unreadable }: { onPage?: (index: number) => void; unreadable?: readonly UnreadableRecord[] } = {},
): AnyNode =>
  defineNode({
    ...base,
    type: 'source',
    label: 'Source',
    fields: {},
    inputs: 0,
    outputs: ['out'],
    open: () => ({
      describePosition: (position) => `up to ${position}`,
      async *pages(position) {
        const from = typeof position === 'number' ? position : 0
        for (let index = from; index < pages.length; index++) {
          onPage?.(index)
          yield { records: (pages[index] ?? []).map(recordOf), position: index + 1, unreadable }
        }
      },
    }),
  })

const each = (type: string, decide: (record: FlowRecord) => ReturnType<typeof pass>, extra: { concurrency?: number } = {}): AnyNode =>
  defineNode({
    ...base,
    ...extra,
    type,
    label: type,
    fields: {},
    inputs: 1,
    outputs: ['out', 'rest'],
    prepare: () => ({ process: (records) => records.map(decide) }),
  })

const pass = (record: FlowRecord, port = 'out') => ({ port, record }) as import('#core/kit/define-node.ts').Result
const written = (record: FlowRecord) => ({ port: 'out', record, outcome: { kind: 'created', targetId: record.key } }) as const

const catcher = defineNode({
  ...base,
  type: 'catch',
  label: 'Catch',
  fields: { nodes: field.nodes({ label: 'Nodes', optional: true }) },
  inputs: 'failures',
  outputs: ['out'],
  covers: ({ nodes }) => nodes ?? 'all',
})

function flowOf(wires: readonly string[], options: Partial<FlowDocument['options']> = {}): FlowDocument {
  const parsed = wires.map((wire) => {
    const [from = '', to = ''] = wire.split('>')
    const [node = '', port = 'out'] = from.split('.')
    return { from: [node, port] as const, to }
  })
  const ids = [...new Set(parsed.flatMap(({ from, to }) => [from[0], to]))]
  return {
    format: 1,
    id: 'flow',
    name: 'Flow',
    nodes: ids.map((id) => ({ id, type: id.replace(/\d+$/, ''), version: 1, position: [0, 0], settings: {} })),
    wires: parsed,
    slots: {},
    options: { onFailure: 'continue', timeZone: 'Europe/Amsterdam', ...options },
  }
}

async function run(
  document: FlowDocument,
  nodes: readonly AnyNode[],
  {
    memory = createMemoryRunStore(),
    signal = new AbortController().signal,
    mode = 'run' as 'run' | 'plan',
    limits = {},
    within,
  }: Partial<Pick<RunOptions, 'signal' | 'mode' | 'limits' | 'within'>> & { memory?: ReturnType<typeof createMemoryRunStore> } = {},
) {
  const report = await runFlow({
    document,
    nodes: Object.fromEntries(nodes.map((node) => [node.type, node])),
    mode,
    connection: () => {
      throw new Error('no connections here')
    },
    store: memory.store,
    clock: realClock,
    log: memory.store.log,
    hash: (text) => text,
    signal,
    limits,
    ...(within && { within }),
  })
  return { report, memory }
}

describe('a run', () => {
  it('does each node’s work where the host can tell whose it is', async () => {
    const atWork = new AsyncLocalStorage<string>()
    const seen: (string | undefined)[] = []
    const look = (type: string) =>
      defineNode({
        ...base,
        ...{ type, label: type, fields: {}, inputs: 1, outputs: ['out'], concurrency: 2 },
        prepare: () => ({
          process: async (records) => {
            await new Promise((resolve) => setImmediate(resolve))
            seen.push(`${type} in ${atWork.getStore()}`)
            return records.map((record) => pass(record))
          },
        }),
      })
    await run(flowOf(['source>one', 'one>two']), [source([['1'], ['2']]), look('one'), look('two')], {
      within: (nodeId, work) => atWork.run(nodeId, work),
    })
    expect(seen.toSorted()).toEqual(['one in one', 'one in one', 'two in two', 'two in two'])
  })

  it('gives every record one outcome and moves the position over the page', async () => {
    const { report, memory } = await run(flowOf(['source>write']), [source([['1', '2'], ['3']]), each('write', written)])
    expect(report.state).toBe('finished')
    expect(report.outcomes).toEqual({ created: 3 })
    expect(memory.positions.at(-1)).toBe(2)
    expect(memory.outcomes.map((row) => row.key)).toEqual(['1', '2', '3'])
  })

  it('owes an end per branch and pays each', async () => {
    const { report } = await run(flowOf(['source>write', 'source>other', 'other>write']), [
      source([['1', '2']]),
      each('write', written),
      each('other', (r) => pass(r)),
    ])
    expect(report.emitted).toBe(2)
    expect(report.branchEnds).toEqual({ owed: 4, settled: 4 })
    expect(report.outcomes).toEqual({ created: 4 })
  })

  it('ends a record as filtered where the port it leaves through is not wired, and lets it travel on where it is', async () => {
    const filter = each('filter', (record) =>
      record.key === '2' ? { port: 'rest', record, outcome: { kind: 'filtered', message: 'unpaid' } } : pass(record),
    )
    const dropped = await run(flowOf(['source>filter', 'filter>write']), [source([['1', '2']]), filter, each('write', written)])
    const kept = await run(flowOf(['source>filter', 'filter>write', 'filter.rest>write']), [
      source([['1', '2']]),
      filter,
      each('write', written),
    ])
    expect(dropped.report.outcomes).toEqual({ created: 1, filtered: 1 })
    expect(kept.report.outcomes).toEqual({ created: 2 })
  })

  it('lets one bad record fail alone, keeps it for later, and still moves on', async () => {
    const failing = each('write', (record) =>
      record.key === '2' ? { record, error: new DataError('Order 2: no product', { code: 'product-missing' }) } : written(record),
    )
    const { report, memory } = await run(flowOf(['source>write']), [source([['1', '2', '3']]), failing])
    expect(report.outcomes).toEqual({ created: 2, failed: 1 })
    expect(memory.outcomes.find((row) => row.key === '2')).toMatchObject({
      outcome: { code: 'product-missing', fix: 'user' },
      record: { key: '2' },
    })
    expect(memory.positions).toEqual([1])
  })

  it('fails a record nobody could read, lets its page go on, and does not keep it for later', async () => {
    const broken = {
      entity: 'order',
      key: '2',
      origin: { connector: 'test', account: 'a' },
      raw: { date: 'x' },
      error: new DataError('Order 2: "x" is no date'),
    }
    const { report, memory } = await run(flowOf(['source>write']), [source([['1', '3']], { unreadable: [broken] }), each('write', written)])
    expect(report).toMatchObject({ outcomes: { created: 2, failed: 1 }, emitted: 3, branchEnds: { owed: 3, settled: 3 } })
    expect(memory.outcomes.find((row) => row.key === '2')).toMatchObject({
      nodeId: 'source',
      outcome: { message: 'Order 2: "x" is no date' },
      record: undefined,
    })
    expect(memory.positions).toEqual([1])
  })

  it('tries the parked records of earlier runs after what is new, without moving the position for them', async () => {
    const memory = createMemoryRunStore({ position: 1, parked: [recordOf('old')] })
    await run(flowOf(['source>write']), [source([['1'], ['2']]), each('write', written)], { memory })
    expect(memory.outcomes.map((row) => row.key)).toEqual(['2', 'old'])
    expect(memory.positions).toEqual([2])
  })

  it('does not try an old state of a record that came anew', async () => {
    const memory = createMemoryRunStore({ parked: [{ ...recordOf('1'), data: { number: '1', isOld: true } }] })
    const { report } = await run(flowOf(['source>write']), [source([['1']]), each('write', written)], { memory })
    expect(report).toMatchObject({ emitted: 1, outcomes: { created: 1 } })
  })

  it('gives up a parked record that came anew under another key', async () => {
    const own = (key: string) => ({ ...recordOf(key), origin: { connector: 'test', account: 'a', id: '17' } })
    const memory = createMemoryRunStore({ parked: [own('ABC-1')] })
    const renamed = defineNode({
      ...base,
      type: 'source',
      label: 'Source',
      fields: {},
      inputs: 0,
      outputs: ['out'],
      open: () => ({
        describePosition: String,
        async *pages() {
          yield { records: [own('990002')], position: 1 }
        },
      }),
    })
    await run(flowOf(['source>write']), [renamed, each('write', written)], { memory })
    expect([memory.outcomes.map((row) => row.key), memory.discarded.map((record) => record.key)]).toEqual([['990002'], ['ABC-1']])
  })

  it('brings failures to the catch node and never hides them behind a later write', async () => {
    const bad = each('bad', (record) => ({ record, error: new DataError('no') }))
    const { report, memory } = await run(flowOf(['source>bad', 'catch>write']), [source([['1']]), bad, catcher, each('write', written)])
    expect(report.outcomes).toEqual({ failed: 1 })
    expect(memory.outcomes[0]).toMatchObject({ nodeId: 'bad' })
    expect(report.nodes.write?.received).toBe(1)
  })

  it('fails the records of a batch when a node breaks, and goes on with the next', async () => {
    let calls = 0
    const broken = defineNode({
      ...base,
      type: 'write',
      label: 'w',
      fields: {},
      inputs: 1,
      outputs: ['out'],
      prepare: () => ({
        process: (records) => {
          if (calls++ === 0) throw new TypeError('x is undefined')
          return records.map(written)
        },
      }),
    })
    const { report } = await run(flowOf(['source>write']), [source([['1', '2'], ['3']]), broken])
    expect(report).toMatchObject({ state: 'finished', outcomes: { failed: 2, created: 1 } })
  })

  it('ends when the target cannot be reached, leaving the position where it was', async () => {
    const down = each('write', () => {
      throw new ConnectionError('Odoo refused the API key.')
    })
    const { report, memory } = await run(flowOf(['source>write']), [source([['1'], ['2']]), down])
    expect(report.state).toBe('failed')
    expect(report.error).toBeInstanceOf(ConnectionError)
    expect(report.endedBy).toBe('write')
    expect(memory.positions).toEqual([])
  })

  it('sets a record that waits aside: kept for later, given to no catch node, and no reason to stop', async () => {
    const codes = each('codes', (record) =>
      record.key === '2' ? { record, outcome: { kind: 'waiting', code: 'code-missing' } } : pass(record),
    )
    const caught: string[] = []
    const note = each('note', (record) => {
      caught.push(record.key)
      return pass(record)
    })
    const document = flowOf(['source>codes', 'codes>write', 'catch>note'], { onFailure: 'stop' })
    const { report, memory } = await run(document, [source([['1', '2', '3']]), codes, each('write', written), catcher, note])
    expect([report.state, report.outcomes, caught, memory.positions]).toEqual(['finished', { created: 2, waiting: 1 }, [], [1]])
    expect(memory.outcomes.filter(({ record }) => record).map(({ key }) => key)).toEqual(['2'])
  })

  it('keeps a record whose one branch waits after another was written', async () => {
    const codes = each('codes', (record) => ({ record, outcome: { kind: 'waiting' } }))
    const { memory } = await run(flowOf(['source>write', 'write>codes']), [source([['1']]), each('write', written), codes])
    expect(memory.outcomes).toMatchObject([{ key: '1', nodeId: 'codes', outcome: { kind: 'waiting' }, record: { key: '1' } }])
  })

  it('stops at the first failure when the flow says so', async () => {
    const failing = each('write', (record) => (record.key === '1' ? { record, error: new DataError('Order 1 is wrong') } : written(record)))
    const { report, memory } = await run(flowOf(['source>write'], { onFailure: 'stop' }), [
      source([['1'], ['2'], ['3'], ['4'], ['5'], ['6'], ['7']]),
      failing,
    ])
    expect(report.state).toBe('failed')
    expect(String(report.error)).toContain('Order 1 is wrong')
    expect(memory.outcomes.length).toBeLessThan(7)
  })

  it('stops on request between batches and keeps what was written', async () => {
    const stopping = new AbortController()
    const write = each('write', (record) => {
      if (record.key === '2') stopping.abort(new StoppedError())
      return written(record)
    })
    const { report, memory } = await run(
      flowOf(['source>write']),
      [source([['1'], ['2'], ['3'], ['4'], ['5'], ['6'], ['7'], ['8'], ['9']]), write],
      { signal: stopping.signal },
    )
    expect(report.state).toBe('stopped')
    expect(memory.outcomes.map((row) => row.key)).toEqual(['1', '2'])
  })

  it('keeps no more pages in flight than allowed while the target is slow', async () => {
    let opened = 0
    let done = 0
    let most = 0
    const pages = Array.from({ length: 30 }, (_, index) => [`${index}`])
    const slow = defineNode({
      ...base,
      type: 'write',
      label: 'w',
      fields: {},
      inputs: 1,
      outputs: ['out'],
      prepare: () => ({
        process: async (records) => {
          await new Promise((resolve) => setTimeout(resolve, 2))
          done++
          return records.map(written)
        },
      }),
    })
    await run(flowOf(['source>write']), [source(pages, { onPage: () => (most = Math.max(most, ++opened - done)) }), slow], {
      limits: { pagesInFlight: 3 },
    })
    expect(most).toBeLessThanOrEqual(4)
  })

  it('keeps the order within a key while several batches are in work', async () => {
    const seen: string[] = []
    const pages = Array.from({ length: 20 }, (_, index) => [`k${index % 3}`, `${index}`])
    const uneven = defineNode({
      ...base,
      type: 'write',
      label: 'w',
      concurrency: 4,
      fields: {},
      inputs: 1,
      outputs: ['out'],
      prepare: () => {
        let call = 0
        return {
          process: async (records) => {
            const mine = call++
            await new Promise((resolve) => setTimeout(resolve, (mine * 7) % 5))
            seen.push(`${records[0]?.key}:${mine}`)
            return records.map(written)
          },
        }
      },
    })
    const { report } = await run(flowOf(['source>write']), [source(pages), uneven])
    const order = (key: string) => seen.filter((one) => one.startsWith(`${key}:`)).map((one) => Number(one.split(':')[1]))
    expect(report.outcomes).toEqual({ created: 40 })
    for (const key of ['k0', 'k1', 'k2']) expect(order(key)).toEqual([...order(key)].sort((a, b) => a - b))
  })

  it('moves no position in a plan', async () => {
    const { memory } = await run(
      flowOf(['source>write']),
      [source([['1']]), each('write', (record) => ({ port: 'out', record, outcome: { kind: 'planned' } }))],
      { mode: 'plan' },
    )
    expect(memory.positions).toEqual([])
    expect(memory.outcomes).toHaveLength(1)
  })

  it('names the circle when wires go round', async () => {
    const { report } = await run(flowOf(['source>a1', 'a1>a2', 'a2>a1']), [source([['1']]), each('a', (r) => pass(r))])
    expect(report.state).toBe('failed')
    expect(String(report.error)).toContain('a1 → a2 → a1')
  })
})
