import type { SandboxRequest } from '#connectors/sandbox-kit/server.ts'
import type { Caller } from './engine/call.ts'
import { type Database, serverMoment, type User } from './engine/environment.ts'
import { accessDenied, missingError, OdooError } from './errors.ts'

/** What the transports serve: one database, and the names of others beside it. */
export interface ImitatedServer {
  readonly database: Database
  readonly databaseNames: readonly string[]
  readonly now: () => Date
  /** Called after a page was read, for pages that shift. */
  readonly afterCall: (call: { readonly model: string; readonly method: string; readonly limit: unknown; readonly result: unknown }) => void
}

export function callerOf(server: ImitatedServer, user: User): Caller {
  return { database: server.database, user, startedAt: serverMoment(server.now()) }
}

/** The user whose password or key this is; undefined when there is none. An empty password is nobody's. */
export function userByLogin(server: ImitatedServer, login: unknown, secret: unknown): User | undefined {
  return [...server.database.users.values()].find((user) => user.login === login && holdsSecret(user, secret))
}

export function userByKey(server: ImitatedServer, key: string): User | undefined {
  return key === '' ? undefined : [...server.database.users.values()].find((user) => user.apiKey === key)
}

/** @throws OdooError: AccessDenied for a wrong secret, MissingError for a user id that does not exist. */
export function userById(server: ImitatedServer, id: unknown, secret: unknown, request: SandboxRequest): User {
  if (typeof id !== 'number') throw accessDenied()
  const user = server.database.users.get(id)
  if (!user) throw missingError('res.users', id, id)
  if (request.credentialsExpired || !holdsSecret(user, secret)) throw accessDenied()
  return user
}

/** @throws OdooError as the database driver words it, with the address of the database server in the message. */
export function checkDatabase(server: ImitatedServer, name: unknown): void {
  if (name === server.database.name) return
  throw new OdooError(
    'psycopg2.OperationalError',
    `connection to server at "127.0.0.1", port 5432 failed: FATAL:  database "${String(name)}" does not exist\n`,
  )
}

function holdsSecret(user: User, secret: unknown): boolean {
  return typeof secret === 'string' && secret !== '' && (secret === user.password || secret === user.apiKey)
}
