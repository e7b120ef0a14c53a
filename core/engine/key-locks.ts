import type { FlowRecord } from '#core/kit/record.ts'

/**
 * Keeps the order of records with the same key when a node works on several batches at once:
 * a batch waits until no earlier batch holding one of its keys is in work.
 */
export interface KeyLocks {
  /** Resolves when none of the keys is in work; call in the order the batches came. */
  acquire(records: readonly FlowRecord[]): Promise<void> | undefined
  release(records: readonly FlowRecord[]): void
}

export function createKeyLocks(): KeyLocks {
  const inWork = new Map<string, number>()
  let waiting: { readonly records: readonly FlowRecord[]; readonly go: () => void } | undefined

  const isFree = (records: readonly FlowRecord[]) => records.every((record) => !inWork.has(nameOf(record)))
  const hold = (records: readonly FlowRecord[]) => {
    for (const record of records) inWork.set(nameOf(record), (inWork.get(nameOf(record)) ?? 0) + 1)
  }

  return {
    acquire(records) {
      if (isFree(records)) {
        hold(records)
        return undefined
      }
      return new Promise((go) => {
        waiting = { records, go }
      })
    },
    release(records) {
      for (const record of records) {
        const left = (inWork.get(nameOf(record)) ?? 1) - 1
        if (left === 0) inWork.delete(nameOf(record))
        else inWork.set(nameOf(record), left)
      }
      if (waiting && isFree(waiting.records)) {
        const { records: next, go } = waiting
        waiting = undefined
        hold(next)
        go()
      }
    },
  }
}

function nameOf(record: FlowRecord): string {
  return `${record.entity}\u0000${record.key}`
}
