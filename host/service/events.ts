import type { EventName, Events } from '#core/contract/contract.ts'
import type { PayloadOf } from '#core/contract/define.ts'

export type Emit = <Name extends EventName>(name: Name, payload: PayloadOf<Events[Name]>) => void
export type Listen = (listener: (name: EventName, payload: unknown) => void) => () => void

/** What a host tells without being asked, for everybody who listens. A listener that throws keeps nobody else from hearing. */
export function createEvents(): { readonly emit: Emit; readonly listen: Listen } {
  const listeners = new Set<(name: EventName, payload: unknown) => void>()
  return {
    emit(name, payload) {
      for (const listener of listeners) {
        try {
          listener(name, payload)
        } catch (thrown) {
          queueMicrotask(() => {
            throw thrown
          })
        }
      }
    },
    listen(listener) {
      // Its own function each time, so that the same listener may subscribe twice.
      const own = (name: EventName, payload: unknown) => listener(name, payload)
      listeners.add(own)
      return () => listeners.delete(own)
    },
  }
}
