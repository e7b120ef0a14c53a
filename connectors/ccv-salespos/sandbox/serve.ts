import { createHash, createHmac } from 'node:crypto'
import type { SandboxRequest, SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { ApiError, type Body, checkBody, errorResponse, type Routes } from './api.ts'
import { momentOf, type Shop } from './shop.ts'

export interface Credentials {
  readonly publicKey: string
  readonly secretKey: string
}

export interface Serving {
  readonly shop: Shop
  readonly credentials: Credentials
  readonly routes: Routes
  /** Labels whose successful POST answers 204 without a body. */
  readonly silentCreates: ReadonlySet<string>
  /** Throws 429 when there were too many in this minute. */
  readonly countRequest: (label: string) => void
  /** Answers come without a signature, as through a proxy that rewrites them. */
  readonly signsAnswers: () => boolean
}

const root = '/api/rest/v1'
const mediaTypes = ['application/vnd.verto.salespos+json', 'application/vnd.verto.webshop+json', 'application/json']
/** Resources that only SalesPOS knows. */
const salesPosOnly = ['cashups', 'terminalreceipts', 'fiscaltransactionsignatures']

/** `orders/501/orderrows/` → `orders/:id/orderrows` */
export function templateOf(path: string): string {
  return path
    .slice(root.length)
    .split('/')
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? ':id' : part))
    .join('/')
}

const verbs: Readonly<Record<string, string>> = { GET: 'read', POST: 'create', PATCH: 'update', PUT: 'replace', DELETE: 'delete' }

/** `orderrows.read` */
export function labelOf({ method, path }: Pick<SandboxRequest, 'method' | 'path'>): string {
  if (path.startsWith(photoRoot)) return 'photo'
  const names = templateOf(path)
    .split('/')
    .filter((part) => part !== ':id' && part !== '')
  return `${names.at(-1) ?? 'root'}.${verbs[method] ?? method}`
}

/** Where the shop shows its photos to everybody: no key, no signature. */
const photoRoot = '/photos/'

/** Answers one request and signs the answer, errors included. */
export function serve(request: SandboxRequest, serving: Serving): SandboxResponse {
  if (request.path.startsWith(photoRoot)) return photoAt(request, serving.shop)
  const answer = answerTo(request, serving)
  return serving.signsAnswers() ? signed(answer, request, serving) : answer
}

const photoKinds: Readonly<Record<string, string>> = { png: 'image/png', gif: 'image/gif' }

function photoAt({ path, headers }: SandboxRequest, shop: Shop): SandboxResponse {
  // A key belongs to the API: one that comes here was sent where it must not go.
  const isKeyed = Object.keys(headers).some((name) => name.startsWith('x-') || name === 'authorization')
  if (isKeyed) return { status: 400, headers: { 'content-type': 'text/plain' }, body: 'a key was sent to a public address' }
  const filename = path.slice(photoRoot.length)
  const photo = [...shop.rows('productphotos'), ...shop.rows('attributecombinationphotos')].find((row) => row.filename === filename)
  if (!photo) return { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>not found</html>' }
  const bytes = Buffer.from(String(photo.source), 'base64')
  const etag = `"${createHash('sha1').update(bytes).digest('hex')}"`
  if (headers['if-none-match'] === etag) return { status: 304, headers: { etag }, body: '' }
  const kind = photoKinds[filename.split('.').at(-1) ?? ''] ?? 'image/jpeg'
  return { status: 200, headers: { 'content-type': kind, etag }, body: '', bytes }
}

function answerTo(request: SandboxRequest, serving: Serving): SandboxResponse {
  try {
    checkSignature(request, serving)
    serving.countRequest(labelOf(request))
    return carryOut(request, serving)
  } catch (thrown) {
    if (thrown instanceof ApiError) return errorResponse({ status: thrown.status, code: thrown.code, message: thrown.message })
    throw thrown
  }
}

/** Status and code of a refused signature are not published: 401 is taken, and 401.10 is ours. */
function checkSignature(request: SandboxRequest, { credentials, shop }: Serving): void {
  const { method, url, body, headers, credentialsExpired } = request
  const date = String(headers['x-date'] ?? '')
  if (credentialsExpired || headers['x-public'] !== credentials.publicKey) throw new ApiError(401, '401.10', 'unknown public key')
  const hash = hashOf(credentials, [method, url, body, date])
  if (headers['x-hash'] !== hash) throw new ApiError(401, '401.10', 'x-hash does not match')
  const offMs = Math.abs(Date.parse(date) - shop.now().getTime())
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:00)$/.test(date) || offMs > 5 * 60_000)
    throw new ApiError(401, '401.10', 'x-date is too far off')
}

function signed(answer: SandboxResponse, { method, url }: SandboxRequest, { credentials, shop }: Serving): SandboxResponse {
  const date = momentOf(shop.now())
  return { ...answer, headers: { ...answer.headers, 'x-date': date, 'x-hash': hashOf(credentials, [method, url, answer.body, date]) } }
}

function hashOf({ publicKey, secretKey }: Credentials, parts: readonly string[]): string {
  return createHmac('sha512', secretKey)
    .update([publicKey, ...parts].join('|'))
    .digest('hex')
}

function carryOut(request: SandboxRequest, { shop, routes, silentCreates }: Serving): SandboxResponse {
  const accept = String(request.headers.accept ?? '')
  if (!mediaTypes.includes(accept)) throw new ApiError(406, '406.10', `media type ${accept} is not offered`)
  if (!request.path.startsWith(`${root}/`) && request.path !== root)
    return { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>not found</html>' }
  const template = templateOf(request.path)
  const isSalesPos = accept === mediaTypes[0]
  const isHidden = !isSalesPos && salesPosOnly.some((name) => template.split('/').includes(name))
  const isKnown = Object.keys(routes).some((route) => route.split(' ')[1] === template)
  if (!isKnown || isHidden) throw new ApiError(501, '501.20', `resource ${template} is not implemented`)
  const route = `${request.method} ${template}`
  const handler = routes[route]
  if (!handler) throw new ApiError(405, '405.10', `${request.method} is not allowed on ${template}`)
  const body = parseBody(request)
  checkBody(route, body)
  const id = Number(/\/(\d+)(\/|$)/.exec(request.path)?.[1] ?? '0')
  const answer = handler({ shop, request, id, body })
  if (request.method === 'POST' && silentCreates.has(labelOf(request))) return { status: 204, body: '' }
  if (answer.body === undefined) return { status: answer.status, body: '' }
  return { status: answer.status, headers: { 'content-type': accept }, body: JSON.stringify(answer.body) }
}

function parseBody({ method, body, headers }: SandboxRequest): Body {
  if (method === 'GET' || method === 'DELETE') return {}
  if (!String(headers['content-type'] ?? '').startsWith('application/json')) throw new ApiError(415, '415.10', 'send application/json')
  try {
    return JSON.parse(body) as Body
  } catch {
    throw new ApiError(400, '400.10', 'the body is not JSON')
  }
}
