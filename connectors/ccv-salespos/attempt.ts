import type { WriteResult } from '#core/kit/define-connector.ts'
import { ConnectionError, DataError, SettingsError, toAppError } from '#core/kit/errors.ts'

/** Called right before the request that writes goes out: what is thrown earlier is certain not to have happened. */
export type Leave = () => void

interface Named<Item> {
  /** "Order 1042", as messages begin. */
  readonly what: (item: Item) => string
  readonly write: (item: Item, leave: Leave) => Promise<WriteResult>
}

/** Runs the write of one item and turns whatever is thrown into its result, so that one item never fails the others. */
async function attempt<Item>(item: Item, { what, write }: Named<Item>): Promise<WriteResult> {
  let hasLeft = false
  try {
    return await write(item, () => {
      hasLeft = true
    })
  } catch (thrown) {
    const error = toAppError(thrown)
    // These three are refusals: the shop, or the way to it, said no before anything was done.
    const isRefusal = error instanceof DataError || error instanceof SettingsError || error instanceof ConnectionError
    return { ok: false, error: error instanceof DataError ? named(error, what(item)) : error, uncertain: hasLeft && !isRefusal }
  }
}

/** All items at once; the connection's HTTP client keeps to the number of requests the shop gets at a time. */
export function attemptAll<Item>(items: readonly Item[], naming: Named<Item>): Promise<readonly WriteResult[]> {
  return Promise.all(items.map((item) => attempt(item, naming)))
}

/** One after the other, where an item may need what the one before it made. */
export async function attemptInOrder<Item>(items: readonly Item[], naming: Named<Item>): Promise<readonly WriteResult[]> {
  const results: WriteResult[] = []
  for (const item of items) results.push(await attempt(item, naming))
  return results
}

function named(error: DataError, what: string): DataError {
  if (error.message.startsWith(what)) return error
  const { code, hint, facts } = error
  return new DataError(`${what}: ${error.message}`, { code, hint, facts, cause: error })
}
