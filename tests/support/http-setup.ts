import { onTestFinished } from 'vitest'
import type { HttpRequest, LogEntry } from '#core/kit/ports.ts'
import { type ClosableHttpClient, createHttpClient, type HttpClientSetup } from '#host/http/http-client.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'

export interface HttpSetup {
  readonly client: ClosableHttpClient
  readonly clock: FakeClock
  readonly logged: readonly LogEntry[]
}

/** A real client whose waits pass at once; closed when the test is over. */
export function setUpHttp(setup: Pick<HttpClientSetup, 'origin'> & Partial<HttpClientSetup> & { readonly clock?: FakeClock }): HttpSetup {
  const clock = setup.clock ?? createFakeClock({ passes: true })
  const logged: LogEntry[] = []
  const client = createHttpClient({
    connectionName: 'Odoo · Demo BV',
    limits: { concurrency: 4 },
    log: (entry) => logged.push(entry),
    // The longest jitter: waits in tests are then the upper bound of what can happen.
    random: () => 1,
    ...setup,
    clock,
  })
  onTestFinished(() => client.close())
  return { client, clock, logged }
}

/** A reading request; a test names only what matters to it. */
export function read(request: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'GET', path: '/products', repeatable: true, label: 'product.read', ...request }
}

/** A write that must not happen twice. */
export function createOnce(request: Partial<HttpRequest> = {}): HttpRequest {
  return { method: 'POST', path: '/orders', body: '{"number":"1042"}', repeatable: false, label: 'order.create', ...request }
}
