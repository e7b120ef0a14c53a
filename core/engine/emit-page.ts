import type { Page as SourcePage } from '#core/kit/define-connector.ts'
import { toAppError } from '#core/kit/errors.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import type { Counters } from './counters.ts'
import { endedWithoutWrite, failedOutcome } from './outcome.ts'
import type { PageLedger } from './page-ledger.ts'
import type { RunningNode } from './running-graph.ts'
import type { Settlement } from './settlement.ts'

/** Sends a page of a source on its way; resolves when every batch of it is on a wire. */
export type EmitPage = (node: RunningNode, ledger: PageLedger, page: SourcePage) => Promise<void>

const firstBatchSize = 16

export function createEmitPage({
  counters,
  settlement,
  fullBatchSize,
}: {
  readonly counters: Counters
  readonly settlement: Settlement
  readonly fullBatchSize: number
}): EmitPage {
  let batchSize = Math.min(firstBatchSize, fullBatchSize)

  /** A run begins with small batches, so that the first record is at its target soon, and grows to full ones. */
  function nextBatchSize(): number {
    const size = batchSize
    batchSize = Math.min(batchSize * 2, fullBatchSize)
    return size
  }

  return async (node, ledger, { records, position, unreadable = [] }) => {
    const targets = node.ports.get('out') ?? []
    // All branches are owed before the first batch leaves, or a fast branch could close the page under a slow one.
    const owed = Math.max(1, targets.length) * records.length + unreadable.length
    const page = ledger.open(position, owed)
    counters.emitted += records.length + unreadable.length
    counters.owed += owed
    counters.node(node.id).sent += records.length
    counters.node(node.id).failed += unreadable.length
    for (const { error, entity, key, origin, raw } of unreadable) {
      const record: FlowRecord = { entity, key, origin, raw, data: null }
      settlement.settle(page, {
        record,
        emitted: record,
        held: { nodeId: node.id, outcome: failedOutcome(toAppError(error)) },
        isUnreadable: true,
      })
    }
    if (targets.length === 0) {
      for (const record of records)
        settlement.settle(page, { record, emitted: record, held: { nodeId: node.id, outcome: endedWithoutWrite } })
    }
    if (page.open === 0) settlement.flush(page)
    let from = 0
    while (targets.length > 0 && from < records.length) {
      const size = nextBatchSize()
      const part = from === 0 && records.length <= size ? records : records.slice(from, from + size)
      from += part.length
      for (const target of targets) {
        counters.crossed(`${node.id}.out>${target.id}`, part.length)
        await target.queue?.push({ page, records: part, emitted: part })
      }
    }
  }
}
