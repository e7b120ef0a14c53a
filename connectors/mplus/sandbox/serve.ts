import type { SandboxRequest, SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { answerOperation } from './operations/answer.ts'
import { isOperationName, type OperationName, operations, type Taken } from './schema/operations.ts'
import { writeWsdl } from './schema/wsdl.ts'
import type { Shop } from './shop/shop.ts'
import { readBodyElement, writeEnvelope, writeFault } from './soap/envelope.ts'
import { readFields } from './soap/read-value.ts'
import { SoapFault } from './soap/soap-fault.ts'
import { writeElement } from './soap/write-value.ts'

export interface Credentials {
  readonly ident: string
  readonly secret: string
}

/** Told of every operation that was carried out. */
export type Watcher = (name: OperationName, taken: Taken<OperationName>, value: unknown) => void

/** Names what a request asks for (`createOrderV3`, `wsdl`) without judging it. */
export function labelRequest({ method, query, body }: SandboxRequest): string {
  if (method === 'GET') return query.has('wsdl') ? 'wsdl' : 'GET'
  return /<(?:[\w.-]+:)?Body\b[^>]*>\s*<(?:[\w.-]+:)?([\w.-]+)/.exec(body)?.[1] ?? 'unreadable'
}

/** Answers one HTTP request: WSDL on GET, operations on POST /, faults with HTTP 500. */
export function serveRequest(
  request: SandboxRequest,
  {
    shop,
    credentials,
    address,
    watch,
  }: { readonly shop: Shop; readonly credentials: Credentials; readonly address: string; readonly watch: Watcher },
): SandboxResponse {
  if (request.path !== '/') return plain(404, 'Not found')
  if (request.method === 'GET' && request.query.has('wsdl')) return xml(200, writeWsdl(address))
  if (request.method !== 'POST') return plain(405, 'Method not allowed')
  try {
    const { query, credentialsExpired } = request
    if (credentialsExpired || query.get('ident') !== credentials.ident || query.get('secret') !== credentials.secret) {
      throw new SoapFault('Client.Authentication', 'Invalid credentials')
    }
    return xml(200, writeEnvelope(carryOut(shop, request.body, watch)))
  } catch (error) {
    if (error instanceof SoapFault) return xml(500, writeFault(error))
    throw error
  }
}

function carryOut(shop: Shop, body: string, watch: Watcher): string {
  const element = readBodyElement(body)
  if (!isOperationName(element.name)) throw new SoapFault('Client', `There is no operation "${element.name}".`)
  // Reading against the operation's own table makes the value what `Taken` says; the two cannot be tied for a name known at run time only.
  const taken = readFields(element, operations[element.name].takes) as unknown as Taken<OperationName>
  const { element: answer, value } = answerOperation(shop, element.name, taken)
  watch(element.name, taken, value)
  return writeElement(answer, answer, value)
}

function xml(status: number, body: string): SandboxResponse {
  return { status, headers: { 'content-type': 'text/xml; charset=utf-8', 'mplus-service-version': '67.1.3' }, body }
}

function plain(status: number, body: string): SandboxResponse {
  return { status, headers: { 'content-type': 'text/plain' }, body }
}
