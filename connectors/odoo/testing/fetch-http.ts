import { AnswerLostError } from '#core/kit/errors.ts'
import type { HttpClient } from '#core/kit/ports.ts'

/** The least an HTTP client must do to talk to a sandbox: no retries, no limits. */
export function fetchHttp(origin: string): HttpClient {
  return {
    send: async ({ method, path, headers, body, signal, label }) => {
      try {
        const answer = await fetch(`${origin}${path}`, { method, headers, body, signal })
        const text = await answer.text()
        return { status: answer.status, headers: Object.fromEntries(answer.headers), text: () => text, json: () => JSON.parse(text) }
      } catch (cause) {
        throw new AnswerLostError(`${label} got no answer.`, { cause })
      }
    },
  }
}
