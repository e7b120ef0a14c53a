import { expect, onTestFinished } from 'vitest'
import { startAccountViewSandbox } from '#connectors/accountview/sandbox/start.ts'
import { startCcvSandbox } from '#connectors/ccv-salespos/sandbox/start.ts'
import { startEaccountingSandbox } from '#connectors/eaccounting/sandbox/start.ts'
import { connectors } from '#connectors/index.ts'
import { startMplusSandbox } from '#connectors/mplus/sandbox/start.ts'
import { startOdooSandbox } from '#connectors/odoo/sandbox/start.ts'
import type { SandboxServer } from '#connectors/sandbox-kit/server.ts'
import { startVismaNetSandbox } from '#connectors/visma-net/sandbox/start.ts'
import type { AnyConnector, CheckResult } from '#core/kit/define-connector.ts'
import type { BoundConnection, BoundEntity } from '#core/kit/define-node.ts'
import type { LogEntry } from '#core/kit/ports.ts'
import { checkConnection, openConnection, type Surroundings } from '#host/connections/open-connection.ts'
import { partSettings } from '#host/connections/secret-settings.ts'
import { createConnectionTokens } from '#host/oauth/connection-tokens.ts'
import { eaccountingPractice, type PracticeSystem, practiceSystems } from '#host/practice/practice-systems.ts'
import { createFakeClock, type FakeClock } from '#tests/support/fake-clock.ts'
import { createMemoryVault } from '#tests/support/memory-vault.ts'
import { leaked } from './everything-in.ts'

interface Running {
  readonly server: SandboxServer & { state(): unknown }
  readonly settings: Readonly<Record<string, string | number>>
  /** Of systems where a person signs in: tokens as after a yes. */
  readonly signIn?: PracticeSystem['signIn']
}

/**
 * A shop of each system with something of every kind in it. The practice systems of the command line will do where a system has no
 * entry of its own; those below need more: Odoo's practice shop has neither customers nor orders nor prices of its own.
 */
const shops: Readonly<Record<string, () => Promise<Running>>> = {
  async accountview() {
    const server = await startAccountViewSandbox({ now: tickingClock() })
    return { server, settings: server.settings, signIn: server.signIn }
  },
  async mplus() {
    const server = await startMplusSandbox({ orderCount: 90, now: tickingClock() })
    return { server, settings: { address: 'http://127.0.0.1', port: server.port, ...server.credentials } }
  },
  async 'ccv-salespos'() {
    // The shop's clock stands where the tests' own one begins, and its prices are without VAT as those of the sample records.
    const server = await startCcvSandbox({ now: tickingClock(Date.parse('2026-11-22T09:00:00Z')), pricesIncludeVat: false })
    return { server, settings: { address: server.origin, ...server.credentials } }
  },
  async eaccounting() {
    const server = await startEaccountingSandbox({ orderCount: 40, now: tickingClock() })
    return { server, settings: eaccountingPractice(server), signIn: server.signIn }
  },
  async odoo() {
    const server = await startOdooSandbox({ shop: 'demo', now: tickingClock() })
    const { origin, database, credentials } = server
    const [product] = server.call('product.product', 'search', [[['default_code', '=', '120101']]]) as number[]
    const [template] = server.call('product.template', 'search', [[['name', 'ilike', 'Koffiemok']]]) as number[]
    const [customer] = server.call('res.partner', 'search', [[['customer_rank', '>', 0]]]) as number[]
    const order = server.call('sale.order', 'create', [
      { partner_id: customer, client_order_ref: 'K-77', order_line: [[0, 0, { product_id: product, product_uom_qty: 3 }]] },
    ])
    server.call('sale.order', 'action_confirm', [[order]])
    server.call('res.partner.category', 'create', [{ name: 'Groothandel' }])
    const rule = { pricelist_id: 1, applied_on: '1_product', product_tmpl_id: template, compute_price: 'fixed', fixed_price: 6.5 }
    server.call('product.pricelist.item', 'create', [{ ...rule, min_quantity: 10 }])
    return { server, settings: { url: origin, database, apiKey: credentials.apiKey ?? '' } }
  },
  async 'visma-net'() {
    const server = await startVismaNetSandbox({ now: tickingClock() })
    return { server, settings: server.settings }
  },
}

