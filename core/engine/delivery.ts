import type { Result } from '#core/kit/define-node.ts'
import { toAppError, toFailure } from '#core/kit/errors.ts'
import type { Failure, FlowRecord, Outcome } from '#core/kit/record.ts'
import type { Counters } from './counters.ts'
import { endedWithoutWrite, failedOutcome, type HeldOutcome, strongerOutcome } from './outcome.ts'
import type { Batch, RunningNode } from './running-graph.ts'
import type { Settlement } from './settlement.ts'

/** Takes the results of a node apart: onto wires, to catch nodes, or to their end. */
export interface Delivery {
  deliver(node: RunningNode, batch: Batch, results: readonly Result[]): Promise<void>
}

export function createDelivery({ counters, settlement }: { readonly counters: Counters; readonly settlement: Settlement }): Delivery {
  /** To more than one target a batch becomes as many branches, each owing an end of its own. */
  async function send(from: string, targets: readonly RunningNode[], batch: Batch): Promise<void> {
    const size = batch.records.length
    batch.page.open += (targets.length - 1) * size
    counters.owed += (targets.length - 1) * size
    for (const target of targets) {
      counters.crossed(`${from}>${target.id}`, size)
      const pushed = target.queue?.push(batch) ?? false
      const isTaken = typeof pushed === 'boolean' ? pushed : await pushed
      if (!isTaken) settleWritten(batch)
    }
  }

  /** The run is ending: what was already written keeps its outcome; the rest is read again by the next run. */
  function settleWritten({ page, records, emitted, held }: Batch): void {
    for (const [index, record] of records.entries()) {
      const mark = held?.[index]
      if (mark) settlement.settle(page, { record, emitted: emitted[index] ?? record, held: mark })
    }
  }

  return {
    async deliver(node, batch, results) {
      const { page } = batch
      const counts = counters.node(node.id)
      const parcels = new Map<string, Parcel>()
      if (results.length !== batch.records.length) {
        throw new Error(`"${node.name}" (${node.definition.type}) got ${batch.records.length} records and gave ${results.length} results.`)
      }
      settlement.tick()
      for (let index = 0; index < results.length; index++) {
        const result = results[index] as Result
        const emitted = batch.emitted[index] as FlowRecord
        const before = batch.held?.[index]
        const failure = failureIn(result, node.id)
        if (failure) {
          counts.failed++
          const held = strongerOutcome(before, { nodeId: node.id, outcome: failure.outcome })
          if (node.catches.length > 0)
            addTo(parcels, failurePort, { record: { ...result.record, failure: failure.failure }, emitted, held })
          else settlement.settle(page, { record: result.record, emitted, held })
          continue
        }
        const { port, outcome } = result as Exclude<Result, { readonly error: unknown }>
        const isWired = port !== undefined && node.ports.has(port)
        // "Filtered" says why a record left through the other port; where that port leads on, it is not its end.
        const isMark = outcome !== undefined && !(isWired && outcome.kind === 'filtered')
        const held = isMark ? strongerOutcome(before, { nodeId: node.id, outcome }) : before
        if (isWired) addTo(parcels, port, { record: result.record, emitted, held })
        else settlement.settle(page, { record: result.record, emitted, held: held ?? { nodeId: node.id, outcome: endedWithoutWrite } })
      }
      for (const [port, { records, emitted, held, isMarked }] of parcels) {
        const targets = port === failurePort ? node.catches : (node.ports.get(port) ?? [])
        if (port !== failurePort) counts.sent += records.length
        await send(`${node.id}.${port}`, targets, { page, records, emitted, held: isMarked ? held : undefined })
      }
      settlement.flush(page)
    },
  }
}

/** The name under which a node's failures are counted on the way to its catch nodes; no port can be called so. */
const failurePort = '!'

interface Parcel {
  readonly records: FlowRecord[]
  readonly emitted: FlowRecord[]
  readonly held: (HeldOutcome | undefined)[]
  isMarked: boolean
}

function addTo(
  parcels: Map<string, Parcel>,
  port: string,
  { record, emitted, held }: { readonly record: FlowRecord; readonly emitted: FlowRecord; readonly held: HeldOutcome | undefined },
): void {
  let parcel = parcels.get(port)
  if (!parcel) {
    parcel = { records: [], emitted: [], held: [], isMarked: false }
    parcels.set(port, parcel)
  }
  parcel.records.push(record)
  parcel.emitted.push(emitted)
  parcel.held.push(held)
  if (held) parcel.isMarked = true
}

/** A node says "failed" by an error or by an outcome; both go the same way. */
function failureIn(result: Result, nodeId: string): { readonly outcome: Outcome; readonly failure: Failure } | undefined {
  if ('error' in result) {
    const error = toAppError(result.error)
    return { outcome: failedOutcome(error), failure: toFailure(error, nodeId) }
  }
  const { outcome } = result
  if (outcome?.kind !== 'failed') return undefined
  const { code = 'failed', message = 'Failed.', hint, fix = 'user' } = outcome
  return { outcome, failure: { nodeId, code, message, hint, fix } }
}
