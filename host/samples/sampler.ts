import type { Tap } from '#core/engine/tap.ts'
import type { Result } from '#core/kit/define-node.ts'
import { toAppError } from '#core/kit/errors.ts'
import type { Clock } from '#core/kit/ports.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import type { Made } from './made-of.ts'
import { openSamplesForWriting, type SampleDatabase } from './sample-database.ts'
import { sampleFile } from './sample-file.ts'
import { createSampleWriter, type KeptRow, type SampleWriter } from './sample-writer.ts'

/** Keeps the first records at each side of each node, and counts them all. */
export interface Sampler extends Tap {
  /** Writes what waits. Samples are a help for the eye: trouble with them never is trouble of the run. */
  close(): void
}

export interface SamplerOptions {
  readonly dataFolder: string
  readonly flowId: string
  readonly kind: 'run' | 'preview'
  readonly runId: number | null
  readonly clock: Clock
  /** The nodes whose data this replaces, with what it is going to be made of. */
  readonly nodes: ReadonlyMap<string, Made>
  /** All nodes of the document: data of any other is of no use any more. */
  readonly allNodes: readonly string[]
  /** Records kept at each side of a node. */
  readonly cap: number
  readonly onTrouble: (error: unknown) => void
}

export const runCap = 1_000
export const previewCap = 100_000

const flushRows = 2_000
const flushMs = 500

interface Place {
  readonly nodeId: string
  readonly side: 'in' | 'out'
  readonly port: string
  kept: number
  total: number
}

interface NodePlaces {
  readonly in: Place
  readonly out: Map<string, Place>
}

export function createSampler(options: SamplerOptions): Sampler {
  const { clock, cap, onTrouble } = options
  const places = new Map<string, NodePlaces>()
  let waiting: KeptRow[] = []
  let flushedAt = clock.now().getTime()
  let writer: SampleWriter | undefined
  let database: SampleDatabase | undefined
  attempt(() => {
    database = openSamplesForWriting(options.dataFolder, sampleFile(options.dataFolder, options.flowId))
    writer = createSampleWriter(database, options)
  })

  function attempt(work: () => void): void {
    try {
      work()
    } catch (thrown) {
      writer = undefined
      waiting = []
      onTrouble(thrown)
    }
  }

  function placesOf(nodeId: string): NodePlaces {
    const found = places.get(nodeId)
    if (found) return found
    const made: NodePlaces = { in: { nodeId, side: 'in', port: '', kept: 0, total: 0 }, out: new Map() }
    places.set(nodeId, made)
    return made
  }

  function outOf({ in: { nodeId }, out }: NodePlaces, port: string): Place {
    const found = out.get(port)
    if (found) return found
    const made: Place = { nodeId, side: 'out', port, kept: 0, total: 0 }
    out.set(port, made)
    return made
  }

  function keep(place: Place, record: FlowRecord, cameFrom: number | null, result?: Result): number {
    const id = writer?.nextRowId() ?? 0
    waiting.push({ id, place, number: place.kept++, record, cameFrom, outcome: result && outcomeOf(result, options.kind) })
    return id
  }

  function flushWhenDue(): void {
    if (!writer) return
    const now = clock.now().getTime()
    if (waiting.length < flushRows && now - flushedAt < flushMs) return
    flushedAt = now
    flush()
  }

  function flush(): void {
    attempt(() => {
      writer?.write(
        waiting,
        [...places.values()].flatMap((node) => [node.in, ...node.out.values()]),
      )
      waiting = []
    })
  }

  return {
    emitted(nodeId, records) {
      if (!writer || !options.nodes.has(nodeId)) return
      const place = outOf(placesOf(nodeId), 'out')
      for (let index = 0; place.kept < cap && index < records.length; index++) keep(place, records[index] as FlowRecord, null)
      place.total += records.length
      flushWhenDue()
    },
    processed(nodeId, records, results) {
      if (!writer || !options.nodes.has(nodeId)) return
      const node = placesOf(nodeId)
      node.in.total += records.length
      for (let index = 0; index < records.length; index++) {
        const result = results[index]
        const cameFrom = node.in.kept < cap ? keep(node.in, records[index] as FlowRecord, null, result) : null
        if (result?.port === undefined) continue
        const place = outOf(node, result.port)
        place.total++
        if (place.kept < cap) keep(place, result.record, cameFrom, result)
      }
      flushWhenDue()
    },
    close() {
      flush()
      attempt(() => database?.close())
    },
  }
}

function outcomeOf(result: Result, kind: SamplerOptions['kind']): KeptRow['outcome'] {
  if ('error' in result) {
    const { code, message, hint } = toAppError(result.error)
    return { kind: 'failed', code, message, hint }
  }
  const { outcome } = result
  if (!outcome) return undefined
  const { kind: how, plannedKind, code, message, hint, changes } = outcome
  // A run's changes stand in its report; a preview has none but this.
  return { kind: how, plannedKind, code, message, hint, ...(kind === 'preview' && changes && { changes }) }
}
