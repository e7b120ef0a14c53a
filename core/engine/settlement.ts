import type { Probe } from '#core/kit/define-node.ts'
import { SettingsError } from '#core/kit/errors.ts'
import type { Clock } from '#core/kit/ports.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import type { Counters } from './counters.ts'
import type { HeldOutcome } from './outcome.ts'
import type { Page, PageLedger } from './page-ledger.ts'
import type { OutcomeRow, RunStore } from './store.ts'

/** A record that has come to the end of a branch. */
export interface BranchEnd {
  readonly record: FlowRecord
  /** As the source emitted it. */
  readonly emitted: FlowRecord
  readonly held: HeldOutcome
  /** The source could not make a record of it: there is nothing to try again until the source sends it anew. */
  readonly isUnreadable?: boolean
}

/** Pays branch ends and writes them down: outcomes with their page, positions only over pages that are done. */
export interface Settlement {
  /** Reads the clock once for the batch that follows: a moment per record costs more than it tells. */
  tick(): number
  settle(page: Page, end: BranchEnd): void
  /** Hands the page to the store when it is done, and its outcomes so far when they have waited too long. */
  flush(page: Page): void
  /** Puts on disk what was settled, on pages that never came to their end as well. */
  commitRest(ledgers: readonly PageLedger[]): void
}

export function createSettlement({
  store,
  clock,
  counters,
  probe,
  movesPositions,
  stopsAtFailure,
  flushMs,
  onPageDone,
  halt,
}: {
  readonly store: RunStore
  readonly clock: Clock
  readonly counters: Counters
  readonly probe: Probe
  readonly movesPositions: boolean
  readonly stopsAtFailure: boolean
  readonly flushMs: number
  readonly onPageDone: () => void
  readonly halt: (error: unknown) => void
}): Settlement {
  let now = clock.now().getTime()

  function hand(page: Page, { isDone }: { readonly isDone: boolean }): void {
    const move = isDone ? page.ledger.advance() : undefined
    const outcomes: OutcomeRow[] = page.rows
    page.isDone = isDone
    page.rows = []
    page.pendingSince = 0
    if (move) probe('before-position')
    store.hold({ outcomes, positions: move && movesPositions ? [move] : [] })
    if (move) probe('after-position')
    if (isDone) onPageDone()
  }

  return {
    tick() {
      now = clock.now().getTime()
      return now
    },
    settle(page, { record, emitted, held: { outcome, nodeId }, isUnreadable = false }) {
      const hasFailed = outcome.kind === 'failed' || outcome.kind === 'unknown'
      const isUnfinished = hasFailed || outcome.kind === 'waiting'
      page.rows.push({
        sourceNodeId: page.ledger.sourceNodeId,
        nodeId,
        entity: record.entity,
        key: emitted.key,
        page: page.number,
        outcome,
        record: isUnfinished && !isUnreadable ? emitted : undefined,
        at: now,
      })
      if (page.pendingSince === 0) page.pendingSince = now
      page.open--
      counters.ended(outcome.kind)
      if (hasFailed && stopsAtFailure) {
        halt(
          new SettingsError(`Stopped at the first failure, as the flow says: ${outcome.message ?? outcome.code ?? outcome.kind}`, {
            code: 'stopped-at-failure',
            hint: outcome.hint,
          }),
        )
      }
    },
    flush(page) {
      if (page.open > 0) {
        if (page.pendingSince > 0 && now - page.pendingSince >= flushMs) hand(page, { isDone: false })
      } else if (!page.isDone) {
        // Two nodes may both see the last end paid; the page is handed over once.
        hand(page, { isDone: true })
      }
    },
    commitRest(ledgers) {
      store.commit({ outcomes: ledgers.flatMap((ledger) => ledger.drain()), positions: [] })
    },
  }
}
