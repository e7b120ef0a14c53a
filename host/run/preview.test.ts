import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { DataRow, NodeData } from '#core/contract/data.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { StoppedError } from '#core/kit/errors.ts'
import { openDatabase } from '#host/journal/open-database.ts'
import { tickingClock } from '#host/journal/test-builders.ts'
import { createSampleQueries, type PlaceOfData, type SampleQueries } from '#host/samples/sample-queries.ts'
import { nodes } from '#nodes/index.ts'
import { type MainJob, startMainJob } from '#tests/support/main-job.ts'
import type { StartPreview } from './protocol.ts'
import { runInProcess } from './run-process.ts'

const orderCount = 40
const { signal } = new AbortController()

let job: MainJob
let queries: SampleQueries
let flow: FlowDocument

beforeAll(async () => {
  job = await startMainJob({ orderCount, pageSize: 8 })
  queries = createSampleQueries(job.dataFolder, nodes)
  flow = job.start.document
})
afterAll(() => job.close())

const preview = (given: Partial<StartPreview> = {}, running: Parameters<typeof runInProcess>[1] = { signal }) =>
  runInProcess(
    {
      ...{ type: 'preview', dataFolder: job.dataFolder, document: flow, connections: job.start.connections },
      ...{ nodeId: 'place', scope: 'to-here', limit: 10, ...given },
    },
    running,
  )

const requestsToTill = () => [...job.till.counts.values()].reduce((sum, count) => sum + count, 0)

const overview = (document = flow): Readonly<Record<string, NodeData>> =>
  Object.fromEntries(queries.dataOverview({ flowId: flow.id, document }).map((one) => [one.nodeId, one]))

const rowsAt = async (place: Omit<PlaceOfData, 'flowId'>): Promise<readonly DataRow[]> =>
  (await queries.dataRows({ flowId: flow.id, ...place, offset: 0, limit: 500 }, signal)).rows

/** Everything the journal holds, as text to compare. */
function journalState(): string {
  const database = openDatabase({ folder: job.dataFolder, clock: tickingClock(), role: 'guest' })
  const tables = database
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'`)
    .pluck()
    .all()
  const state = tables.map((name) => [name, database.prepare(`SELECT * FROM ${name}`).all()])
  database.close()
  return JSON.stringify(state)
}

describe('while somebody waits', () => {
  afterEach(() => job.till.misbehave([]))

  it('tells of a system that fails after one more attempt', async () => {
    const before = requestsToTill()
    job.till.misbehave([{ kind: 'status-503' }])
    expect(await preview()).toMatchObject({ state: 'failed', error: { code: 'server-error' } })
    // Not a second one either where the first took its time.
    expect(requestsToTill() - before).toBeLessThanOrEqual(2)
  })

  it('is stopped while a system is silent', async () => {
    const before = requestsToTill()
    job.till.misbehave([{ kind: 'silence' }])
    const stopping = new AbortController()
    const ended = preview({}, { signal: stopping.signal })
    await expect.poll(requestsToTill, { timeout: 60_000 }).toBeGreaterThan(before)
    stopping.abort(new StoppedError())
    expect((await ended).state).toBe('stopped')
  })

  it('tells of every page as it is read', async () => {
    const read: number[] = []
    await preview({}, { signal, observer: { onProgress: ({ progress }) => read.push(progress.emitted) } })
    expect(read).toEqual([8, 10])
  })
})

describe('before any run', () => {
  it('shows what an upsert would do, and changes nothing in the books, the journal or the positions', async () => {
    const before = { books: job.booksState(), journal: journalState() }
    const ended = await preview()
    expect([...job.books.counts.keys()].filter((label) => /create|write|unlink|action/.test(label))).toEqual([])
    expect(ended).toMatchObject({ state: 'finished', error: undefined })
    expect({ books: job.booksState(), journal: journalState() }).toEqual(before)
    const planned = await rowsAt({ nodeId: 'place', side: 'in' })
    expect(planned.length).toBeGreaterThan(0)
    expect(planned[0]?.outcome).toMatchObject({ kind: 'planned', plannedKind: 'created' })
  })

  it('reads no more from a source than it was told to', () => {
    expect(overview().orders?.out).toEqual({ out: { kept: 10, total: 10 } })
    expect(overview().paid?.in).toEqual({ kept: 10, total: 10 })
  })

  it('runs only what leads to the node', async () => {
    await preview({ nodeId: 'paid', limit: 3 })
    expect(overview().orders).toMatchObject({ out: { out: { total: 3 } }, source: { kind: 'preview' } })
    // What the preview before left below it stays.
    expect(overview().place?.in.total).toBeGreaterThan(3)
  })

  it('says which row at the input each row at an output came from', async () => {
    const outs = await rowsAt({ nodeId: 'books-terms', side: 'out' })
    const ins = await rowsAt({ nodeId: 'books-terms', side: 'in' })
    expect(outs.map(({ from }) => from)).toEqual(ins.map(({ rowId }) => rowId))
    const { before } = queries.dataRecord({ flowId: flow.id, rowId: outs[0]?.rowId ?? 0 })
    expect(before?.record.key).toBe(outs[0]?.record.key)
  })
})

