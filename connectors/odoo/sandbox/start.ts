import { seededRandom } from '#connectors/sandbox-kit/random.ts'
import { type SandboxRequest, startSandboxServer } from '#connectors/sandbox-kit/server.ts'
import { callByPlace } from './engine/call.ts'
import { holdTransaction, inTransaction, modelOf, patchRow, serverMoment, type User } from './engine/environment.ts'
import { writeRecords } from './engine/records.ts'
import type { Credentials, OdooSandbox, OdooSandboxOptions, SandboxUser } from './options.ts'
import { none } from './python.ts'
import { createShopDatabase } from './seed/base.ts'
import { demoShop } from './seed/demo.ts'
import { seedShop } from './seed/shop.ts'
import { callerOf, type ImitatedServer } from './server.ts'
import { describeState } from './state.ts'
import { labelOf, route } from './transports/router.ts'

/** Starts an imitation of Odoo on 127.0.0.1, filled with the shop asked for. Its memory is all it has. */
export async function startOdooSandbox(options: OdooSandboxOptions = {}): Promise<OdooSandbox> {
  const { now = () => new Date(), seed = 1, version = '19.0', database: name = 'demo', shop = 'demo' } = options
  const settings = {
    name,
    version,
    languages: options.languages ?? ['en_US', 'nl_NL'],
    companies: options.companies ?? ['Winkel aan de Gracht B.V.'],
    users: options.users ?? defaultUsers(seed),
    startedAt: serverMoment(now()),
  }
  const { database, environment } = createShopDatabase(settings)
  if (shop !== 'empty') seedShop(environment, shop === 'demo' ? demoShop : shop)
  database.changes.length = 0

  const [first] = database.users.values()
  if (!first) throw new Error('The Odoo sandbox needs a user.')
  const asFirst = () => ({ ...environment, user: first, startedAt: serverMoment(now()) })
  const server: ImitatedServer = {
    database,
    databaseNames: [name, ...(options.otherDatabases ?? [])],
    now,
    afterCall: ({ model, method, limit, result }) => {
      const isFullPage = method === 'search_read' && Array.isArray(result) && result.length > 0 && result.length === limit
      if (!isFullPage || !options.shiftingPages?.includes(model)) return
      patchRow(asFirst(), model, (result[0] as { id: number }).id, {})
    },
  }
  const listening = await startSandboxServer(
    { port: options.port, seed, faults: options.faults },
    {
      label: labelOf,
      handle: (request: SandboxRequest) => {
        const response = route(server, request)
        return options.closesConnections ? { ...response, headers: { ...response.headers, connection: 'close' } } : response
      },
    },
  )
  const users = [...database.users.values()].map(credentialsOf)
  return {
    ...listening,
    database: name,
    version,
    credentials: credentialsOf(first),
    users: Object.fromEntries(users.map((user) => [user.login, user])),
    call: (model, method, places = [], named = {}) => plain(callByPlace(callerOf(server, first), { model, method, places, named })),
    editRecord: (model, id, values) => {
      inTransaction(database, () => writeRecords(asFirst(), modelOf(environment, model), [id], values))
    },
    hold: (model, method, places = []) => {
      const { result, commit } = holdTransaction(database, () => callByPlace(callerOf(server, first), { model, method, places, named: {} }))
      return { result: plain(result), commit }
    },
    state: () => describeState({ ...asFirst(), context: { active_test: false } }),
  }
}

/** One administrator, `admin` with password `admin`, whose key follows the seed. */
function defaultUsers(seed: number): readonly SandboxUser[] {
  const random = seededRandom(seed)
  const apiKey = Array.from({ length: 40 }, () => Math.floor(random() * 16).toString(16)).join('')
  return [{ login: 'admin', password: 'admin', apiKey, name: 'Mitchell Admin', groups: ['admin'] }]
}

function credentialsOf({ id, login, password, apiKey }: User): Credentials {
  return { userId: id, login, password, ...(apiKey !== undefined && { apiKey }) }
}

function plain(result: unknown): unknown {
  return result === none ? null : JSON.parse(JSON.stringify(result))
}
