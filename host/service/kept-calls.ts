import { join } from 'node:path'
import { z } from 'zod'
import type { Clock } from '#core/kit/ports.ts'
import { openJsonFile } from '#host/connections/json-file.ts'

/** What a connection has called lately, by the hour its vendor counts. */
export interface KeptUse {
  readonly connectionId: string
  readonly limit: number
  readonly calls: readonly { readonly at: number; readonly count: number }[]
}

/** The calls of the last hour on disk: a vendor goes on counting while this program is closed. */
export interface KeptCalls {
  /** As it was left. */
  readonly before: readonly KeptUse[]
  /** Notes that there is something new; it is on disk within a second or so. */
  changed(): void
  /** Resolves when what was said so far is on disk; nothing is written after that. */
  close(): Promise<void>
}

/** Written no more often than this: a run calls many times a second. */
const restMs = 1_000

const count = z.int().min(0)
const schema = z.object({
  version: z.literal(1),
  connections: z.array(z.object({ connectionId: z.string(), limit: count, calls: z.array(z.object({ at: z.number(), count })) })),
})

/** @param current what is to be on disk; asked right before it is written */
export async function openKeptCalls({
  dataFolder,
  clock,
  current,
}: {
  readonly dataFolder: string
  readonly clock: Clock
  readonly current: () => readonly KeptUse[]
}): Promise<KeptCalls> {
  const empty: z.infer<typeof schema> = { version: 1, connections: [] }
  const file = openJsonFile({ path: join(dataFolder, 'calls.json'), schema, empty })
  // A damaged file costs what it would cost not to have one: the vendor says itself when it is too much.
  const before = (await file.read().catch(() => empty)).connections
  let isDirty = false
  let isResting = false
  const closing = new AbortController()
  let writing: Promise<void> = Promise.resolve()

  function write(): Promise<void> {
    isDirty = false
    // A full disk must not end a run for a count; the next call tries again.
    writing = writing.then(() => file.replace({ version: 1, connections: [...current()].map(plain) })).catch(() => undefined)
    return writing
  }

  async function writeAndRest(): Promise<void> {
    isResting = true
    while (isDirty && !closing.signal.aborted) {
      await write()
      await clock.sleep(restMs, closing.signal).catch(() => undefined)
    }
    isResting = false
  }

  return {
    before,
    changed() {
      isDirty = true
      if (!isResting && !closing.signal.aborted) void writeAndRest()
    },
    close() {
      closing.abort()
      return isDirty ? write() : writing
    },
  }
}

function plain({ connectionId, limit, calls }: KeptUse) {
  return { connectionId, limit, calls: calls.map(({ at, count: made }) => ({ at, count: made })) }
}
