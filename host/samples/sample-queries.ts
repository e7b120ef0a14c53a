import type { DataCount, DataRow, NodeData } from '#core/contract/data.ts'
import type { RecordPage } from '#core/contract/runs.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { SettingsError } from '#core/kit/errors.ts'
import type { NodeDefinitions } from './feeders.ts'
import { createFindRows } from './find-rows.ts'
import { type Made, madeOf } from './made-of.ts'
import { mostPinned, type Pinned, type PinnedNode, parseGivenRecords, parsePinned, pinNames, readPins, writePins } from './pins.ts'
import { openSamplesForReading, type SampleDatabase } from './sample-database.ts'
import { sampleFile } from './sample-file.ts'
import {
  capturedRows,
  findFirstOf,
  findRow,
  firstPinnedRow,
  listPlaces,
  pinnedRows,
  type RowSource,
  type StoredPlace,
} from './sample-rows.ts'
import { fieldsOf, type SampleField } from './sample-schema.ts'
import { type TriedMappings, tryMappings } from './try-mapping.ts'

export type CameIn = NonNullable<RecordPage['cameIn']>

export interface PlaceOfData {
  readonly flowId: string
  readonly nodeId: string
  readonly side: 'in' | 'out'
  readonly port?: string
}

/** The data view's questions; one plain argument each, as `ReaderService` asks. */
export interface SampleQueries {
  dataOverview(given: { readonly flowId: string; readonly document: FlowDocument }): readonly NodeData[]
  dataRows(
    given: PlaceOfData & { readonly search?: string; readonly offset: number; readonly limit: number },
    signal: AbortSignal,
  ): Promise<{ readonly rows: readonly DataRow[]; readonly total: number }>
  dataSchema(given: PlaceOfData): readonly SampleField[]
  dataRecord(given: { readonly flowId: string; readonly rowId: number }): { readonly row: DataRow; readonly before: DataRow | null }
  /** A record as it came into one of these flows, while there is a sample of it; the newest. */
  findCameIn(given: { readonly flowIds: readonly string[]; readonly key: string }): CameIn | null
  tryMappings(given: { readonly record: unknown; readonly mappings: readonly unknown[]; readonly timeZone: string }): TriedMappings
  /** Pins the records given, or what stands at the node's output. */
  pin(given: {
    readonly flowId: string
    readonly nodeId: string
    readonly port?: string
    readonly records?: readonly unknown[]
    readonly at: number
  }): void
  unpin(given: { readonly flowId: string; readonly nodeId: string }): void
  /** Everything pinned in a flow, as it goes into an export: node id → port → records. */
  pinnedOf(given: { readonly flowId: string }): Readonly<Record<string, PinnedNode['ports']>>
  /** Pins that came with an import, in place of those there are. @throws SettingsError `record-unreadable` */
  replacePins(given: { readonly flowId: string; readonly pinned: unknown; readonly at: number }): void
}

/** Fields are gathered from so many rows. */
const schemaRows = 1_000

export function createSampleQueries(dataFolder: string, definitions: NodeDefinitions): SampleQueries {
  const findRows = createFindRows()

  function reading<Answer>(flowId: string, work: (database: SampleDatabase | undefined) => Answer): Answer {
    const database = openSamplesForReading(sampleFile(dataFolder, flowId))
    try {
      return work(database)
    } finally {
      database?.close()
    }
  }

  /** What stands at a place: pinned data before what passed there. */
  function sourceOf(database: SampleDatabase | undefined, { flowId, nodeId, side, port }: PlaceOfData): RowSource {
    const pinned = side === 'out' ? readPins(dataFolder, flowId) : new Map()
    if (pinned.has(nodeId)) return pinnedSource(pinned, nodeId, port)
    const places = database ? listPlaces(database).filter((place) => place.nodeId === nodeId && place.side === side) : []
    const place =
      port === undefined
        ? (places.find((one) => one.port === 'out') ?? places[0])
        : places.find((one) => one.port === (side === 'in' ? '' : port))
    return database && place ? capturedRows(database, place) : nothingThere
  }

  return {
    dataOverview({ flowId, document }) {
      const pinned = readPins(dataFolder, flowId)
      return reading(flowId, (database) => overview({ document, pinned, definitions, database }))
    },
    async dataRows({ search = '', offset, limit, ...place }, signal) {
      const database = openSamplesForReading(sampleFile(dataFolder, place.flowId))
      try {
        const source = sourceOf(database, place)
        if (search === '') {
          const count = Math.max(0, Math.min(limit, source.length - offset))
          return { rows: source.read(Array.from({ length: count }, (_, index) => offset + index)), total: source.length }
        }
        const found = await findRows(source, search, signal)
        const rows = source.read(found.slice(offset, offset + limit))
        return { rows: rows.map((row, index) => ({ ...row, index: offset + index })), total: found.length }
      } finally {
        database?.close()
      }
    },
    dataSchema: (place) =>
      reading(place.flowId, (database) => {
        const source = sourceOf(database, place)
        const numbers = Array.from({ length: Math.min(schemaRows, source.length) }, (_, index) => index)
        return fieldsOf(source.read(numbers).map(({ record }) => record))
      }),
    dataRecord: ({ flowId, rowId }) =>
      reading(flowId, (database) => {
        const row = rowId >= firstPinnedRow ? pinnedRow(readPins(dataFolder, flowId), rowId) : database && findRow(database, rowId)
        if (!row) throw rowGone()
        return { row, before: row.from === null || !database ? null : findRow(database, row.from) }
      }),
    findCameIn: ({ flowIds, key }) =>
      flowIds
        .flatMap((flowId): readonly CameIn[] => {
          const found = reading(flowId, (database) => (database ? findFirstOf(database, key) : null))
          return found ? [{ flowId, ...found }] : []
        })
        .toSorted((a, b) => b.at - a.at)[0] ?? null,
    tryMappings({ record, mappings, timeZone }) {
      const [parsed] = parseGivenRecords([record])
      if (!parsed) throw new Error('One record was given and none was parsed.')
      return tryMappings(parsed, mappings, timeZone)
    },
    pin({ flowId, nodeId, port, records, at }) {
      const ports = records
        ? { [port ?? 'out']: parseGivenRecords(records) }
        : reading(flowId, (database) => recordsAtOutput(database, nodeId, port))
      if (Object.keys(ports).length === 0) throw nothingToPin(nodeId)
      const before = readPins(dataFolder, flowId)
      // A given port is added to what is pinned at others.
      const kept = port === undefined ? {} : before.get(nodeId)?.ports
      writePins(dataFolder, flowId, new Map([...before, [nodeId, { at, ports: { ...kept, ...ports } }]]))
    },
    unpin({ flowId, nodeId }) {
      writePins(dataFolder, flowId, new Map([...readPins(dataFolder, flowId)].filter(([id]) => id !== nodeId)))
    },
    pinnedOf: ({ flowId }) => Object.fromEntries([...readPins(dataFolder, flowId)].map(([nodeId, { ports }]) => [nodeId, ports])),
    replacePins({ flowId, pinned, at }) {
      writePins(dataFolder, flowId, parsePinned(pinned, at))
    },
  }
}

