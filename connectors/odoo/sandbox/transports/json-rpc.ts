import type { SandboxRequest, SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { describeError, OdooError } from '../errors.ts'
import { none } from '../python.ts'
import type { ImitatedServer } from '../server.ts'
import { isAtLeast } from '../version.ts'
import { isJson, jsonResponse, textResponse, unsupportedMediaType } from './responses.ts'
import { callService, type ServiceCall, serviceLabel } from './service.ts'

/** `POST /jsonrpc`: HTTP 200 for nearly every failure, which stands in `error`. */
export function answerJsonRpc(server: ImitatedServer, request: SandboxRequest): SandboxResponse {
  if (request.method !== 'POST' || !isJson(request.headers['content-type'])) return unsupportedMediaType()
  const parsed = parse(request.body)
  if (parsed === undefined) return textResponse(400, 'Invalid JSON data')
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return textResponse(400, 'Invalid JSON-RPC data')
  const { id = null } = parsed as { id?: unknown }
  const envelope = { jsonrpc: '2.0', id }
  try {
    const result = callService(server, callOf(parsed), request)
    return jsonResponse(result === none ? envelope : { ...envelope, result })
  } catch (error) {
    if (!(error instanceof OdooError)) throw error
    const code = isAtLeast(server.database.version, 19) ? 0 : 200
    return jsonResponse({ ...envelope, error: { code, message: 'Odoo Server Error', data: describeError(error) } })
  }
}

export function jsonRpcLabel(request: SandboxRequest): string {
  const parsed = parse(request.body)
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? serviceLabel(callOf(parsed)) : request.path
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function callOf(body: object): ServiceCall {
  const { params } = body as { params?: { service?: unknown; method?: unknown; args?: unknown } }
  return {
    service: String(params?.service ?? ''),
    method: String(params?.method ?? ''),
    places: Array.isArray(params?.args) ? params.args : [],
  }
}
