import type { SandboxRequest, SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { callByName } from '../engine/call.ts'
import type { User } from '../engine/environment.ts'
import { badRequest, describeError, notFound, OdooError, statusOf, unauthorized } from '../errors.ts'
import { callerOf, type ImitatedServer, userByKey } from '../server.ts'
import { htmlResponse, isJson, jsonResponse, unsupportedMediaType } from './responses.ts'

const route = /^\/json\/2\/([^/]+)\/([^/]+)$/

/** `POST /json/2/<model>/<method>`: a key in the header, named arguments, real status codes. */
export function answerJson2(server: ImitatedServer, request: SandboxRequest): SandboxResponse {
  if (!choosesDatabase(server, request)) {
    return htmlResponse(404, 'Not Found', 'No database is selected and the requested URL was not found in the server-wide controllers.')
  }
  if (request.body !== '' && !isJson(request.headers['content-type'])) return unsupportedMediaType()
  try {
    const [, model, method] = route.exec(request.path) ?? []
    if (request.method !== 'POST' || !model || !method) throw notFound('Did you mean POST /json/2/<model>/<method>?')
    const user = bearer(server, request)
    const body = parseBody(request.body)
    const result = callByName(callerOf(server, user), { model, method, body })
    server.afterCall({ model, method, limit: body.limit, result })
    return jsonResponse(result)
  } catch (error) {
    if (!(error instanceof OdooError)) throw error
    const status = statusOf(error)
    return jsonResponse(describeError(error), { status, headers: status === 401 ? { 'www-authenticate': 'Bearer' } : {} })
  }
}

export function json2Label(request: SandboxRequest): string {
  const [, model, method] = route.exec(request.path) ?? []
  return model && method ? `${model}.${method}` : request.path
}

/** With several databases the header must name this one. */
function choosesDatabase(server: ImitatedServer, request: SandboxRequest): boolean {
  const asked = request.headers['x-odoo-database']
  return asked === undefined ? server.databaseNames.length === 1 : asked === server.database.name
}

function bearer(server: ImitatedServer, request: SandboxRequest): User {
  const match = /^bearer\s+(.*)$/i.exec(request.headers.authorization ?? '')
  if (!match) throw unauthorized('User not authenticated, use an API Key with a Bearer Authorization header.')
  const user = request.credentialsExpired ? undefined : userByKey(server, (match[1] ?? '').trim())
  if (!user) throw unauthorized('Invalid apikey')
  return user
}

/** An empty body and `[]` count as no arguments. */
function parseBody(text: string): Readonly<Record<string, unknown>> {
  if (text.trim() === '') return {}
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (error) {
    throw badRequest(`could not parse the body as json: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (Array.isArray(body) && body.length === 0) return {}
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw badRequest('could not parse the body as json: an object is expected')
  }
  return body as Readonly<Record<string, unknown>>
}
