import type { SandboxResponse } from '#connectors/sandbox-kit/server.ts'
import { toJsonText } from '../python.ts'

export function jsonResponse(
  body: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Readonly<Record<string, string>> } = {},
): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: toJsonText(body) }
}

export function textResponse(status: number, body: string): SandboxResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body }
}

export function htmlResponse(status: number, title: string, text: string, headers: Readonly<Record<string, string>> = {}): SandboxResponse {
  const body = `<!doctype html>\n<html lang=en>\n<title>${status} ${title}</title>\n<h1>${title}</h1>\n<p>${text}</p>\n`
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body }
}

export function unsupportedMediaType(): SandboxResponse {
  return htmlResponse(415, 'Unsupported Media Type', 'Unsupported Media Type', { accept: 'application/json' })
}

export function isJson(contentType: string | undefined): boolean {
  return /^application\/(json|json-rpc)\b/i.test(contentType ?? '')
}
