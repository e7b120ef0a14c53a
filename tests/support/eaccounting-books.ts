import { onTestFinished } from 'vitest'
import { eaccounting } from '#connectors/eaccounting/connector.ts'
import type { Row } from '#connectors/eaccounting/sandbox/schema/shape.ts'
import { type EaccountingSandbox, type EaccountingSandboxOptions, startEaccountingSandbox } from '#connectors/eaccounting/sandbox/start.ts'
import type { BoundConnection, BoundEntity } from '#core/kit/define-node.ts'
import type { LogEntry } from '#core/kit/ports.ts'
import { checkConnection, openConnection } from '#host/connections/open-connection.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'

/** A practice company with an open connection to it. */
export interface OpenBooks {
  readonly sandbox: EaccountingSandbox
  readonly connection: BoundConnection
  readonly clock: FakeClock
  readonly logged: readonly LogEntry[]
  check(changes?: Readonly<Record<string, string>>): ReturnType<typeof checkConnection>
  entity(name: string): BoundEntity
  /** The only record of a collection that fits. @throws Error when it is not one */
  only(
    collection: 'articles' | 'customers' | 'orders' | 'quotes' | 'customerinvoicedrafts' | 'customerinvoices',
    fits: (row: Row) => boolean,
  ): Row
}

/** Starts a practice company; it closes when the test is over. */
export async function openBooks(options: EaccountingSandboxOptions = {}): Promise<OpenBooks> {
  const sandbox = await startEaccountingSandbox(options)
  onTestFinished(() => sandbox.close())
  const clock = createFakeClock({ passes: true })
  const logged: LogEntry[] = []
  const { accessToken: token } = sandbox.signIn()
  const surroundings = { clock, log: (entry: LogEntry) => void logged.push(entry), accessTokens: () => async () => token }
  const stored = (changes: object) => ({
    ...{ id: 'books', connectorId: 'eaccounting', name: 'Books', secretFields: ['clientSecret'], readOnly: false },
    settings: { company: sandbox.company, environment: 'production', clientId: sandbox.client.id, address: sandbox.origin, ...changes },
    createdAt: '2026-11-01T09:00:00+01:00',
  })
  const secrets = { clientSecret: sandbox.client.secret }
  const connection = openConnection(eaccounting, stored({}), secrets, surroundings)
  return {
    ...{ sandbox, connection, clock, logged },
    check: (changes = {}) => checkConnection(eaccounting, stored(changes), secrets, surroundings),
    entity: (name) => {
      const found = connection.entities[name]
      if (!found) throw new Error(`There is no ${name}.`)
      return found
    },
    only: (collection, fits) => {
      const found = [...sandbox.books.records[collection].values()].filter(fits)
      if (found.length !== 1 || !found[0]) throw new Error(`${found.length} of ${collection} fit.`)
      return found[0]
    },
  }
}

export const signal = new AbortController().signal
