import type { Transport } from '#core/contract/client.ts'
import { connectSocket } from './socket.ts'

declare global {
  interface Window {
    /** Put there by Electron's preload, and by tests. */
    readonly sluice?: Transport
  }
}

/** The way to the host this page was opened by. */
export function openTransport(): Transport {
  return window.sluice ?? connectSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/contract`)
}
