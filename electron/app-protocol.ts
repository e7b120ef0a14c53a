import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { protocol } from 'electron'

/** The page's own scheme: a real origin with a policy of its own, unlike `file://`. */
export const appOrigin = 'app://sluice'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  // react-aria and the canvas place things by style attributes and a few inline sheets; scripts stay our own.
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
}

/** Before the app is ready: scheme privileges are fixed at start. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
}

/** Serves the built page, file by file; only names that a build makes are ever looked for. */
export function serveApp(folder: string): void {
  protocol.handle('app', (request) => answer(folder, new URL(request.url)))
}

async function answer(folder: string, { host, pathname }: URL): Promise<Response> {
  const name = pathname === '/' ? 'index.html' : pathname.slice(1)
  const type = types[extname(name)]
  if (host !== 'sluice' || type === undefined || !/^(assets\/)?[\w-]+(\.[\w-]+)*$/.test(name)) return missing()
  try {
    const body = await readFile(join(folder, name))
    return new Response(new Uint8Array(body), {
      headers: { 'content-type': type, 'content-security-policy': policy, 'x-content-type-options': 'nosniff' },
    })
  } catch {
    return missing()
  }
}

function missing(): Response {
  return new Response('There is no such page.', { status: 404, headers: { 'content-security-policy': policy } })
}
