import type { SandboxRequest, SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import type { ImitatedServer } from '../server.ts'
import { isAtLeast, versionInfo } from '../version.ts'
import { answerJsonRpc, jsonRpcLabel } from './json-rpc.ts'
import { answerJson2, json2Label } from './json2.ts'
import { htmlResponse, jsonResponse } from './responses.ts'
import { answerXmlRpc, xmlRpcLabel } from './xml-rpc.ts'

const isJson2 = (path: string) => path.startsWith('/json/2/') || path === '/json/2'
const isXmlRpc = (path: string) => /^\/xmlrpc\/(2\/)?(common|object|db)$/.test(path)

/** Answers a request by the door it came through. */
export function route(server: ImitatedServer, request: SandboxRequest): SandboxResponse {
  const { path } = request
  const { version } = server.database
  if (path === '/jsonrpc') return answerJsonRpc(server, request)
  if (isXmlRpc(path)) return answerXmlRpc(server, request)
  if (path === '/web/health') return jsonResponse({ status: 'pass' })
  if (isAtLeast(version, 19)) {
    if (isJson2(path)) return answerJson2(server, request)
    if (path === '/web/version' || path === '/json/version') return jsonResponse({ version_info: versionInfo(version), version })
  }
  return htmlResponse(
    404,
    'Not Found',
    'The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.',
  )
}

/** What a request asks for, in one word for all doors: `sale.order.create`. */
export function labelOf(request: SandboxRequest): string {
  if (request.path === '/jsonrpc') return jsonRpcLabel(request)
  if (isXmlRpc(request.path)) return xmlRpcLabel(request)
  return isJson2(request.path) ? json2Label(request) : request.path.slice(1).replaceAll('/', '.')
}
