// The limit: the same job written by hand, nothing in between. It cheats with floating numbers.
// Every contender answers GET /ping, POST /preload?n= and POST /run?n=&mode=.
import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Pool } from 'undici'
import type { BenchOrder, MappedOrder } from '../lib/reference.ts'
import { isKept, mapByHand } from '../lib/reference.ts'

const inFlight = 64
const source = new Pool(`http://127.0.0.1:${process.env.SOURCE_PORT}`, { connections: 1 })
const sink = new Pool(`http://127.0.0.1:${process.env.SINK_PORT}`, { connections: inFlight })
const headers = { 'content-type': 'application/json' }

async function fetchPage(count: number, page: number): Promise<{ next: number | null; data: BenchOrder[] }> {
  const { body } = await source.request({ path: `/orders?n=${count}&page=${page}`, method: 'GET' })
  return (await body.json()) as { next: number | null; data: BenchOrder[] }
}

/** Pages in order; the next one is on its way while this one is worked on. */
async function* pages(count: number) {
  let coming: ReturnType<typeof fetchPage> | undefined = fetchPage(count, 1)
  while (coming) {
    const page: Awaited<ReturnType<typeof fetchPage>> = await coming
    coming = page.next === null ? undefined : fetchPage(count, page.next)
    yield page.data
  }
}

async function send(method: 'PUT' | 'POST', path: string, value: unknown): Promise<void> {
  const { statusCode, body } = await sink.request({ path, method, headers, body: JSON.stringify(value) })
  await body.dump()
  if (statusCode !== 200) throw new Error(`sink answered ${statusCode}`)
}

/** At most `inFlight` writes at once over all pages. */
function createGate() {
  let free = inFlight
  const waiting: (() => void)[] = []
  return async (work: () => Promise<void>): Promise<void> => {
    if (free > 0) free--
    else await new Promise<void>((go) => waiting.push(go))
    try {
      await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}

async function writePages(
  count: number,
  { around }: { around: (orders: readonly MappedOrder[], page: number, write: () => Promise<void>) => Promise<void> },
): Promise<void> {
  const gate = createGate()
  const open = new Set<Promise<void>>()
  let page = 0
  for await (const orders of pages(count)) {
    const mapped = orders.filter(isKept).map(mapByHand)
    const done: Promise<void> = around(mapped, ++page, async () => {
      await Promise.all(mapped.map((order) => gate(() => send('PUT', `/orders/${order.key}`, order))))
    }).finally(() => open.delete(done))
    open.add(done)
    if (open.size >= 2) await Promise.race(open)
  }
  await Promise.all(open)
}

let preloaded: BenchOrder[] = []
// Results are kept for a while, so that the compiler cannot drop the mapping as unused.
const kept: MappedOrder[] = new Array(256)

const modes: Record<string, (count: number) => Promise<void>> = {
  e2e: (count) => writePages(count, { around: (_orders, _page, write) => write() }),
  /** Intents of a page are synced to disk before it is sent, its checkpoint after its last answer. */
  async durable(count) {
    const folder = mkdtempSync(join(tmpdir(), 'hand-journal-'))
    const database = new Database(join(folder, 'journal.db'))
    database.exec('pragma journal_mode=WAL; pragma synchronous=FULL')
    database.exec(
      'create table intent(key text primary key, page int, state int) without rowid; create table checkpoint(id int primary key, page int)',
    )
    const intend = database.prepare('insert or replace into intent values (?, ?, 0)')
    const finish = database.prepare('update intent set state = 1 where page = ?')
    const check = database.prepare('insert or replace into checkpoint values (1, ?)')
    await writePages(count, {
      around: async (orders, page, write) => {
        database.transaction(() => {
          for (const order of orders) intend.run(order.key, page)
        })()
        await write()
        database.transaction(() => {
          finish.run(page)
          check.run(page)
        })()
      },
    })
    database.close()
    rmSync(folder, { recursive: true })
  },
  async bulk(count) {
    const sending: Promise<void>[] = []
    let batch: MappedOrder[] = []
    const flush = async () => {
      sending.push(send('POST', '/bulk', batch))
      batch = []
      if (sending.length >= 4) await sending.shift()
    }
    for await (const orders of pages(count)) {
      for (const order of orders) {
        if (!isKept(order)) continue
        batch.push(mapByHand(order))
        if (batch.length === 250) await flush()
      }
    }
    if (batch.length > 0) await flush()
    await Promise.all(sending)
  },
  async noop(count) {
    let mapped = 0
    for await (const orders of pages(count)) for (const order of orders) if (isKept(order)) kept[mapped++ & 255] = mapByHand(order)
    await send('POST', '/done', { count: mapped })
  },
  async engine() {
    let mapped = 0
    const start = performance.now()
    for (const order of preloaded) if (isKept(order)) kept[mapped++ & 255] = mapByHand(order)
    await send('POST', '/done', { count: mapped, ms: performance.now() - start })
  },
}

http
  .createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://contender')
    const count = Number(url.searchParams.get('n'))
    const answer = () => response.end('{"ok":true}')
    if (url.pathname === '/preload') {
      void (async () => {
        preloaded = []
        for await (const orders of pages(count)) preloaded.push(...orders)
        answer()
      })()
      return
    }
    if (url.pathname === '/run') {
      void modes[url.searchParams.get('mode') ?? 'e2e']?.(count).catch((error) => {
        console.error(error)
        process.exit(1)
      })
    }
    answer()
  })
  .listen(Number(process.env.PORT), '127.0.0.1')
