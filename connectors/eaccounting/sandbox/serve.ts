import type { OAuthServer } from '#connectors/sandbox-kit/oauth.ts'
import type { SandboxRequest, SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { type Books, companySettings, type RecordCollection, recordCollections, recordOf } from './books/books.ts'
import { removeRecord, shown, writeRecord } from './books/write-record.ts'
import type { CallCount } from './call-count.ts'
import { Fault, faultResponse, notFound } from './fault.ts'
import { answerList } from './query/answer-list.ts'

/** `orders.list`, `orders.create`; `sign-in` and `token` for the identity side. */
export function labelRequest({ method, path }: SandboxRequest): string {
  if (path === '/connect/token') return 'token'
  if (path === '/connect/authorize') return 'sign-in'
  const [, , collection = '', id] = path.split('/')
  const verb = { GET: id === undefined ? 'list' : 'get', POST: 'create', PUT: 'replace', DELETE: 'remove' }[method] ?? method
  return `${collection.toLowerCase()}.${verb}`
}

export interface Serving {
  readonly oauth: OAuthServer
  /** The books of each company, by its number. */
  readonly companies: ReadonlyMap<string, Books>
  readonly calls: CallCount
}

const errorId = '7d3c1f0e-0000-4000-8000-000000000001'

export function serveRequest(request: SandboxRequest, { oauth, companies, calls }: Serving): SandboxResponse {
  const signIn = oauth.handle(request)
  if (signIn) return signIn
  const grant = oauth.grantOf(request)
  if (!grant) return { status: 401, headers: { 'content-type': 'application/json', 'www-authenticate': 'Bearer' }, body: '' }
  const books = companies.get(grant.companyId)
  if (!books) throw new Error(`A token was given for company ${grant.companyId}, which is not there.`)
  try {
    if (!books.company.isActive) throw new Fault(403, 0, 'The company is not active')
    const waitS = calls.secondsToWait(labelRequest(request))
    if (waitS > 0) {
      const text = `API calls quota exceeded! maximum admitted ${calls.perMinute} per Minute. Try again in ${waitS} seconds.`
      throw new Fault(429, 4010, text)
    }
    checkScope(request.method, grant.scopes)
    return answer(request, books)
  } catch (error) {
    if (error instanceof Fault) return faultResponse(error, errorId)
    throw error
  }
}

function checkScope(method: string, scopes: readonly string[]): void {
  const needed = method === 'GET' ? ['ea:sales', 'ea:sales_readonly'] : ['ea:sales']
  if (!scopes.includes('ea:api') || !needed.some((scope) => scopes.includes(scope)))
    throw new Fault(403, 4002, 'No access to module: api_standard')
}

function answer({ method, path, query, body }: SandboxRequest, books: Books): SandboxResponse {
  const [, version, name = '', id, ...rest] = path.split('/')
  const collection = name.toLowerCase()
  if (version !== 'v2' || rest.length > 0) throw notFound(path)
  if (collection === 'companysettings' && method === 'GET') return json(200, companySettings(books))
  if (isRecords(collection)) return answerRecords({ method, collection, id, query, body }, books)
  const fixed = books.fixed[collection]
  if (!fixed || method !== 'GET') throw notFound(path)
  if (id === undefined) return json(200, answerList(fixed, query, books.now()))
  const found = fixed.find((row) => row.Id === id || row.Code === id)
  if (!found) throw notFound(path)
  return json(200, found)
}

function answerRecords(
  {
    method,
    collection,
    id,
    query,
    body,
  }: {
    readonly method: string
    readonly collection: RecordCollection
    readonly id: string | undefined
    readonly query: URLSearchParams
    readonly body: string
  },
  books: Books,
): SandboxResponse {
  if (method === 'GET' && id === undefined) {
    const rows = [...books.records[collection].values()].map((row) => shown(books, collection, row))
    return json(200, answerList(rows, query, books.now()))
  }
  if (method === 'GET') return json(200, shown(books, collection, recordOf(books, collection, id)))
  if (method === 'POST' && id === undefined) return json(201, writeRecord(books, collection, parse(body)))
  if (method === 'PUT' && id !== undefined) return json(200, writeRecord(books, collection, parse(body), id))
  if (method === 'DELETE' && id !== undefined) {
    removeRecord(books, collection, id)
    return json(200, {})
  }
  throw new Fault(405, 0, 'This cannot be done here')
}

function isRecords(name: string): name is RecordCollection {
  return recordCollections.some((one) => one === name)
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new Fault(400, 2000, 'The body is no JSON')
  }
}

function json(status: number, value: unknown): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) }
}
