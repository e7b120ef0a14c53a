import type { Json } from '#core/kit/record.ts'
import type { OutcomeRow, PositionMove } from './store.ts'

/**
 * One page of a source on its way through the flow.
 * Invariant: `open` is the number of branch ends still owed; a page is done when all are paid.
 */
export interface Page {
  readonly ledger: PageLedger
  /** Counts up from 0 within a run. */
  readonly number: number
  /** Null for records that were parked by an earlier run: they lie before every position. */
  readonly position: Json
  open: number
  isDone: boolean
  rows: OutcomeRow[]
  /** When the oldest row not yet on disk was settled, in milliseconds; 0 when none. */
  pendingSince: number
}

/** Pages of one source in reading order. Positions move over done pages only, never past one that is still open. */
export interface PageLedger {
  readonly sourceNodeId: string
  open(position: Json, owed: number): Page
  /** Pages not yet done. */
  readonly inFlight: number
  /** The position up to which everything is done and that was not told before; undefined when it has not moved. */
  advance(): PositionMove | undefined
  /** Rows of pages that are not done, for a run that ends early. */
  drain(): OutcomeRow[]
}

export function createPageLedger(sourceNodeId: string, describe: (position: Json) => string): PageLedger {
  const pages: Page[] = []
  let opened = 0
  const ledger: PageLedger = {
    sourceNodeId,
    get inFlight() {
      return pages.length
    },
    open(position, owed) {
      const page: Page = { ledger, number: opened++, position, open: owed, isDone: false, rows: [], pendingSince: 0 }
      pages.push(page)
      return page
    },
    advance() {
      let reached: Json = null
      while (pages[0]?.open === 0) reached = pages.shift()?.position ?? reached
      return reached === null ? undefined : { sourceNodeId, position: reached, described: describe(reached) }
    },
    drain() {
      return pages.flatMap((page) => page.rows.splice(0))
    },
  }
  return ledger
}
