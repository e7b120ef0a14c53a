import type { Intent, IntentEnd, Remembered, WriteJournal } from '#core/kit/define-node.ts'

export interface MemoryJournal extends WriteJournal {
  /** Everything handed to `intend`, call by call. */
  readonly intended: readonly (readonly Intent[])[]
  /** What the engine does after a batch: ends and links reach the disk. */
  commit(): void
  /** The process dies: intents are on disk, ends and links since the last commit are gone. */
  crash(): void
  /** Records whose last write nobody can vouch for. */
  open(): readonly string[]
}

/** What is known of one record: the link, and how many intents have no certain end. */
interface Known {
  readonly targetId?: string
  readonly sentHash?: string
  readonly open: number
}

/**
 * A write journal in memory with the durability of the real one: `intend` is on disk when it returns, `end` and `link` are not.
 * @throws Error from `end` for a write that was never intended, as the real journal does.
 */
export function createMemoryJournal(): MemoryJournal {
  let disk = new Map<string, Known>()
  let memory = new Map<string, Known>()
  const intended: (readonly Intent[])[] = []
  const knownOf = (externalId: string): Known => memory.get(externalId) ?? { open: 0 }

  return {
    intended,
    recall: (externalIds) => {
      const found = externalIds.flatMap((externalId) => {
        const known = memory.get(externalId)
        if (!known || (known.open === 0 && known.targetId === undefined)) return []
        const { targetId, sentHash, open } = known
        return [[externalId, { targetId, sentHash, isOpen: open > 0 } satisfies Remembered] as const]
      })
      return new Map(found)
    },
    intend: (intents) => {
      intended.push(intents)
      for (const { externalId } of intents) {
        const known = knownOf(externalId)
        memory.set(externalId, { ...known, open: known.open + 1 })
        // What ended before a later intent goes to disk with it.
        disk.set(externalId, { ...known, open: known.open + 1 })
      }
    },
    end: (ends) => {
      for (const end of ends) memory.set(end.externalId, afterEnd(knownOf(end.externalId), end))
    },
    link: (links) => {
      for (const { externalId, targetId, hash } of links) {
        const known = knownOf(externalId)
        memory.set(externalId, { targetId, sentHash: hash ?? (known.targetId === targetId ? known.sentHash : undefined), open: 0 })
      }
    },
    commit: () => {
      disk = new Map(memory)
    },
    crash: () => {
      memory = new Map(disk)
    },
    open: () => [...memory].filter(([, { open }]) => open > 0).map(([externalId]) => externalId),
  }
}

function afterEnd(known: Known, end: IntentEnd): Known {
  if (known.open === 0 && known.targetId === undefined) throw new Error(`A write of ${end.externalId} ended that was never intended.`)
  switch (end.state) {
    case 'done':
      return { targetId: end.targetId, sentHash: end.hash, open: 0 }
    case 'failed':
      return { ...known, open: Math.max(0, known.open - 1) }
    case 'unknown':
      return known
  }
}
