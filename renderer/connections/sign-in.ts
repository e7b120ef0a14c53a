import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { ConnectionState } from '#core/contract/connections.ts'
import { ContractError } from '#core/contract/reply.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { type OpenedAddress, openInBrowser } from './open-in-browser.ts'

/** How far signing in with one connection has come. */
export type SignIn =
  | { readonly kind: 'asking' }
  | ({ readonly kind: 'waiting' } & OpenedAddress)
  /** The yes is there; the system is asked whether it holds. */
  | { readonly kind: 'testing' }
  | { readonly kind: 'done'; readonly state: ConnectionState }
  | { readonly kind: 'failed'; readonly error: ContractError }

/** By connection, beside the page's parts: a yes in the browser comes when it comes, whatever is on screen then. */
const store = createStore<Readonly<Record<string, SignIn>>>(() => ({}))

export function useSignIn(connectionId: string): SignIn | undefined {
  return useStore(store, (all) => all[connectionId])
}

/** Asks the host for the address and opens it. To be called in a press. */
export async function startSignIn(connectionId: string): Promise<void> {
  listen()
  const mine: SignIn = { kind: 'asking' }
  put(connectionId, mine)
  try {
    const opened = await openInBrowser(async () => {
      const { url } = await host.request('connection:sign-in', { connectionId })
      // Cancelled before there was anything to cancel.
      if (!store.getState()[connectionId]) await cancelSignIn(connectionId)
      if (store.getState()[connectionId] !== mine) throw new Error('Another sign-in took its place.')
      return url
    })
    if (store.getState()[connectionId] === mine) put(connectionId, { kind: 'waiting', ...opened })
  } catch (thrown) {
    if (store.getState()[connectionId] === mine) put(connectionId, { kind: 'failed', error: toContractError(thrown) })
  }
}

export async function cancelSignIn(connectionId: string): Promise<void> {
  forgetSignIn(connectionId)
  // What waits ends by itself after a while; the user is done with it either way.
  await host.request('connection:cancel-sign-in', { connectionId }).catch(() => undefined)
}

/** Its end was seen. */
export function forgetSignIn(connectionId: string): void {
  const { [connectionId]: _seen, ...others } = store.getState()
  store.setState(others, true)
}

function put(connectionId: string, signIn: SignIn): void {
  store.setState({ [connectionId]: signIn })
}

let isListening = false

function listen(): void {
  if (isListening) return
  isListening = true
  host.subscribe('connection:signed-in', ({ connectionId, error }) => {
    const before = store.getState()[connectionId]
    // Begun by another window, cancelled, or begun anew: the end of the one before says nothing.
    if (before?.kind !== 'asking' && before?.kind !== 'waiting') return
    if (error?.code === 'stopped') return
    if (error) put(connectionId, { kind: 'failed', error: new ContractError(error) })
    else void test(connectionId)
  })
}

async function test(connectionId: string): Promise<void> {
  put(connectionId, { kind: 'testing' })
  try {
    put(connectionId, { kind: 'done', state: await host.request('connection:test', { connectionId }) })
  } catch (thrown) {
    put(connectionId, { kind: 'failed', error: toContractError(thrown) })
  }
}
