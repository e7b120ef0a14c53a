import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Caller } from '#core/contract/dispatch.ts'
import { temporaryFolder, tickingClock } from '#host/journal/test-builders.ts'
import { createLogHandlers, type LogHandlers } from './log-handlers.ts'
import { createNodeNames } from './node-names.ts'
import { createReader, type Reader } from './reader.ts'
import { writeRows } from './test-builders.ts'

let temporary: ReturnType<typeof temporaryFolder>
let reader: Reader
let handlers: LogHandlers
let told: { readonly name: string; readonly payload: unknown }[]

beforeEach(() => {
  temporary = temporaryFolder()
  told = []
  reader = createReader({ dataFolder: temporary.folder, file: new URL('./dying-worker.ts', import.meta.url) })
  const names = createNodeNames(
    async (flowId) => ({
      ...{ format: 1, id: flowId, name: flowId, wires: [], slots: {}, options: { onFailure: 'continue', timeZone: 'UTC' } },
      nodes: [{ id: 'upsert', type: 'upsert', version: 1, name: 'To Odoo', position: [0, 0], settings: {} }],
    }),
    tickingClock(),
  )
  handlers = createLogHandlers({ reader, names, emit: (name, payload) => told.push({ name, payload }) })
})
afterEach(async () => {
  await reader.close()
  temporary.remove()
})

function caller(id = 'page'): Caller & { leave(): void } {
  const controller = new AbortController()
  return { id, signal: controller.signal, leave: () => controller.abort() }
}

const outcome = (key: string, at: number) =>
  ({ source: 'outcome', at, runId: 1, nodeId: 'upsert', kind: 'created', key, message: 'Made.' }) as const

const rowsOf = async (viewId: string, page: Caller) => (await handlers['log:rows']({ viewId, offset: 0, limit: 100 }, page)).rows

it('names nodes as their flow does', async () => {
  writeRows(temporary.folder, [outcome('a', 1)])
  const page = caller()
  const { viewId } = await handlers['log:open']({ filter: {} }, page)
  expect(await rowsOf(viewId, page)).toMatchObject([{ key: 'a', nodeId: 'upsert', nodeName: 'To Odoo' }])
})

it('tells a page that looks when rows arrive', async () => {
  const page = caller()
  const { viewId, total } = await handlers['log:open']({ filter: {} }, page)
  expect(total).toBe(0)
  const grew = new Promise((resolve) => reader.onGrew(resolve))
  writeRows(temporary.folder, [outcome('a', 1)])
  await grew
  expect(told).toContainEqual({ name: 'log:grew', payload: { viewId, total: 1 } })
})

it('closes the oldest of a page’s views when it opens a fifth', async () => {
  const page = caller()
  const opened = []
  for (let index = 0; index < 5; index++) opened.push(await handlers['log:open']({ filter: {} }, page))
  const [oldest, second] = opened
  await expect(rowsOf(oldest?.viewId ?? '', page)).rejects.toMatchObject({ code: 'view-gone' })
  await expect(rowsOf(second?.viewId ?? '', page)).resolves.toEqual([])
})

it('keeps a view from other pages, and closes it with its own', async () => {
  const page = caller()
  const { viewId } = await handlers['log:open']({ filter: {} }, page)
  await expect(rowsOf(viewId, caller('other'))).rejects.toMatchObject({ code: 'view-gone' })
  page.leave()
  await expect(rowsOf(viewId, caller())).rejects.toMatchObject({ code: 'view-gone' })
})

it('goes on with the same view when the reader has died meanwhile', async () => {
  writeRows(temporary.folder, [outcome('a', 1)])
  const page = caller()
  const { viewId } = await handlers['log:open']({ filter: {} }, page)
  await expect(reader.ask('runReport', { runId: 13 })).rejects.toMatchObject({ code: 'reader-died', fix: 'wait' })
  expect(await rowsOf(viewId, page)).toMatchObject([{ key: 'a' }])
})

it('keeps code and hint of an error over the threads', async () => {
  await expect(reader.ask('runReport', { runId: 12 })).rejects.toMatchObject({ code: 'unknown-run', fix: 'user', hint: expect.any(String) })
})

it('answers nobody who has gone', async () => {
  const stopping = new AbortController()
  const asking = reader.ask('searchRecords', { text: 'a' }, stopping.signal)
  stopping.abort()
  await expect(asking).rejects.toMatchObject({ code: 'stopped' })
})

it('exports a whole view in pieces, or the rows that were picked', async () => {
  const count = 4_500
  writeRows(
    temporary.folder,
    Array.from({ length: count }, (_, index) => outcome(`W-${index}`, index)),
  )
  const page = caller()
  const { viewId } = await handlers['log:open']({ filter: {} }, page)
  let text = ''
  let pieces = 0
  for (let after: number | undefined = 0; after !== undefined; pieces++) {
    const { chunk, next }: { chunk: string; next: number | null } = await handlers['log:export']({ viewId, format: 'csv', after }, page)
    text += chunk
    after = next ?? undefined
  }
  const lines = text.trimEnd().split('\r\n')
  expect([pieces, lines.length, lines.at(-1)?.includes(`W-${count - 1}`)]).toEqual([3, count + 1, true])
  const picked = await handlers['log:export']({ viewId, format: 'jsonl', places: [3, 1, 99_999] }, page)
  expect(picked.next).toBeNull()
  expect(
    picked.chunk
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { key: string }).key),
  ).toEqual(['W-3', 'W-1'])
})
