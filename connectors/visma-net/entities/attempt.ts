import type { WriteResult } from '#core/kit/define-connector.ts'
import { AnswerLostError, ConnectionError, DataError, SettingsError, toAppError } from '#core/kit/errors.ts'

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
    // These three are refusals: Visma.net, or the way to it, said no before anything was done.
    const isRefusal = error instanceof DataError || error instanceof SettingsError || error instanceof ConnectionError
    // An earlier attempt whose end cannot be found out leaves this one in doubt too.
    return { ok: false, error, uncertain: (hasLeft || error instanceof AnswerLostError) && !isRefusal }
  }
}

/** All items at once; the connection's HTTP client keeps to what Visma.net bears at a time. */
export function attemptAll<Item>(
  items: readonly Item[],
  write: (item: Item, leave: () => void) => Promise<WriteResult>,
): Promise<readonly WriteResult[]> {
  return Promise.all(items.map((item) => attempt((leave) => write(item, leave))))
}
