import type { OAuthServer } from '#connectors/sandbox-kit/oauth.ts'
import type { SandboxRequest, SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import type { AdministrationState, Row } from './administration.ts'
import { json, Refusal, refusal } from './answers.ts'
import { readDictionary, readObject } from './read.ts'
import { writeObject } from './write.ts'

export interface Serving {
  readonly oauth: OAuthServer
  readonly companies: readonly { readonly Id: string; readonly Description: string; readonly Code: string }[]
  readonly state: AdministrationState
  /** How a read without hits is answered. */
  readonly noHits: '404' | 'empty'
  /** With what status AccountView's own refusals go out: clients in use look for them in successes too. */
  readonly refusalStatus: 200 | 400
}

const base = '/api/v3'

/** What a request asks for: `AR1.read`, `SO1.create`, `companies`. */
export function labelRequest({ method, path, query, body }: SandboxRequest): string {
  const name = path.toLowerCase().replace(`${base}/`, '')
  const known: Readonly<Record<string, string>> = {
    token: 'token',
    companies: 'companies',
    accountviewsystembusinessobjects: 'business-objects',
    accountviewsystemdata: 'dictionary',
  }
  if (name !== 'accountviewdata') return known[name] ?? (path.startsWith('/ams/') ? 'authorize' : name)
  const code =
    method === 'GET'
      ? ([...query].find(([one]) => one.toLowerCase() === 'businessobject')?.[1] ?? '?')
      : (/"BusinessObject":"(\w+)"/i.exec(body)?.[1] ?? '?')
  return `${code.toUpperCase()}.${{ GET: 'read', POST: 'create', PUT: 'change' }[method] ?? method}`
}

export function serveRequest(request: SandboxRequest, serving: Serving): SandboxResponse {
  const signIn = serving.oauth.handle(request)
  if (signIn) return signIn
  if (!serving.oauth.grantOf(request)) return json(401, { Message: 'Authorization has been denied for this request.' })
  const path = request.path.toLowerCase()
  const query = new Map([...request.query].map(([name, value]) => [name.toLowerCase(), value]))
  if (path === `${base}/companies` && request.method === 'GET') return json(200, serving.companies)
  const company = request.headers['x-company']
  if (!serving.companies.some(({ Id }) => Id === company))
    return refusal(serving.refusalStatus, 'De header x-company ontbreekt of noemt geen administratie.')
  try {
    return answer(path, request, { ...serving, query })
  } catch (error) {
    if (error instanceof Refusal) return refusal(serving.refusalStatus, error.message)
    throw error
  }
}

function answer(
  path: string,
  { method, body }: SandboxRequest,
  { state, noHits, query }: Serving & { readonly query: ReadonlyMap<string, string> },
): SandboxResponse {
  const found = (tables: Readonly<Record<string, readonly Row[]>>) =>
    noHits === '404' && Object.values(tables).every((rows) => rows.length === 0) ? json(404, { Message: 'Not found' }) : json(200, tables)
  if (path === `${base}/accountviewsystembusinessobjects` && method === 'GET') return json(200, [...state.objects.values()].map(rightsOf))
  if (path === `${base}/accountviewsystemdata` && method === 'GET') {
    if (query.get('businessobject')?.toLowerCase() !== 'fld') throw new Refusal('Alleen de velden van de data dictionary zijn beschikbaar.')
    return found(readDictionary(state, query))
  }
  if (path !== `${base}/accountviewdata`) return json(404, { Message: 'Not found' })
  if (method === 'GET') return found(readObject(state, query))
  // Deleting has a scope and no published call.
  if (method !== 'POST' && method !== 'PUT') return json(405, { Message: 'The requested resource does not support this method.' })
  return json(200, writeObject(state, method, parsed(body)))
}

function rightsOf({
  code,
  description,
  insert,
  update,
}: {
  readonly code: string
  readonly description: string
  readonly insert: boolean
  readonly update: boolean
}) {
  return { Code: code, Description: description, InsertAllowed: insert, UpdateAllowed: update, DeleteAllowed: false }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    throw new Refusal('De aanvraag is geen JSON.')
  }
}
