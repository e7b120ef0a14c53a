import type { OdooSandbox } from '../options.ts'

/** Talks to a sandbox as an outsider does: over HTTP, through one of its three doors. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body as JSON; undefined when it is none. */
  readonly json: unknown
}

export async function send(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init)
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: parse(text) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

export interface Doors {
  json2(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
  rpc(service: string, method: string, args: readonly unknown[]): Promise<Answer>
  /** `execute_kw` over JSON-RPC as the first user. */
  execute(model: string, method: string, args?: readonly unknown[], kwargs?: Readonly<Record<string, unknown>>): Promise<Answer>
  xml(path: string, method: string, values: readonly string[]): Promise<Answer>
  /** `execute_kw` over XML-RPC as the first user; `args` and `kwargs` as XML values. */
  xmlExecute(model: string, method: string, args?: string, path?: string): Promise<Answer>
}

export function doorsOf(sandbox: OdooSandbox): Doors {
  const { origin, credentials, database } = sandbox
  const post = (path: string, body: string, headers: Readonly<Record<string, string>>) =>
    send(origin + path, { method: 'POST', body, headers })
  const json = { 'content-type': 'application/json' }
  const rpc: Doors['rpc'] = (service, method, args) =>
    post('/jsonrpc', JSON.stringify({ jsonrpc: '2.0', method: 'call', id: 7, params: { service, method, args } }), json)
  const xml: Doors['xml'] = (path, method, values) =>
    post(
      path,
      `<?xml version="1.0"?><methodCall><methodName>${method}</methodName><params>${values.map((value) => `<param>${value}</param>`).join('')}</params></methodCall>`,
      { 'content-type': 'text/xml' },
    )
  return {
    json2: (path, body = {}, headers = {}) =>
      post(`/json/2/${path}`, JSON.stringify(body), { ...json, authorization: `bearer ${credentials.apiKey}`, ...headers }),
    rpc,
    execute: (model, method, args = [], kwargs = {}) =>
      rpc('object', 'execute_kw', [database, credentials.userId, credentials.password, model, method, args, kwargs]),
    xml,
    xmlExecute: (model, method, args = '<value><array><data/></array></value>', path = '/xmlrpc/2/object') =>
      xml(path, 'execute_kw', [
        xmlText(database),
        `<value><int>${credentials.userId}</int></value>`,
        xmlText(credentials.password),
        xmlText(model),
        xmlText(method),
        args,
      ]),
  }
}

export const xmlText = (text: string) => `<value><string>${text}</string></value>`
export const xmlList = (...values: readonly string[]) => `<value><array><data>${values.join('')}</data></array></value>`
export const xmlInt = (value: number) => `<value><int>${value}</int></value>`
