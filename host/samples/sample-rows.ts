import type { DataRow, RowOutcome } from '#core/contract/data.ts'
import type { RecordPage } from '#core/contract/runs.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import type { SampleDatabase } from './sample-database.ts'

/** One side of a node, with rows numbered from 0. */
export interface RowSource {
  readonly length: number
  /** Changes whenever rows may have. */
  readonly stamp: string
  /** Rows with these numbers, in this order. */
  read(numbers: readonly number[]): readonly DataRow[]
  /** What a search looks into, from `from` on: key, and data as lower-case JSON. */
  texts(from: number, count: number): readonly { readonly key: string; readonly data: string }[]
}

interface StoredRow {
  readonly id: number
  readonly number: number
  readonly cameFrom: number | null
  readonly outcome: string | null
  readonly entity: string
  readonly key: string
  readonly data: string
  readonly rest: string
  readonly raw: string | null
}

const rowColumns = `row.id, row.number, row.came_from AS cameFrom, row.outcome, record.entity, record.key, record.data, record.rest, raw.text AS raw`
const rowTables = 'row JOIN record ON record.id = row.record_id LEFT JOIN raw ON raw.id = record.raw_id'

export interface StoredPlace {
  readonly id: number
  readonly nodeId: string
  readonly side: 'in' | 'out'
  readonly port: string
  readonly kept: number
  readonly total: number
}

export function listPlaces(database: SampleDatabase): readonly StoredPlace[] {
  return database.prepare<[], StoredPlace>('SELECT id, node_id AS nodeId, side, port, kept, total FROM place ORDER BY id').all()
}

export function capturedRows(database: SampleDatabase, { id, kept }: StoredPlace): RowSource {
  const captureId = database
    .prepare<[number], number>('SELECT capture_id FROM captured_node WHERE node_id = (SELECT node_id FROM place WHERE id = ?)')
    .pluck()
    .get(id)
  return {
    length: kept,
    stamp: `${captureId}.${id}.${kept}`,
    read(numbers) {
      const found = database
        .prepare<[number, string], StoredRow>(
          `SELECT ${rowColumns} FROM ${rowTables} WHERE row.place_id = ? AND row.number IN (SELECT value FROM json_each(?))`,
        )
        .all(id, JSON.stringify(numbers))
      const rows = new Map(found.map((row) => [row.number, toRow(row)]))
      return numbers.flatMap((number) => rows.get(number) ?? [])
    },
    texts: (from, count) =>
      database
        .prepare<[number, number, number], { key: string; data: string }>(
          `SELECT record.key, record.data FROM row JOIN record ON record.id = row.record_id
           WHERE row.place_id = ? AND row.number >= ? AND row.number < ? ORDER BY row.number`,
        )
        .all(id, from, from + count),
  }
}

export function findRow(database: SampleDatabase, rowId: number): DataRow | null {
  const row = database.prepare<[number], StoredRow>(`SELECT ${rowColumns} FROM ${rowTables} WHERE row.id = ?`).get(rowId)
  return row ? toRow(row) : null
}

/** Where a record with this key left a node for the first time: at its source, as it came in. */
export function findFirstOf(database: SampleDatabase, key: string): Omit<NonNullable<RecordPage['cameIn']>, 'flowId'> | null {
  const row = database
    .prepare<[string], StoredRow & { readonly nodeId: string; readonly at: number }>(
      `SELECT ${rowColumns}, place.node_id AS nodeId, capture.at FROM ${rowTables} JOIN place ON place.id = row.place_id
       JOIN captured_node ON captured_node.node_id = place.node_id JOIN capture ON capture.id = captured_node.capture_id
       WHERE record.key = ? AND place.side = 'out' AND row.came_from IS NULL ORDER BY row.id DESC LIMIT 1`,
    )
    .get(key)
  return row ? { nodeId: row.nodeId, at: row.at, record: toRow(row).record } : null
}

/** Ids of pinned rows lie above all others; they count through the pins of the flow in their order. */
export const firstPinnedRow = 2 ** 52

export function pinnedRows(records: readonly FlowRecord[], firstRowId: number, stamp: string): RowSource {
  return {
    ...{ length: records.length, stamp },
    read: (numbers) =>
      numbers.flatMap((number) => {
        const record = records[number]
        return record ? [{ index: number, rowId: firstRowId + number, record, outcome: null, from: null }] : []
      }),
    texts: (from, count) => records.slice(from, from + count).map(({ key, data }) => ({ key, data: JSON.stringify(data) ?? 'null' })),
  }
}

// Every JSON column was written by sample-writer.ts from these very types.
function toRow({ id, number, cameFrom, outcome, entity, key, data, rest, raw }: StoredRow): DataRow {
  const { origin, failure } = JSON.parse(rest) as Pick<FlowRecord, 'origin' | 'failure'>
  const record: FlowRecord = {
    ...{ entity, key, origin, data: JSON.parse(data) as unknown, raw: raw === null ? null : (JSON.parse(raw) as unknown) },
    ...(failure && { failure }),
  }
  return { index: number, rowId: id, record, outcome: outcome === null ? null : (JSON.parse(outcome) as RowOutcome), from: cameFrom }
}
