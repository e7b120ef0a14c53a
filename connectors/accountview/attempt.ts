import type { CreateItem, WriteResult } from '#core/kit/define-connector.ts'
import { ConnectionError, DataError, SettingsError, toAppError } from '#core/kit/errors.ts'

interface Repeatable {
  /** Of creates. */
  readonly attempt?: CreateItem['attempt']
  readonly key: string
}

interface Writing<Item> {
  /** Looks for what an earlier attempt may have made. */
  readonly find?: (item: Item) => Promise<WriteResult | undefined>
  /** Calls `leave` right before its request goes out: what is thrown earlier is certain not to have happened. */
  readonly write: (item: Item, leave: () => void) => Promise<WriteResult>
}

/** Writes items one after the other, and turns whatever is thrown into the result of its item, so that one never fails the others. */
export async function attemptInOrder<Item extends Repeatable>(
  items: readonly Item[],
  writing: Writing<Item>,
): Promise<readonly WriteResult[]> {
  const results: WriteResult[] = []
  for (const item of items) results.push(await attempt(item, writing))
  return results
}

async function attempt<Item extends Repeatable>(item: Item, { find, write }: Writing<Item>): Promise<WriteResult> {
  // While an earlier attempt has not been looked up, it may have been carried out, whatever refuses the look-up.
  let isUnsettled = item.attempt === 'again' && find !== undefined
  let hasLeft = false
  try {
    const made = isUnsettled ? await find?.(item) : undefined
    if (made) return made
    isUnsettled = false
    return await write(item, () => {
      hasLeft = true
    })
  } catch (thrown) {
    const error = toAppError(thrown)
    // The way there said no before anything was done, and stops the run with its intents open.
    const isStopped = error instanceof ConnectionError || error instanceof SettingsError
    const isRefused = isStopped || error instanceof DataError
    return { ok: false, error, uncertain: isUnsettled ? !isStopped : hasLeft && !isRefused }
  }
}