describe('one node alone', () => {
  it('runs on what stands at its input', async () => {
    await preview({ nodeId: 'books-terms' })
    const before = await rowsAt({ nodeId: 'books-terms', side: 'in' })
    const changed = changeNode(flow, 'books-terms', { mode: 'replace', mappings: [{ target: 'note', constant: 'by hand' }] })
    expect(await preview({ document: changed, nodeId: 'books-terms', scope: 'only' })).toMatchObject({ state: 'finished' })
    expect((await rowsAt({ nodeId: 'books-terms', side: 'out' })).map(({ record }) => record.data)).toEqual(
      before.map(() => ({ note: 'by hand' })),
    )
    expect(overview(changed)['books-terms']?.isStale).toBe(false)
    expect(overview(flow)['books-terms']?.isStale).toBe(true)
  })

  it('says what to do when nothing stands there', async () => {
    expect(await preview({ nodeId: 'tell', scope: 'only' })).toMatchObject({
      state: 'failed',
      error: { code: 'no-input', hint: 'Run to this node first, or pin data to the node before it.' },
    })
  })

  it('runs on what is pinned before it, and takes input that was out of date for what it is', async () => {
    const order = (await rowsAt({ nodeId: 'orders', side: 'out' }))[0]?.record
    queries.pin({ flowId: flow.id, nodeId: 'paid', at: 1, records: [{ ...order, key: 'PINNED' }] })
    await preview({ nodeId: 'books-terms', scope: 'only' })
    expect((await rowsAt({ nodeId: 'books-terms', side: 'in' })).map(({ record }) => record.key)).toEqual(['PINNED'])
    expect(overview()['books-terms']?.isStale).toBe(false)
    queries.unpin({ flowId: flow.id, nodeId: 'paid' })
    expect(overview()['books-terms']?.isStale).toBe(true)
    await preview({ nodeId: 'books-terms', scope: 'only' })
    expect(overview()['books-terms']?.isStale).toBe(true)
  })
})

describe('pinned data', () => {
  it('stands for the node and everything before it, at the port it is pinned to', async () => {
    await preview({ nodeId: 'orders' })
    const order = (await rowsAt({ nodeId: 'orders', side: 'out' }))[0]?.record
    queries.pin({
      flowId: flow.id,
      nodeId: 'paid',
      at: 1,
      port: 'out',
      records: [
        { ...order, key: 'A' },
        { ...order, key: 'B' },
      ],
    })
    queries.pin({ flowId: flow.id, nodeId: 'paid', at: 1, port: 'rest', records: [{ ...order, key: 'C' }] })
    // The till is not asked: no connection is given at all.
    expect(await preview({ nodeId: 'books-terms', connections: {} })).toMatchObject({ state: 'finished' })
    expect((await rowsAt({ nodeId: 'books-terms', side: 'in' })).map(({ record }) => record.key)).toEqual(['A', 'B'])
    expect(overview().paid).toMatchObject({ isPinned: true, source: { kind: 'pinned' }, out: { out: { kept: 2 }, rest: { kept: 1 } } })
    const [third] = await rowsAt({ nodeId: 'paid', side: 'out', port: 'rest' })
    expect(third?.record.key).toBe('C')
    expect(queries.dataRecord({ flowId: flow.id, rowId: third?.rowId ?? 0 }).row.record.key).toBe('C')
    queries.unpin({ flowId: flow.id, nodeId: 'paid' })
  })

  it('is taken from what stands at the output when no records are given', async () => {
    await preview({ nodeId: 'orders', limit: 4 })
    queries.pin({ flowId: flow.id, nodeId: 'orders', at: 1 })
    expect(queries.pinnedOf({ flowId: flow.id }).orders?.out).toHaveLength(4)
    queries.unpin({ flowId: flow.id, nodeId: 'orders' })
    expect(() => queries.pin({ flowId: flow.id, nodeId: 'nowhere', at: 1 })).toThrow('Nothing stands at the output')
  })
})

