import { existsSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Result } from '#core/kit/define-node.ts'
import { DataError } from '#core/kit/errors.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { openJournal } from '#host/journal/open-journal.ts'
import { temporaryFolder, tickingClock } from '#host/journal/test-builders.ts'
import { pinFile, pruneSamples, sampleFile } from './sample-file.ts'
import { createSampleQueries, type PlaceOfData, type SampleQueries } from './sample-queries.ts'
import { createSampler, type SamplerOptions } from './sampler.ts'

const flowId = 'orders'
const { signal } = new AbortController()

let temporary: ReturnType<typeof temporaryFolder>
let queries: SampleQueries
let troubles: unknown[]

beforeEach(() => {
  temporary = temporaryFolder()
  troubles = []
  queries = createSampleQueries(temporary.folder, {})
})
afterEach(() => {
  temporary.remove()
  expect(troubles).toEqual([])
})

function sampler(given: Partial<SamplerOptions> & { readonly ids?: readonly string[] } = {}) {
  const { ids = ['read', 'filter'], ...rest } = given
  return createSampler({
    ...{
      dataFolder: temporary.folder,
      flowId,
      kind: 'run',
      runId: 1,
      clock: tickingClock(),
      cap: 1_000,
      allNodes: ['read', 'filter', 'map'],
    },
    nodes: new Map(ids.map((id) => [id, { input: '', output: '' }])),
    onTrouble: (error) => troubles.push(error),
    ...rest,
  })
}

const record = (key: string, data: unknown = { number: key }, raw: unknown = { id: key }): FlowRecord => ({
  ...{ entity: 'order', key, data, raw, origin: { connector: 'mplus', account: 'till' } },
})

const on = (record: FlowRecord, port = 'out'): Result => ({ port, record })

const rows = async (place: Omit<PlaceOfData, 'flowId'>, search?: string) =>
  (await queries.dataRows({ flowId, ...place, search, offset: 0, limit: 500 }, signal)).rows

