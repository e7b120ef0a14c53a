import type { FetchImage, HttpClient, HttpRequest, HttpResponse, LogEntry } from '#core/kit/ports.ts'
import { type CcvClient, type CcvSettings, createCcvClient } from '../client.ts'
import { type CcvSandbox, type CcvSandboxOptions, startCcvSandbox } from '../sandbox/start.ts'

export const shopTime = new Date('2026-11-22T09:00:00Z')

export interface PracticeShop {
  readonly server: CcvSandbox
  readonly client: CcvClient
  /** Requests as they left, oldest first, with the headers of their signature. */
  readonly sent: readonly HttpRequest[]
  readonly logged: readonly LogEntry[]
  /** What was sent under a label, parsed. */
  bodies(label: string): readonly unknown[]
}

interface Setting {
  readonly settings?: Partial<CcvSettings>
  /** How far the clock of this computer is ahead of the shop's. */
  readonly clockAheadMs?: number
  readonly fetchImage?: FetchImage
}

/** A local shop and a client of it on a bare HTTP port: no retries, no waiting. Close the server when the test is over. */
export async function openPracticeShop(
  options: CcvSandboxOptions = {},
  { settings = {}, clockAheadMs = 0, fetchImage }: Setting = {},
): Promise<PracticeShop> {
  const server = await startCcvSandbox({ now: () => shopTime, ...options })
  const sent: HttpRequest[] = []
  const logged: LogEntry[] = []
  const clock = { now: () => new Date(shopTime.getTime() + clockAheadMs), sleep: async () => {} }
  const all = { address: server.origin, ...server.credentials, product: 'salespos' as const, timeZone: 'Europe/Amsterdam', ...settings }
  const http = fetchHttp(server.origin, (request) => void sent.push(request))
  const log = (entry: LogEntry) => void logged.push(entry)
  const client = createCcvClient({ settings: all, http, clock, log, ...(fetchImage && { fetchImage }) }, 'winkel.example')
  const bodies = (label: string) => sent.filter((one) => one.label === label).map(({ body }) => JSON.parse(body ?? 'null') as unknown)
  return { server, client, sent, logged, bodies }
}

function fetchHttp(origin: string, note: (request: HttpRequest) => void): HttpClient {
  return {
    async send(request): Promise<HttpResponse> {
      const query = new URLSearchParams(request.query).toString()
      const path = query === '' ? request.path : `${request.path}?${query}`
      const { method, body } = request
      const headers = { ...request.headers, ...request.sign?.({ method, path, body: body ?? '' }) }
      note({ ...request, path, headers })
      const answer = await fetch(origin + path, { method, headers, ...(body !== undefined && { body }), redirect: 'manual' })
      const bytes = new Uint8Array(await answer.arrayBuffer())
      const text = new TextDecoder().decode(bytes)
      return { status: answer.status, headers: Object.fromEntries(answer.headers), bytes, text: () => text, json: () => JSON.parse(text) }
    },
  }
}

export const noSignal = new AbortController().signal