const beginning = Date.now()

/** Goes on a little with every question, so that two shops that are asked the same stamp the same moments. */
function tickingClock(from = beginning): () => Date {
  let asked = 0
  return () => new Date(from + 20 * asked++)
}

/** A running practice shop and everything a test may want to know of it. */
export interface PracticeShop {
  readonly definition: AnyConnector
  readonly server: SandboxServer
  readonly clock: FakeClock
  readonly logged: readonly LogEntry[]
  /** The values that must not be seen anywhere. */
  readonly secrets: readonly string[]
  /** Opens the connection with the program's own HTTP client; waits pass at once. */
  connect(changes?: Readonly<Record<string, unknown>>): BoundConnection
  check(changes?: Readonly<Record<string, unknown>>): Promise<CheckResult>
  /** The business in the shop, as text to compare. */
  state(): string
}

/** Starts the shop of a system. It closes when the test is over, which fails when any line of its log held a secret. */
export async function startShop(id: string): Promise<PracticeShop> {
  const definition = connectors[id]
  if (!definition) throw new Error(`There is no connector ${id}.`)
  const { server, settings, signIn } = await (shops[id] ?? practiceShop(id))()
  const clock = createFakeClock({ passes: true })
  const logged: LogEntry[] = []
  const surroundings = { clock, log: (entry: LogEntry) => void logged.push(entry), httpOptions: { logAnswers: true } }
  const parted = (changes: object) => partSettings(definition.fields, { ...settings, ...changes })
  const stored = (changes: object) => ({
    id: `${id}-${server.port}`,
    connectorId: id,
    name: `${definition.label} · practice`,
    settings: parted(changes).plain,
    secretFields: Object.keys(parted(changes).secrets),
    readOnly: false,
    createdAt: '2026-11-01T09:00:00+01:00',
  })
  const secrets = Object.values(parted({}).secrets)
  /** As the program keeps them, in a vault of this one connection. */
  const tokensFor = (changes: object): Pick<Surroundings, 'accessTokens'> => {
    if (!definition.oauth) return {}
    const vault = createMemoryVault()
    const tokens = createConnectionTokens({ connectors, get: async () => stored(changes), vault, clock })
    const fill = async () => {
      for (const [field, value] of Object.entries(parted(changes).secrets)) await vault.set(stored(changes).id, field, value)
      // Changed credentials count from the next renewal on, so the token they find has run out.
      if (signIn) await tokens.keep(stored(changes).id, { ...signIn(), ...(Object.keys(changes).length > 0 && { expiresAt: 0 }) })
    }
    const filled = fill()
    return { accessTokens: (one) => async (rejected) => filled.then(() => tokens.of(one)(rejected)) }
  }
  const around = (changes: object) => ({ ...surroundings, ...tokensFor(changes) })
  onTestFinished(async () => {
    await server.close()
    expect(leaked(secrets, logged)).toEqual([])
  })
  return {
    definition,
    server,
    clock,
    logged,
    secrets,
    connect: (changes = {}) => openConnection(definition, stored(changes), parted(changes).secrets, around(changes)),
    check: (changes = {}) => checkConnection(definition, stored(changes), parted(changes).secrets, around(changes)),
    state: () => JSON.stringify(server.state()),
  }
}

function practiceShop(id: string): () => Promise<Running> {
  return async () => {
    const practice = await practiceSystems[id]?.({ seed: 1, orderCount: 90 })
    if (!practice || !hasState(practice.server)) throw new Error(`${id} has no practice system that tells its state.`)
    return { server: practice.server, settings: practice.settings, signIn: practice.signIn }
  }
}

function hasState(server: SandboxServer): server is Running['server'] {
  return 'state' in server && typeof server.state === 'function'
}

/** @throws Error for a kind the connection does not have: the suites only ask for those it declares. */
export function entityOf(connection: BoundConnection, name: string): BoundEntity {
  const found = connection.entities[name]
  if (!found) throw new Error(`${connection.name} has no ${name}.`)
  return found
}
