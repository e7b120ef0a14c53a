import { ConnectionError, SettingsError } from '#core/kit/errors.ts'

/**
 * The origin a connection is bound to, checked: https, or http to this computer itself.
 * @returns scheme, host and port, nothing else: `https://erp.example.nl:8069`
 * @throws ConnectionError `https-required` for http to another computer, `origin-malformed` for what is no origin
 */
export function parseOrigin(origin: string, connectionName: string): string {
  const url = URL.parse(origin)
  const isBare = url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && !origin.includes('\\')
  if (!isBare || url.username !== '' || url.password !== '' || !/^https?:$/.test(url.protocol)) {
    // The text itself is not shown: a pasted address may carry a password.
    throw new ConnectionError(`${connectionName}: the address is not of the form https://host or https://host:port.`, {
      code: 'origin-malformed',
      hint: 'Leave out user names, passwords and anything after the host name.',
    })
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new ConnectionError(`${connectionName}: ${url.host} is addressed over http, which would send the credentials unprotected.`, {
      code: 'https-required',
      hint: 'Use an https:// address. Plain http is accepted only for a system on this computer.',
    })
  }
  return url.origin
}

/**
 * Path and query of a request as they go over the wire.
 * @throws SettingsError `path-leaves-origin` when the path would lead to another origin than the bound one
 */
export function resolvePath(
  origin: string,
  {
    path,
    query,
    secretQuery,
  }: { readonly path: string; readonly query?: Readonly<Record<string, string>>; readonly secretQuery?: Readonly<Record<string, string>> },
): string {
  let resolved = plainPath.test(path) ? path : parsePath(origin, path)
  let separator = resolved.includes('?') ? '&' : '?'
  for (const parameters of [query, secretQuery]) {
    for (const name in parameters) {
      resolved += `${separator}${encode(name)}=${encode(parameters[name] ?? '')}`
      separator = '&'
    }
  }
  return resolved
}

/** Segments that begin with a letter, a digit or `_`: every URL parser reads these as they stand, so that none has to be asked. */
const plainPath = /^(?:\/\w[\w.~-]*)+$/

function parsePath(origin: string, path: string): string {
  // Backslashes and blanks are read differently by different URL parsers; none of them belongs into a path.
  const url = /^\/(?!\/)[^\\\s#]*$/.test(path) ? URL.parse(path, origin) : null
  if (url?.origin === origin) return url.pathname + url.search
  throw new SettingsError('A request names something else than a path below the address of its connection.', {
    code: 'path-leaves-origin',
    hint: `Requests of this connection go to ${origin} only.`,
  })
}

/** Where a redirect leads; null when `location` is no URL. */
export function resolveRedirect(location: string, origin: string, path: string): URL | null {
  return URL.parse(location, origin + path)
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

/** Whether a host name is this computer by its very spelling. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}
