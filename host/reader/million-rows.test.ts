import { afterAll, beforeAll, expect, it } from 'vitest'
import { temporaryFolder } from '#host/journal/test-builders.ts'
import { createReader, type Reader } from './reader.ts'
import { writeManyRows } from './test-builders.ts'

/** `SLUICE_LOG_ROWS=1000` makes this test a quick one. */
const count = Number(process.env.SLUICE_LOG_ROWS ?? 1_000_000)
const outcomes = Math.floor(count * 0.8)

let temporary: ReturnType<typeof temporaryFolder>
let reader: Reader

beforeAll(() => {
  temporary = temporaryFolder()
  writeManyRows(temporary.folder, count)
  reader = createReader({ dataFolder: temporary.folder })
}, 120_000)
afterAll(async () => {
  await reader.close()
  temporary.remove()
})

it(`opens ${count} rows, jumps to any of them and filters`, async () => {
  const { total } = await reader.ask('openView', { viewId: 'all', filter: {} })
  expect(total).toBe(count)

  const rowsAt = async (offset: number, viewId = 'all') => (await reader.ask('viewRows', { viewId, offset, limit: 100 })).rows
  for (const offset of [0, 1, Math.floor(count / 3), count - 100]) {
    const rows = await rowsAt(offset)
    expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).toSorted((a, b) => a - b))
    const middle = rows[50]
    if (!middle) throw new Error(`There is no row at ${offset + 50}.`)
    expect(await reader.ask('placeInView', { viewId: 'all', source: middle.source, id: middle.id })).toBe(offset + 50)
  }
  expect(await rowsAt(count)).toEqual([])

  const failed = await reader.ask('openView', { viewId: 'failed', filter: { outcomes: ['failed'] } })
  expect(failed.total).toBe(outcomes / 100)
  expect((await rowsAt(failed.total - 100, 'failed')).every(({ kind }) => kind === 'failed')).toBe(true)
  const ofRun = await reader.ask('openView', { viewId: 'run', filter: { runId: 7 } })
  expect(ofRun.total).toBe(count / 100)
  const [hit] = await reader.ask('searchRecords', { text: `w-${outcomes - 1}` })
  expect(hit?.key).toBe(`W-${outcomes - 1}`)
})
