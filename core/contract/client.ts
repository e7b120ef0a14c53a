import type { EventName, Events, RequestName, Requests } from './contract.ts'
import type { ArgumentsOf, PayloadOf, ResultOf } from './define.ts'
import { ContractError, type Reply } from './reply.ts'

/** The wire under a client: Electron's bridge, a WebSocket, or a direct call. */
export interface Transport {
  request(name: string, given: unknown): Promise<Reply>
  /** Returns the function that unsubscribes. */
  listen(listener: (name: string, payload: unknown) => void): () => void
  /** Tells whether the host can be reached; returns the function that unsubscribes. */
  onState?(listener: (isConnected: boolean) => void): () => void
}

export interface ContractClient {
  /** @throws ContractError with the host's code, facts and hint. */
  request<Name extends RequestName>(name: Name, given: ArgumentsOf<Requests[Name]>): Promise<ResultOf<Requests[Name]>>
  /** Returns the function that unsubscribes. */
  subscribe<Name extends EventName>(name: Name, listener: (payload: PayloadOf<Events[Name]>) => void): () => void
  onState(listener: (isConnected: boolean) => void): () => void
}

/** A typed client on any transport. */
export function createClient(transport: Transport): ContractClient {
  const listeners = new Map<string, Set<(payload: never) => void>>()
  transport.listen((name, payload) => {
    for (const listener of listeners.get(name) ?? []) listener(payload as never)
  })
  return {
    async request(name, given) {
      const reply = await transport.request(name, given)
      if (!reply.ok) throw new ContractError(reply.error)
      // The host's handlers are typed by the same contract.
      return reply.result as never
    },
    subscribe(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      set.add(listener)
      return () => set.delete(listener)
    },
    onState: (listener) => transport.onState?.(listener) ?? (() => {}),
  }
}
