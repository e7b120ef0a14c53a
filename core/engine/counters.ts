import type { OutcomeKind } from '#core/kit/record.ts'
import type { RunProgress } from './run-event.ts'

/** Running totals of a run, cheap to raise and copied out for observers. */
export class Counters {
  emitted = 0
  owed = 0
  settled = 0
  readonly #remaining = new Map<string, number>()
  readonly #nodes = new Map<string, { received: number; sent: number; failed: number }>()
  readonly #wires = new Map<string, number>()
  readonly #outcomes = new Map<OutcomeKind, number>()

  node(nodeId: string): { received: number; sent: number; failed: number } {
    let counts = this.#nodes.get(nodeId)
    if (!counts) {
      counts = { received: 0, sent: 0, failed: 0 }
      this.#nodes.set(nodeId, counts)
    }
    return counts
  }

  crossed(wire: string, records: number): void {
    this.#wires.set(wire, (this.#wires.get(wire) ?? 0) + records)
  }

  ended(kind: OutcomeKind): void {
    this.settled++
    this.#outcomes.set(kind, (this.#outcomes.get(kind) ?? 0) + 1)
  }

  expects(sourceNodeId: string, remaining: number | undefined): void {
    if (remaining !== undefined) this.#remaining.set(sourceNodeId, remaining)
  }

  snapshot(): RunProgress {
    return {
      emitted: this.emitted,
      remaining: this.#remaining.size > 0 ? [...this.#remaining.values()].reduce((sum, count) => sum + count, 0) : undefined,
      nodes: Object.fromEntries([...this.#nodes].map(([id, counts]) => [id, { ...counts }])),
      wires: Object.fromEntries(this.#wires),
      outcomes: Object.fromEntries(this.#outcomes),
    }
  }
}
