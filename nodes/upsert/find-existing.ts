import type { Existing, FindRequest } from '#core/kit/define-connector.ts'
import type { BoundEntity } from '#core/kit/define-node.ts'
import { DataError } from '#core/kit/errors.ts'

export interface Found {
  readonly existing: ReadonlyMap<string, readonly Existing[]>
  /** Keys the target refuses to be asked for (letters in a SKU that must be digits). */
  readonly refused: ReadonlyMap<string, DataError>
}

/**
 * Looks records up in one call. When the target refuses a key, the batch is halved until the key stands alone,
 * so that one bad key does not fail the others.
 * @throws BusyError, ConnectionError and all else that is no fault of a single record.
 */
export async function findExisting(find: NonNullable<BoundEntity['find']>, request: FindRequest): Promise<Found> {
  const { items } = request
  if (items.length === 0) return { existing: new Map(), refused: new Map() }
  try {
    return { existing: await find.run(request), refused: new Map() }
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    const [only] = items
    if (items.length === 1 && only) return { existing: new Map(), refused: new Map([[only.key, error]]) }
    const middle = Math.ceil(items.length / 2)
    const left = await findExisting(find, { ...request, items: items.slice(0, middle) })
    const right = await findExisting(find, { ...request, items: items.slice(middle) })
    return { existing: new Map([...left.existing, ...right.existing]), refused: new Map([...left.refused, ...right.refused]) }
  }
}
