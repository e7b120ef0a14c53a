import type { SandboxRequest, SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { OdooError, tracebackOf } from '../errors.ts'
import type { ImitatedServer } from '../server.ts'
import { textResponse } from './responses.ts'
import { callService, serviceLabel } from './service.ts'
import { formatValue, parseMethodCall } from './xml-values.ts'

/** `/xmlrpc/2/<service>`, and the first generation `/xmlrpc/<service>` with its other fault codes. */
export function answerXmlRpc(server: ImitatedServer, request: SandboxRequest): SandboxResponse {
  const call = parseMethodCall(request.body)
  if (request.method !== 'POST' || !call) return textResponse(400, 'Invalid XML-RPC data')
  const isFirst = !request.path.startsWith('/xmlrpc/2/')
  const service = request.path.split('/').at(-1) ?? ''
  try {
    const result = callService(server, { service, ...call }, request)
    return xmlResponse(`<params>\n<param>\n${formatValue(result)}\n</param>\n</params>`)
  } catch (error) {
    if (!(error instanceof OdooError)) throw error
    const { code, text } = isFirst ? firstFault(error) : faultOf(error)
    return xmlResponse(`<fault>\n${formatValue({ faultCode: code, faultString: text })}\n</fault>`)
  }
}

/** Only the head of the body is looked at: the arguments may be long. */
export function xmlRpcLabel(request: SandboxRequest): string {
  const service = request.path.split('/').at(-1) ?? ''
  const method = /<methodName>\s*([^<\s]*)/.exec(request.body)?.[1] ?? ''
  const places = [...request.body.slice(0, 4_000).matchAll(/<param>\s*<value>\s*(?:<\w+>)?([^<]*)/g)].map((match) => match[1] ?? '')
  return serviceLabel({ service, method, places })
}

function xmlResponse(content: string): SandboxResponse {
  const body = `<?xml version='1.0'?>\n<methodResponse>\n${content}\n</methodResponse>\n`
  return { status: 200, headers: { 'content-type': 'text/xml; charset=utf-8' }, body }
}

const warnings = new Set(['odoo.exceptions.UserError', 'odoo.exceptions.ValidationError', 'odoo.exceptions.MissingError'])

/** 3 wrong credentials, 4 no right, 2 what the user can act on, 1 everything else as a traceback. */
function faultOf(error: OdooError): { readonly code: number; readonly text: string } {
  if (error.kind === 'odoo.exceptions.AccessDenied') return { code: 3, text: error.message }
  if (error.kind === 'odoo.exceptions.AccessError') return { code: 4, text: error.message }
  return warnings.has(error.kind) ? { code: 2, text: error.message } : { code: 1, text: tracebackOf(error) }
}

function firstFault(error: OdooError): { readonly code: string; readonly text: string } {
  const name = error.kind.split('.').at(-1) ?? ''
  if (name === 'AccessDenied') return { code: 'AccessDenied', text: error.message }
  if (warnings.has(error.kind) || name === 'AccessError') return { code: `warning -- ${name}\n\n${error.message}`, text: '' }
  return { code: error.message, text: tracebackOf(error) }
}
