import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { type LogQuery, logQuery } from '#renderer/log/log-query.ts'

export const plainPages = ['home', 'runs', 'connections', 'settings'] as const

export type Route =
  | { readonly page: (typeof plainPages)[number] }
  | { readonly page: 'log'; readonly filter?: LogQuery }
  | { readonly page: 'flow'; readonly flowId: string }
  | { readonly page: 'run'; readonly runId: number }
  | { readonly page: 'record'; readonly key: string }
  /** *New integration*; without an id it begins. */
  | { readonly page: 'integration'; readonly draftId?: string }

export const routeStore = createStore<{ readonly route: Route }>(() => ({ route: { page: 'home' } }))

const current = ({ route }: { readonly route: Route }) => route

export function useRoute(): Route {
  return useStore(routeStore, current)
}

/** Leads to a place; back leads back. */
export function go(route: Route): void {
  const hash = toHash(route)
  if (hash !== location.hash) history.pushState(null, '', hash)
  routeStore.setState({ route })
}

/** Takes the place of where one is: back leads to where one came from. */
export function replaceRoute(route: Route): void {
  history.replaceState(null, '', toHash(route))
  routeStore.setState({ route })
}

export function back(): void {
  history.back()
}

export function forward(): void {
  history.forward()
}

/** Opens the place the address names and follows the browser's own back and forward. Returns the function that stops it. */
export function followAddress(): () => void {
  const follow = () => routeStore.setState({ route: fromHash(location.hash) })
  follow()
  window.addEventListener('popstate', follow)
  window.addEventListener('hashchange', follow)
  return () => {
    window.removeEventListener('popstate', follow)
    window.removeEventListener('hashchange', follow)
  }
}

/** `#/flow/mplus-orders-to-odoo`. */
export function toHash(route: Route): string {
  switch (route.page) {
    case 'flow':
      return `#/flow/${encodeURIComponent(route.flowId)}`
    case 'run':
      return `#/run/${route.runId}`
    case 'record':
      return `#/record/${encodeURIComponent(route.key)}`
    case 'integration':
      return route.draftId === undefined ? '#/integration' : `#/integration/${encodeURIComponent(route.draftId)}`
    case 'log':
      return route.filter && Object.keys(route.filter).length > 0 ? `#/log/${encodeURIComponent(JSON.stringify(route.filter))}` : '#/log'
    default:
      return `#/${route.page}`
  }
}

/** Home for whatever names no place. */
export function fromHash(hash: string): Route {
  const [, page = '', rest = ''] = /^#\/([a-z]+)(?:\/(.*))?$/.exec(hash) ?? []
  const given = decode(rest)
  const plain = plainPages.find((one) => one === page)
  if (plain) return { page: plain }
  if (page === 'flow' && given) return { page, flowId: given }
  if (page === 'run' && /^[1-9]\d{0,14}$/.test(given)) return { page, runId: Number(given) }
  if (page === 'record' && given) return { page, key: given }
  if (page === 'log') return { page, ...readFilter(given) }
  if (page === 'integration') return given ? { page, draftId: given } : { page }
  return { page: 'home' }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

function readFilter(text: string): { readonly filter?: LogQuery } {
  if (!text) return {}
  try {
    const parsed = logQuery.safeParse(JSON.parse(text))
    return parsed.success ? { filter: parsed.data } : {}
  } catch {
    return {}
  }
}
