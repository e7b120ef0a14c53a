import type { WriteResult } from './define-connector.ts'
import { ConnectionError, DataError, SettingsError, toAppError } from './errors.ts'

/**
 * Runs the write of one item and turns whatever is thrown into its result, so that one item never fails the others.
 * The write calls `leave` right before its request goes out: what is thrown earlier is certain not to have happened.
 */
export async function attempt(write: (leave: () => void) => Promise<WriteResult>): Promise<WriteResult> {
  let hasLeft = false
  try {
    return await write(() => {
      hasLeft = true
    })
  } catch (thrown) {
    const error = toAppError(thrown)
    // These three are refusals: the service, or the way to it, said no before anything was done.
    const isRefusal = error instanceof DataError || error instanceof SettingsError || error instanceof ConnectionError
    return { ok: false, error, uncertain: hasLeft && !isRefusal }
  }
}

/** All items at once; the connection's HTTP client keeps to the number of requests the service gets at a time. */
export function attemptAll<Item>(
  items: readonly Item[],
  write: (item: Item, leave: () => void) => Promise<WriteResult>,
): Promise<readonly WriteResult[]> {
  return Promise.all(items.map((item) => attempt((leave) => write(item, leave))))
}

/** One after the other, where an item may need what the one before it made. */
export async function attemptInOrder<Item>(
  items: readonly Item[],
  write: (item: Item, leave: () => void) => Promise<WriteResult>,
): Promise<readonly WriteResult[]> {
  const results: WriteResult[] = []
  for (const item of items) results.push(await attempt((leave) => write(item, leave)))
  return results
}

/** Asks at the first call and gives the same answer to the others, so that a failure to get it fails each item and not the batch. */
export function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined
  return () => {
    asked ??= ask()
    return asked
  }
}
