import type { CallUse } from '#core/contract/connections.ts'

export interface ConnectionCalls {
  readonly id: string
  readonly name: string
  readonly calls: CallUse
}

/** How much is left, and whether that is little. */
export function callsLeft({ used, limit, waitsUntil }: CallUse): { readonly left: number; readonly isScarce: boolean } {
  const left = Math.max(0, limit - used)
  return { left, isScarce: waitsUntil !== null || left <= limit / 10 }
}

/** The one that holds a run up first; undefined while none is near its end. */
export function scarcest(all: readonly ConnectionCalls[]): ConnectionCalls | undefined {
  const share = ({ calls }: ConnectionCalls) => (calls.waitsUntil === null ? callsLeft(calls).left / calls.limit : -1)
  return all.filter(({ calls }) => callsLeft(calls).isScarce).toSorted((one, other) => share(one) - share(other))[0]
}
