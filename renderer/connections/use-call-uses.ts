import { useEffect, useMemo, useState } from 'react'
import type { CallUse } from '#core/contract/connections.ts'
import { useHostEvent } from '#renderer/contract/use-request.ts'
import { useLive } from '#renderer/frame/live.ts'
import { liveConnections } from '#renderer/frame/lives.ts'
import type { ConnectionCalls } from './call-uses.ts'

/** The calls of these connections that a vendor counts, as they are made. */
export function useCallUses(ids: readonly string[]): readonly ConnectionCalls[] {
  const cards = useLive(liveConnections).result
  const [told, setTold] = useState<ReadonlyMap<string, CallUse | null>>(new Map())
  // A newer list knows at least as much.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is what it waits for
  useEffect(() => setTold(new Map()), [cards])
  useHostEvent('connection:calls', ({ connectionId, calls }) => setTold((before) => new Map(before).set(connectionId, calls)))
  return useMemo(
    () =>
      (cards ?? []).flatMap(({ id, name, calls: listed }) => {
        const calls = told.get(id) ?? listed
        return ids.includes(id) && calls ? [{ id, name, calls }] : []
      }),
    [cards, told, ids],
  )
}
