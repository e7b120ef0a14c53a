import type { FlowDocument } from '#core/flow/document.ts'
import { SettingsError } from '#core/kit/errors.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { feedersOf, type NodeDefinitions } from './feeders.ts'
import { type Made, outOfDate } from './made-of.ts'
import type { Pinned } from './pins.ts'
import { openSamplesForReading } from './sample-database.ts'
import { sampleFile } from './sample-file.ts'
import { capturedRows, listPlaces } from './sample-rows.ts'

const rowsPerStep = 5_000

/**
 * The records to run one node on: what is pinned to the nodes before it where all of them are pinned, else what stands at its input.
 * `made` says what its data is made of then: input that was out of date keeps its output so.
 * @throws SettingsError `no-input` when there is nothing.
 */
export function keptInput({
  dataFolder,
  document,
  nodeId,
  definitions,
  pinned,
  made,
}: {
  readonly dataFolder: string
  readonly document: FlowDocument
  readonly nodeId: string
  readonly definitions: NodeDefinitions
  readonly pinned: Pinned
  /** Of all nodes of the document, with these pins. */
  readonly made: ReadonlyMap<string, Made>
}): { readonly records: readonly FlowRecord[]; readonly made: Made } {
  const now = made.get(nodeId) ?? { input: outOfDate, output: outOfDate }
  const feeders = feedersOf(document, definitions).get(nodeId) ?? []
  if (feeders.length > 0 && feeders.every((feeder) => feeder.port !== null && pinned.has(feeder.nodeId))) {
    return { records: feeders.flatMap((feeder) => pinned.get(feeder.nodeId)?.ports[feeder.port ?? ''] ?? []), made: now }
  }
  const database = openSamplesForReading(sampleFile(dataFolder, document.id))
  try {
    const place = database && listPlaces(database).find((one) => one.nodeId === nodeId && one.side === 'in')
    if (!database || !place || place.kept === 0) throw noInput(document, nodeId)
    const rows = capturedRows(database, place)
    const records: FlowRecord[] = []
    for (let from = 0; from < rows.length; from += rowsPerStep) {
      const numbers = Array.from({ length: Math.min(rowsPerStep, rows.length - from) }, (_, index) => from + index)
      for (const { record } of rows.read(numbers)) records.push(record)
    }
    const before = database
      .prepare<[string], { madeOf: string; kind: string }>(
        'SELECT made_of AS madeOf, kind FROM captured_node JOIN capture ON capture.id = capture_id WHERE node_id = ?',
      )
      .get(nodeId)
    const input = before && (JSON.parse(before.madeOf) as Made).input
    // A run knows no pins, so its input is up to date when none lies before the node; then the digests are the same.
    return { records, made: input === now.input ? now : { input: input ?? outOfDate, output: outOfDate } }
  } finally {
    database?.close()
  }
}

function noInput(document: FlowDocument, nodeId: string): SettingsError {
  const name = document.nodes.find(({ id }) => id === nodeId)?.name ?? nodeId
  return new SettingsError(`Nothing stands at the input of "${name}" to run it on.`, {
    code: 'no-input',
    hint: 'Run to this node first, or pin data to the node before it.',
  })
}
