import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { EventName, RequestName, Requests } from '#core/contract/contract.ts'
import type { ArgumentsOf, ResultOf } from '#core/contract/define.ts'
import { host } from '#renderer/contract/host.ts'
import { type Asked, toContractError } from '#renderer/contract/use-request.ts'

export interface Live<Result> {
  readonly store: StoreApi<{ readonly asked: Asked<Result> }>
  current(): Result | undefined
  refresh(): void
  /** Follows until the returned function is called. */
  follow(listener?: (asked: Asked<Result>) => void): () => void
}

/** An answer of the host that several places show: asked once for all of them, and again whenever one of the events says that it changed. */
export function live<Name extends RequestName>(
  name: Name,
  given: ArgumentsOf<Requests[Name]>,
  events: readonly EventName[],
): Live<ResultOf<Requests[Name]>> {
  type Result = ResultOf<Requests[Name]>
  const store = createStore<{ readonly asked: Asked<Result> }>(() => ({ asked: { kind: 'loading' } }))
  let followers = 0
  let stops: (() => void)[] = []
  let isAsking = false
  let isStale = false

  const refresh = () => {
    if (isAsking) {
      isStale = true
      return
    }
    isAsking = true
    isStale = false
    host
      .request(name, given)
      .then(
        (result) => store.setState({ asked: { kind: 'there', result } }),
        (thrown: unknown) =>
          store.setState(({ asked }) => ({ asked: { kind: 'failed', error: toContractError(thrown), result: asked.result } })),
      )
      .finally(() => {
        isAsking = false
        if (isStale) refresh()
      })
  }
  const follow = (listener?: (asked: Asked<Result>) => void) => {
    followers += 1
    if (followers === 1) {
      stops = [...events.map((event) => host.subscribe(event, refresh)), host.onState((isConnected) => isConnected && refresh())]
      refresh()
    }
    const stop = listener && store.subscribe(({ asked }) => listener(asked))
    return () => {
      stop?.()
      followers -= 1
      if (followers > 0) return
      for (const each of stops) each()
      stops = []
    }
  }
  return { store, current: () => store.getState().asked.result, refresh, follow }
}

/** Follows while the component is there. */
export function useLive<Result>({ store, follow }: Live<Result>): Asked<Result> {
  useEffect(() => follow(), [follow])
  return useStore(store, askedOf) as Asked<Result>
}

const askedOf = (state: { readonly asked: Asked<unknown> }) => state.asked