describe('samples', () => {
  it('keep records as they were, and tell where each came from and how it ended', async () => {
    const taking = sampler()
    const [a, b, c] = [record('a'), record('b', { name: 'Koffiemok' }, null), record('c')] as const
    taking.emitted('read', [a, b, c])
    taking.processed(
      'filter',
      [a, b, c],
      [on(a), on(b, 'rest'), { record: c, error: new DataError('Order c: no lines.', { hint: 'Add one.' }) }],
    )
    taking.close()
    const ins = await rows({ nodeId: 'filter', side: 'in' })
    expect(ins.map((row) => row.record)).toEqual([a, b, c])
    expect(ins[2]?.outcome).toEqual({ kind: 'failed', code: 'data', message: 'Order c: no lines.', hint: 'Add one.' })
    const [passed] = await rows({ nodeId: 'filter', side: 'out' })
    const [rest] = await rows({ nodeId: 'filter', side: 'out', port: 'rest' })
    expect([passed?.from, rest?.from]).toEqual([ins[0]?.rowId, ins[1]?.rowId])
    expect(queries.dataRecord({ flowId, rowId: rest?.rowId ?? 0 })).toMatchObject({ row: { record: b }, before: { record: b } })
  })

  it('count what they do not keep', async () => {
    const taking = sampler({ cap: 10 })
    const many = Array.from({ length: 25 }, (_, index) => record(`W-${index}`))
    taking.emitted('read', many)
    taking.processed(
      'filter',
      many,
      many.map((one) => on(one)),
    )
    taking.close()
    const { rows: kept, total } = await queries.dataRows({ flowId, nodeId: 'filter', side: 'out', offset: 8, limit: 10 }, signal)
    expect([kept.map(({ index, record: { key } }) => [index, key]), total]).toEqual([
      [
        [8, 'W-8'],
        [9, 'W-9'],
      ],
      10,
    ])
    const document = {
      format: 1,
      id: flowId,
      name: 'Orders',
      wires: [],
      slots: {},
      options: { onFailure: 'continue', timeZone: 'UTC' },
    } as const
    const node = { id: 'filter', type: 'filter', version: 1, position: [0, 0], settings: {} } as const
    expect(queries.dataOverview({ flowId, document: { ...document, nodes: [node] } })[0]).toMatchObject({
      in: { kept: 10, total: 25 },
      out: { out: { kept: 10, total: 25 } },
    })
  })

  it('are seen before the run has ended', async () => {
    const clock = tickingClock()
    const taking = sampler({ clock })
    clock.skip(1_000)
    taking.emitted('read', [record('a')])
    expect(await rows({ nodeId: 'read', side: 'out' })).toHaveLength(1)
    taking.close()
  })

  it('are replaced by the next capture of a node, and stay where it did not pass', async () => {
    const first = sampler()
    first.emitted('read', [record('old')])
    first.processed('filter', [record('old')], [on(record('old'))])
    first.close()
    const second = sampler({ ids: ['read'], kind: 'preview', runId: null })
    second.emitted('read', [record('new')])
    second.close()
    expect((await rows({ nodeId: 'read', side: 'out' })).map((row) => row.record.key)).toEqual(['new'])
    expect((await rows({ nodeId: 'filter', side: 'out' })).map((row) => row.record.key)).toEqual(['old'])
  })

  it('of the older of two captures at once give way', async () => {
    const older = sampler()
    const newer = sampler()
    newer.emitted('read', [record('newer')])
    newer.close()
    older.emitted('read', [record('older')])
    older.close()
    expect((await rows({ nodeId: 'read', side: 'out' })).map((row) => row.record.key)).toEqual(['newer'])
  })

  it('are found by a part of key or data, letters of either case', async () => {
    const taking = sampler()
    taking.emitted('read', [record('W-1', { name: 'Ümlaut "groot"' }), record('w-2'), record('X-3', { name: 'müsli' })])
    taking.close()
    const found = async (search: string) =>
      (await rows({ nodeId: 'read', side: 'out' }, search)).map(({ index, record: { key } }) => [index, key])
    expect(await found('w-')).toEqual([
      [0, 'W-1'],
      [1, 'w-2'],
    ])
    expect(await found('ÜML')).toEqual([[0, 'W-1']])
    expect(await found('"GROOT"')).toEqual([[0, 'W-1']])
    expect(await found('nowhere')).toEqual([])
  })

  it('say which fields there are, those of lines counted over the lines', () => {
    const taking = sampler()
    taking.emitted('read', [
      record('1', { total: '10.00', note: '', lines: [{ sku: 'A', tags: ['x'] }, { sku: null }] }, null),
      record('2', { total: null, lines: [] }, null),
    ])
    taking.close()
    const fields = Object.fromEntries(
      queries.dataSchema({ flowId, nodeId: 'read', side: 'out' }).map(({ path, ...field }) => [path, field]),
    )
    expect(fields['data.total']).toEqual({ types: ['string', 'null'], filled: 1, of: 2, example: '10.00' })
    expect(fields['data.note']).toEqual({ types: ['string'], filled: 0, of: 2, example: null })
    expect(fields['data.lines[].sku']).toEqual({ types: ['string', 'null'], filled: 1, of: 2, example: 'A' })
    expect(fields['data.lines[].tags[]']).toEqual({ types: ['string'], filled: 1, of: 1, example: 'x' })
    expect(fields.key).toMatchObject({ filled: 2, of: 2, example: '1' })
    expect(fields.raw).toBeUndefined()
  })

  it('never trouble the run they are taken from', () => {
    const taking = sampler({ dataFolder: '/proc/none' })
    taking.emitted('read', [record('a')])
    taking.close()
    expect(troubles).toHaveLength(1)
    troubles = []
  })

  it('go when nobody has renewed them for long', () => {
    sampler().close()
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
    expect(pruneSamples(temporary.folder, { maxAgeDays: 90, now: inDays(89) })).toBe(0)
    expect(pruneSamples(temporary.folder, { maxAgeDays: 90, now: inDays(91) })).toBe(1)
    expect(existsSync(sampleFile(temporary.folder, flowId))).toBe(false)
  })
})

