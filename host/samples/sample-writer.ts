import type { RowOutcome } from '#core/contract/data.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import type { SampleDatabase } from './sample-database.ts'
import type { SamplerOptions } from './sampler.ts'

/** One record at one side of a node, on its way to disk. */
export interface KeptRow {
  readonly id: number
  readonly place: PlaceCount
  readonly number: number
  readonly record: FlowRecord
  readonly cameFrom: number | null
  readonly outcome: RowOutcome | undefined
}

export interface PlaceCount {
  readonly nodeId: string
  readonly side: 'in' | 'out'
  readonly port: string
  readonly kept: number
  readonly total: number
}

export interface SampleWriter {
  /** Never given to another row of this flow, also not by a capture at the same time. */
  nextRowId(): number
  write(rows: readonly KeptRow[], places: readonly PlaceCount[]): void
}

/** Rows of a capture are numbered above this times its own number; 2²¹ captures of 2³² rows fit. */
const rowsPerCapture = 2 ** 32

/** Begins a capture: what the nodes showed before is gone, what this writes is seen at once. */
export function createSampleWriter(database: SampleDatabase, options: Omit<SamplerOptions, 'onTrouble'>): SampleWriter {
  const captureId = database.transaction(() => beginCapture(database, options)).immediate()
  const statements = prepareStatements(database)
  const placeIds = new Map<PlaceCount, number>()
  // Branches share records without copying, and a changed record mostly keeps its raw: each is written once.
  const records = new WeakMap<object, number>()
  const raws = new WeakMap<object, number>()
  let lastRow = captureId * rowsPerCapture

  function placeId(place: PlaceCount): number {
    const known = placeIds.get(place)
    if (known !== undefined) return known
    const id = Number(statements.addPlace.run(place.nodeId, place.side, place.port).lastInsertRowid)
    placeIds.set(place, id)
    return id
  }

  function recordId(record: FlowRecord): number {
    const known = records.get(record)
    if (known !== undefined) return known
    const { entity, key, data, raw, ...rest } = record
    const added = statements.addRecord.run(captureId, entity, key, JSON.stringify(data) ?? 'null', JSON.stringify(rest), rawId(raw))
    const id = Number(added.lastInsertRowid)
    records.set(record, id)
    return id
  }

  function rawId(raw: unknown): number | null {
    if (raw === null || raw === undefined) return null
    const known = typeof raw === 'object' ? raws.get(raw) : undefined
    if (known !== undefined) return known
    const id = Number(statements.addRaw.run(captureId, JSON.stringify(raw) ?? 'null').lastInsertRowid)
    if (typeof raw === 'object') raws.set(raw, id)
    return id
  }

  return {
    nextRowId: () => ++lastRow,
    write(rows, places) {
      database
        .transaction(() => {
          // Another capture may have begun since; the nodes it shares with this one are its own now.
          const own = new Set(statements.ownNodes.all(captureId))
          for (const { id, place, number, record, cameFrom, outcome } of rows) {
            if (!own.has(place.nodeId)) continue
            statements.addRow.run(id, placeId(place), number, recordId(record), cameFrom, outcome ? JSON.stringify(outcome) : null)
          }
          for (const place of places) if (own.has(place.nodeId)) statements.count.run(place.kept, place.total, placeId(place))
        })
        .immediate()
    },
  }
}

function beginCapture(database: SampleDatabase, { kind, runId, clock, nodes, allNodes }: Omit<SamplerOptions, 'onTrouble'>): number {
  const { lastInsertRowid } = database
    .prepare('INSERT INTO capture (kind, run_id, at) VALUES (?, ?, ?)')
    .run(kind, runId, clock.now().getTime())
  const captureId = Number(lastInsertRowid)
  const gone = JSON.stringify({ replaced: [...nodes.keys()], all: allNodes })
  const isGone = `node_id IN (SELECT value FROM json_each(@gone, '$.replaced')) OR node_id NOT IN (SELECT value FROM json_each(@gone, '$.all'))`
  database.prepare(`DELETE FROM row WHERE place_id IN (SELECT id FROM place WHERE ${isGone})`).run({ gone })
  database.prepare(`DELETE FROM place WHERE ${isGone}`).run({ gone })
  database.prepare(`DELETE FROM captured_node WHERE ${isGone}`).run({ gone })
  const add = database.prepare('INSERT INTO captured_node (node_id, capture_id, made_of) VALUES (?, ?, ?)')
  for (const [nodeId, made] of nodes) add.run(nodeId, captureId, JSON.stringify(made))
  for (const table of ['record', 'raw'])
    database.exec(`DELETE FROM ${table} WHERE capture_id NOT IN (SELECT capture_id FROM captured_node)`)
  database.exec('DELETE FROM capture WHERE id NOT IN (SELECT capture_id FROM captured_node)')
  return captureId
}

function prepareStatements(database: SampleDatabase) {
  return {
    ownNodes: database.prepare<[number], string>('SELECT node_id FROM captured_node WHERE capture_id = ?').pluck(),
    addPlace: database.prepare<[string, string, string]>('INSERT INTO place (node_id, side, port, kept, total) VALUES (?, ?, ?, 0, 0)'),
    count: database.prepare<[number, number, number]>('UPDATE place SET kept = ?, total = ? WHERE id = ?'),
    addRaw: database.prepare<[number, string]>('INSERT INTO raw (capture_id, text) VALUES (?, ?)'),
    addRecord: database.prepare<[number, string, string, string, string, number | null]>(
      'INSERT INTO record (capture_id, entity, key, data, rest, raw_id) VALUES (?, ?, ?, ?, ?, ?)',
    ),
    addRow: database.prepare<[number, number, number, number, number | null, string | null]>(
      'INSERT INTO row (id, place_id, number, record_id, came_from, outcome) VALUES (?, ?, ?, ?, ?, ?)',
    ),
  }
}
