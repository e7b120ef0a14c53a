import type { Transport } from '#core/contract/client.ts'
import type { Reply } from '#core/contract/reply.ts'

type Incoming =
  | { readonly kind: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly kind: 'event'; readonly name: string; readonly payload: unknown }

/** Waits before the n-th new attempt, in milliseconds; the last one is repeated. */
const retryMs = [250, 500, 1_000, 2_000]

const connectionLost: Reply = {
  ok: false,
  error: {
    code: 'host-gone',
    message: 'Sluice itself cannot be reached.',
    hint: 'Is it still running? This page connects again by itself. What ran goes on running.',
    fix: 'wait',
    facts: {},
  },
}

/** The contract over a WebSocket to the local web host. Connects again by itself; what was asked meanwhile waits for it. */
export function connectSocket(url: string): Transport {
  const waiting = new Map<number, { readonly text: string; readonly resolve: (reply: Reply) => void; isSent: boolean }>()
  const listeners = new Set<(name: string, payload: unknown) => void>()
  const states = new Set<(isConnected: boolean) => void>()
  let socket: WebSocket
  let nextId = 1
  let attempts = 0

  const open = () => {
    socket = new WebSocket(url)
    socket.onopen = () => {
      attempts = 0
      for (const state of states) state(true)
      for (const one of waiting.values()) send(one)
    }
    socket.onmessage = ({ data }) => receive(JSON.parse(String(data)) as Incoming)
    socket.onclose = () => {
      for (const state of states) state(false)
      // Nobody knows whether these were carried out; whoever asked decides. What was never sent waits.
      for (const [id, one] of waiting) {
        if (!one.isSent) continue
        waiting.delete(id)
        one.resolve(connectionLost)
      }
      setTimeout(open, retryMs[Math.min(attempts, retryMs.length - 1)])
      attempts += 1
    }
  }

  const send = (one: { readonly text: string; isSent: boolean }) => {
    if (socket.readyState !== WebSocket.OPEN) return
    one.isSent = true
    socket.send(one.text)
  }

  const receive = (told: Incoming) => {
    if (told.kind === 'event') {
      for (const listener of listeners) listener(told.name, told.payload)
      return
    }
    waiting.get(told.id)?.resolve(told.reply)
    waiting.delete(told.id)
  }

  open()
  return {
    request: (name, given) =>
      new Promise((resolve) => {
        const id = nextId
        nextId += 1
        const one = { text: JSON.stringify({ id, name, given }), resolve, isSent: false }
        waiting.set(id, one)
        send(one)
      }),
    listen: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onState: (listener) => {
      states.add(listener)
      return () => states.delete(listener)
    },
  }
}
