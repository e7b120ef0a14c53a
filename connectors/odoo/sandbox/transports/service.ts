import type { SandboxRequest } from '#connectors/sandbox-kit/server.ts'
import { callByPlace } from '../engine/call.ts'
import { OdooError } from '../errors.ts'
import { callerOf, checkDatabase, type ImitatedServer, userById, userByLogin } from '../server.ts'
import { versionInfo } from '../version.ts'

export interface ServiceCall {
  readonly service: string
  readonly method: string
  readonly places: readonly unknown[]
}

/** The services behind JSON-RPC and XML-RPC: `common`, `object` and `db`. */
export function callService(server: ImitatedServer, { service, method, places }: ServiceCall, request: SandboxRequest): unknown {
  switch (`${service}.${method}`) {
    case 'common.version':
      return {
        server_version: server.database.version,
        server_version_info: versionInfo(server.database.version),
        server_serie: server.database.version,
        protocol_version: 1,
      }
    case 'common.authenticate':
    case 'common.login': {
      const [database, login, secret] = places
      checkDatabase(server, database)
      if (request.credentialsExpired) return false
      return userByLogin(server, login, secret)?.id ?? false
    }
    case 'object.execute_kw':
    case 'object.execute':
      return callObject(server, method, places, request)
    case 'db.list':
      return server.databaseNames
    default:
      throw new OdooError('builtins.Exception', `Method not found: ${method}`)
  }
}

function callObject(server: ImitatedServer, method: string, places: readonly unknown[], request: SandboxRequest): unknown {
  const [database, userId, secret, model, name, ...rest] = places
  checkDatabase(server, database)
  const user = userById(server, userId, secret, request)
  const [given, named] = method === 'execute_kw' ? [rest[0], rest[1]] : [rest, {}]
  const call = {
    model: String(model),
    method: String(name),
    places: Array.isArray(given) ? given : [],
    named: (named ?? {}) as Readonly<Record<string, unknown>>,
  }
  const result = callByPlace(callerOf(server, user), call)
  server.afterCall({ model: call.model, method: call.method, limit: call.named.limit, result })
  return result
}

/** Name of a call for counts and faults: `sale.order.create`, `common.authenticate`. */
export function serviceLabel({ service, method, places }: ServiceCall): string {
  return service === 'object' ? `${String(places[3])}.${String(places[4])}` : `${service}.${method}`
}
