import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { readKept, writeKept } from './kept.ts'
import { go, routeStore } from './route.ts'

interface OpenFlows {
  /** Ids in the order of their tabs. */
  readonly ids: readonly string[]
}

const kept = readKept('open-flows')

export const openFlowsStore = createStore<OpenFlows>(() => ({
  ids: Array.isArray(kept) ? kept.filter((id): id is string => typeof id === 'string') : [],
}))

openFlowsStore.subscribe(({ ids }) => writeKept('open-flows', ids))

const idsOf = ({ ids }: OpenFlows) => ids

export function useOpenFlows(): readonly string[] {
  return useStore(openFlowsStore, idsOf)
}

/** Every flow that is shown gets a tab. Returns the function that stops it. */
export function followOpenFlows(): () => void {
  const add = () => {
    const { route } = routeStore.getState()
    if (route.page !== 'flow') return
    const { flowId } = route
    openFlowsStore.setState(({ ids }) => (ids.includes(flowId) ? { ids } : { ids: [...ids, flowId] }))
  }
  add()
  return routeStore.subscribe(add)
}

/** Closes a tab; where it was on screen, its neighbour is shown, or home after the last. */
export function closeFlow(flowId: string): void {
  const { ids } = openFlowsStore.getState()
  const place = ids.indexOf(flowId)
  const left = ids.filter((id) => id !== flowId)
  const { route } = routeStore.getState()
  if (route.page === 'flow' && route.flowId === flowId) {
    const next = left[Math.min(place, left.length - 1)]
    go(next === undefined ? { page: 'home' } : { page: 'flow', flowId: next })
  }
  openFlowsStore.setState({ ids: left })
}

/** Tabs of flows that are no longer there go; the one on screen may be too new for the list. */
export function keepOnly(known: readonly string[]): void {
  const { route } = routeStore.getState()
  const { ids } = openFlowsStore.getState()
  const left = ids.filter((id) => known.includes(id) || (route.page === 'flow' && route.flowId === id))
  if (left.length < ids.length) openFlowsStore.setState({ ids: left })
}

/** Puts a tab to the place of another. */
export function moveFlow(flowId: string, to: number): void {
  const { ids } = openFlowsStore.getState()
  const left = ids.filter((id) => id !== flowId)
  const place = Math.max(0, Math.min(left.length, to))
  openFlowsStore.setState({ ids: [...left.slice(0, place), flowId, ...left.slice(place)] })
}

/** Shows the tab so many places further, around the ends; from another page the first or last. */
export function stepFlow(by: 1 | -1): void {
  const { ids } = openFlowsStore.getState()
  const { route } = routeStore.getState()
  const place = route.page === 'flow' ? ids.indexOf(route.flowId) : by === 1 ? -1 : 0
  const next = ids[(place + by + ids.length) % Math.max(1, ids.length)]
  if (next !== undefined) go({ page: 'flow', flowId: next })
}