const nothingThere: RowSource = { length: 0, stamp: '', read: () => [], texts: () => [] }

function overview({
  document,
  pinned,
  definitions,
  database,
}: {
  readonly document: FlowDocument
  readonly pinned: Pinned
  readonly definitions: NodeDefinitions
  readonly database: SampleDatabase | undefined
}): readonly NodeData[] {
  const places = database ? listPlaces(database) : []
  const captures = new Map(database ? listCaptures(database).map((one) => [one.nodeId, one]) : [])
  // Runs never use pinned data, previews do.
  const wanted = { run: madeOf(document, definitions), preview: madeOf(document, definitions, pinNames(pinned)) }
  return document.nodes.map(({ id }): NodeData => {
    const own = places.filter((place) => place.nodeId === id)
    const capture = captures.get(id)
    const pin = pinned.get(id)
    const made = capture && (JSON.parse(capture.madeOf) as Made)
    const now = capture && wanted[capture.kind].get(id)
    const isOutOfDate = made !== undefined && (made.input !== now?.input || (pin === undefined && made.output !== now?.output))
    return {
      nodeId: id,
      in: countOf(own.find(({ side }) => side === 'in')),
      out: pin
        ? Object.fromEntries(Object.entries(pin.ports).map(([port, { length }]) => [port, { kept: length, total: length }]))
        : Object.fromEntries(own.filter(({ side }) => side === 'out').map((place) => [place.port, countOf(place)])),
      isStale: isOutOfDate,
      isPinned: pin !== undefined,
      source: pin
        ? { kind: 'pinned', at: pin.at, runId: null }
        : capture
          ? { kind: capture.kind, at: capture.at, runId: capture.runId }
          : null,
    }
  })
}

interface Capture {
  readonly nodeId: string
  readonly kind: 'run' | 'preview'
  readonly at: number
  readonly runId: number | null
  readonly madeOf: string
}

function listCaptures(database: SampleDatabase): readonly Capture[] {
  return database
    .prepare<[], Capture>(
      `SELECT node_id AS nodeId, kind, at, run_id AS runId, made_of AS madeOf FROM captured_node JOIN capture ON capture.id = capture_id`,
    )
    .all()
}

function countOf(place: StoredPlace | undefined): DataCount {
  return { kept: place?.kept ?? 0, total: place?.total ?? 0 }
}

/** Pinned rows are numbered through all nodes and ports, in the order of the pins. */
function pinnedSource(pinned: Pinned, nodeId: string, port: string | undefined): RowSource {
  let first = firstPinnedRow
  for (const [id, { at, ports }] of pinned) {
    for (const [name, records] of Object.entries(ports)) {
      const isWanted = id === nodeId && name === (port ?? ('out' in ports ? 'out' : Object.keys(ports)[0]))
      if (isWanted) return pinnedRows(records, first, `pinned ${nodeId} ${name} ${at} ${records.length}`)
      first += records.length
    }
  }
  return nothingThere
}

function pinnedRow(pinned: Pinned, rowId: number): DataRow | undefined {
  const all = [...pinned.values()].flatMap(({ ports }) => Object.values(ports).flat())
  return pinnedRows(all, firstPinnedRow, '').read([rowId - firstPinnedRow])[0]
}

function recordsAtOutput(database: SampleDatabase | undefined, nodeId: string, port: string | undefined) {
  const places = database ? listPlaces(database).filter((place) => place.nodeId === nodeId && place.side === 'out') : []
  const wanted = places.filter((place) => (port === undefined || place.port === port) && place.kept > 0)
  return Object.fromEntries(
    wanted.map((place) => {
      const numbers = Array.from({ length: Math.min(mostPinned, place.kept) }, (_, index) => index)
      // A database is there when a place is.
      return [
        place.port,
        capturedRows(database as SampleDatabase, place)
          .read(numbers)
          .map(({ record }) => record),
      ]
    }),
  )
}

function nothingToPin(nodeId: string): SettingsError {
  return new SettingsError(`Nothing stands at the output of "${nodeId}" that could be pinned.`, {
    code: 'nothing-to-pin',
    hint: 'Run to this node first, or write the records to pin.',
  })
}

function rowGone(): SettingsError {
  return new SettingsError('This row is not kept any more.', {
    code: 'row-gone',
    hint: 'A newer run or preview has replaced it: load the data of the node again.',
  })
}