describe('a failing preview', () => {
  it('keeps code and hint', async () => {
    expect(await preview({ connections: {} })).toMatchObject({ state: 'failed', error: { code: 'slot-unbound' } })
  })

  it('ends when it is stopped', async () => {
    const stopping = new AbortController()
    const running = runInProcess(
      {
        ...{ type: 'preview', dataFolder: job.dataFolder, document: flow, connections: job.start.connections },
        ...{ nodeId: 'place', scope: 'to-here', limit: 100_000 },
      },
      { signal: stopping.signal },
    )
    stopping.abort()
    // A process that is still beginning when it is told may not get to say so itself.
    const how = running.then(
      ({ state }) => state,
      (error: unknown) => (error instanceof StoppedError ? 'stopped' : error),
    )
    expect(await how).toBe('stopped')
  })

  it('leads a failed record to the catch node above what is shown', async () => {
    const wrong = changeNode(flow, 'books-terms', {
      mappings: [{ target: 'lines[].taxCode', path: 'taxCode', steps: [{ do: 'value-map', table: { none: 'x' }, unmapped: 'fail' }] }],
    })
    expect(await preview({ document: wrong, nodeId: 'tell' })).toMatchObject({ state: 'finished' })
    const caught = await rowsAt({ nodeId: 'tell', side: 'in' })
    const failed = await rowsAt({ nodeId: 'books-terms', side: 'in' })
    expect(caught.length).toBe(failed.filter(({ outcome }) => outcome?.kind === 'failed').length)
    expect(caught.length).toBeGreaterThan(0)
    expect(caught[0]?.record.failure).toMatchObject({ nodeId: 'books-terms' })
  })
})

describe('a run', () => {
  it('leaves the samples of every node, with how records ended there', async () => {
    expect((await job.run()).state).toBe('finished')
    const { orders, paid, place, 'books-terms': terms } = overview()
    expect(orders).toMatchObject({ out: { out: { total: orderCount } }, source: { kind: 'run', runId: 1 }, isStale: false })
    expect((paid?.out.out?.total ?? 0) + (paid?.out.rest?.total ?? 0)).toBe(orderCount)
    expect([terms?.in.total, place?.in.total]).toEqual([paid?.out.out?.total, terms?.out.out?.total])
    const kinds = new Set((await rowsAt({ nodeId: 'place', side: 'in' })).map(({ outcome }) => outcome?.kind))
    expect(kinds.has('created')).toBe(true)
  })

  it('makes what it left stale when a setting, a wire or something before a node changes, and nothing else', () => {
    const renamed = { ...flow, nodes: flow.nodes.map((node) => ({ ...node, name: `${node.name} 2`, position: [0, 0] as const })) }
    expect(Object.values(overview(renamed)).some(({ isStale }) => isStale)).toBe(false)
    const mapped = overview(changeNode(flow, 'books-terms', { mappings: [] }))
    expect(Object.fromEntries(Object.values(mapped).map(({ nodeId, isStale }) => [nodeId, isStale]))).toEqual({
      ...{ orders: false, paid: false, 'books-terms': true, place: true },
      // The failures these get come from the nodes before.
      ...{ failed: true, tell: true },
    })
    const rewired = { ...flow, wires: flow.wires.filter(({ to }) => to !== 'paid') }
    expect(overview(rewired).paid?.isStale).toBe(true)
  })

  it('is decided by a preview afterwards with what the journal remembers', async () => {
    await preview()
    const kinds = (await rowsAt({ nodeId: 'place', side: 'in' })).map(({ outcome }) => outcome?.kind)
    expect(kinds.length).toBeGreaterThan(0)
    expect(kinds).not.toContain('planned')
  })
})

function changeNode(document: FlowDocument, nodeId: string, settings: FlowDocument['nodes'][number]['settings']): FlowDocument {
  return { ...document, nodes: document.nodes.map((node) => (node.id === nodeId ? { ...node, settings } : node)) }
}

it('shows what comes to a node that is not filled in yet', async () => {
  const empty = { ...flow, nodes: flow.nodes.map((node) => (node.id === 'books-terms' ? { ...node, settings: {} } : node)) }
  expect(await preview({ document: empty, nodeId: 'books-terms', limit: 3 })).toMatchObject({ state: 'finished' })
  expect(overview()['books-terms']).toMatchObject({ in: { total: expect.any(Number) }, out: {} })
  expect(overview()['books-terms']?.in.total).toBeGreaterThan(0)
})