describe('an erased person', () => {
  it('is in no sample and no pin any more, and the rows around it stay readable', async () => {
    const taking = sampler()
    const jan = record('jan@klant.example')
    const named = record('W-2', { email: 'JAN@klant.example' })
    const inRaw = record('W-3', {}, { mail: 'jan@klant.example' })
    const other = record('W-4')
    taking.emitted('read', [record('W-1'), jan, named, inRaw, other])
    taking.processed('filter', [jan, other], [on(jan), on(other)])
    taking.close()
    queries.pin({ flowId, nodeId: 'read', at: 1 })
    const journal = openJournal({ folder: temporary.folder, clock: tickingClock() })
    expect(journal.erase('Jan@klant.example').samples).toBe(6)
    journal.close()
    expect(queries.pinnedOf({ flowId }).read?.out?.map(({ key }) => key)).toEqual(['W-1', 'W-4'])
    queries.unpin({ flowId, nodeId: 'read' })
    expect((await rows({ nodeId: 'read', side: 'out' })).map(({ index, record: { key } }) => [index, key])).toEqual([
      [0, 'W-1'],
      [1, 'W-4'],
    ])
    const { readFileSync } = await import('node:fs')
    expect(readFileSync(sampleFile(temporary.folder, flowId)).toString('latin1').toLowerCase()).not.toContain('jan@klant')
    expect(existsSync(pinFile(temporary.folder, flowId))).toBe(false)
  })
})

describe('pins', () => {
  it('travel as node id → port → records and come back the same', () => {
    queries.pin({ flowId, nodeId: 'read', at: 1, records: [record('a')] })
    const exported = queries.pinnedOf({ flowId })
    queries.replacePins({ flowId: 'copy', pinned: JSON.parse(JSON.stringify(exported)), at: 2 })
    expect(queries.pinnedOf({ flowId: 'copy' })).toEqual({ read: { out: [record('a')] } })
  })

  it('written by hand need no more than entity, key and data', () => {
    queries.pin({ flowId, nodeId: 'read', at: 1, records: [{ entity: 'order', key: 'a', data: { total: '1' } }] })
    expect(queries.pinnedOf({ flowId }).read?.out?.[0]).toMatchObject({ raw: null, origin: { connector: 'pinned' } })
    expect(() => queries.pin({ flowId, nodeId: 'read', at: 1, records: [{ key: 'a' }] })).toThrow('The record cannot be read at 0.entity')
  })

  it('of a stranger’s flow id stay in their folder', () => {
    expect(pinFile('/data', '../../etc/passwd')).toMatch(/^\/data\/samples\/[a-z0-9-]+\.pins\.json$/)
  })
})

describe('trying mappings', () => {
  it('gives each its own result, one that is wrong stopping no other', () => {
    const { results } = queries.tryMappings({
      record: { entity: 'order', key: '7', data: { name: 'Jas', lines: [{ sku: 'a' }, { sku: 'b' }] } },
      timeZone: 'UTC',
      mappings: [
        { target: 'billing.name', path: 'data.name' },
        { target: 'lines[].code', path: 'sku', steps: [{ do: 'upper' }] },
        { target: 'x', path: 'data.name', steps: [{ do: 'shout' }] },
        { target: 'y', path: 'data.missing' },
      ],
    })
    expect(results[0]).toEqual({ ok: true, value: 'Jas' })
    expect(results[1]).toMatchObject({ ok: true, value: ['A', 'B'] })
    expect(results[2]).toMatchObject({ ok: false, message: expect.stringContaining('shout') })
    expect(results[3]).toEqual({ ok: true, value: null })
  })
})
