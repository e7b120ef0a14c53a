import { onTestFinished } from 'vitest'
import type { VismaNetClient } from '#connectors/visma-net/client.ts'
import { vismaNet } from '#connectors/visma-net/connector.ts'
import { startVismaNetSandbox, type VismaNetSandbox, type VismaNetSandboxOptions } from '#connectors/visma-net/sandbox/start.ts'
import { bindConnection } from '#core/kit/bind-connection.ts'
import type { BoundConnection } from '#core/kit/define-node.ts'
import { parseSettings } from '#core/kit/parse-settings.ts'
import type { HttpClient, HttpRequest, HttpResponse, ImageStore, LogEntry } from '#core/kit/ports.ts'
import { authorizedHttp } from '#host/oauth/authorized-http.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { setUpHttp } from './http-setup.ts'

export interface Exchange {
  readonly service: 'erp' | 'salesOrder'
  readonly request: HttpRequest
  readonly response: HttpResponse
}

export interface OpenVismaNet {
  readonly books: BoundConnection
  readonly client: VismaNetClient
  readonly sandbox: VismaNetSandbox
  readonly clock: FakeClock
  /** Everything that went over the wire, oldest first. */
  readonly exchanges: readonly Exchange[]
  readonly logged: readonly LogEntry[]
}

export const noSignal = new AbortController().signal

/** The connector of Visma.net through the program's own HTTP client, against a practice company; closed when the test is over. */
export async function openVismaNet(
  options: VismaNetSandboxOptions = {},
  changes: Readonly<Record<string, unknown>> = {},
  { images, takesImages = true }: { readonly images?: ImageStore; readonly takesImages?: boolean } = {},
): Promise<OpenVismaNet> {
  const clock = createFakeClock({ passes: true })
  const sandbox = await startVismaNetSandbox({ now: () => clock.now(), ...options })
  onTestFinished(() => sandbox.close())
  const settings = parseSettings(vismaNet.fields, { ...sandbox.settings, ...changes })
  const exchanges: Exchange[] = []
  const logged: LogEntry[] = []
  const recorded = (service: Exchange['service']): HttpClient => {
    const { client: http } = setUpHttp({ origin: sandbox.origin, clock })
    const authorized = authorizedHttp(http, async () => sandbox.signIn().access_token)
    return {
      send: async (request) => {
        const response = await authorized.send(request)
        exchanges.push({ service, request, response })
        return response
      },
    }
  }
  const client = vismaNet.connect({
    settings,
    http: recorded('erp'),
    services: { salesOrder: recorded('salesOrder') },
    clock,
    log: (entry) => void logged.push(entry),
    ...(images && { images }),
    // Pictures of Visma.net lie behind its own API: that somebody takes them is all this says.
    ...(images && takesImages && { fetchImage: () => Promise.reject(new Error('nothing is fetched from outside')) }),
  })
  return {
    books: bindConnection(vismaNet, { client, name: 'Books', settings, readOnly: false }),
    client,
    sandbox,
    clock,
    exchanges,
    logged,
  }
}
