// Upsert target on 127.0.0.1. Holds a checksum per key only, so that its own memory stays small and its answers stay cheap.
//   PUT /orders/:key   upsert one      POST /bulk   upsert an array of records with a key
//   POST /done         a run without writes reports its end      POST /reset   POST /stats
import http from 'node:http'
import { addChecksum, checksumOf } from '../lib/checksum.ts'

interface Tally {
  readonly rows: Map<string, number>
  writes: number
  duplicates: number
  sum: number
  firstMs: number
  lastMs: number
  doneMs: number
  done: unknown
}

const emptyTally = (): Tally => ({ rows: new Map(), writes: 0, duplicates: 0, sum: 0, firstMs: 0, lastMs: 0, doneMs: 0, done: null })
// One clock for all processes of the bench.
const monotonicMs = () => Number(process.hrtime.bigint() / 1000n) / 1000
const accepted = Buffer.from('{"ok":true}')
const head = { 'content-type': 'application/json', 'content-length': accepted.length }
let tally = emptyTally()

function upsert(key: string, body: Buffer): void {
  const checksum = checksumOf(body)
  const before = tally.rows.get(key)
  if (before !== undefined) {
    tally.duplicates++
    tally.sum = addChecksum(tally.sum, -before)
  }
  tally.rows.set(key, checksum)
  tally.sum = addChecksum(tally.sum, checksum)
  tally.writes++
}

http
  .createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const arrivedMs = monotonicMs()
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
      const path = request.url ?? '/'
      if (path.startsWith('/orders/') || path === '/bulk') {
        tally.firstMs ||= arrivedMs
        if (path === '/bulk') for (const record of JSON.parse(body.toString())) upsert(record.key, Buffer.from(JSON.stringify(record)))
        else upsert(path.slice('/orders/'.length), body)
        tally.lastMs = monotonicMs()
      } else if (path === '/done') {
        tally.doneMs = arrivedMs
        tally.done = JSON.parse(body.toString())
      } else if (path === '/reset') {
        tally = emptyTally()
      } else if (path === '/stats') {
        const { rows, ...counts } = tally
        const answer = Buffer.from(JSON.stringify({ ...counts, unique: rows.size }))
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer)
        return
      }
      response.writeHead(200, head).end(accepted)
    })
  })
  .listen(Number(process.env.SINK_PORT), '127.0.0.1')
