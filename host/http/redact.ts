import type { Json } from '#core/kit/record.ts'

/** What stands in the place of a secret. */
export const mask = '•••'

const secretParameter =
  /^(?:sig|sign|signature|hmac|mac|token|key|code|ident|secret|pass|passwd|password|pwd|auth|authorization|session|sid|jwt|credential|credentials|x-amz-.*|x-goog-.*|x-ms-.*|.*[-_.]?(?:token|secret|password|signature|api[-_]?key))$/i

/** Members of records and answers. Not `key` or `code`: those are a record's own words. */
const secretMember =
  /^(?:pass(?:word|wd|phrase)?|pwd|secret|authorization|cookie|set-cookie|.*[-_.]?(?:password|secret|api[-_]?key|access[-_]?token|refresh[-_]?token|client[-_]?secret))$/i

const secretHeader = /authorization|cookie|token|secret|signature|password|api-?key|x-hash|hmac|session/i

export interface Redactor {
  /** The text without any secret known to this redactor. */
  text(text: string): string
  /** The same for facts, at any depth, names included. */
  json(value: Json): Json
  /** A path with its query: values of parameters that are secrets by their name are masked as well. */
  path(path: string): string
}

/** @param secrets every value that must not be seen, in clear; what they look like encoded is worked out here. */
export function createRedactor(secrets: Iterable<string>): Redactor {
  const spellings = [...new Set([...secrets].filter((secret) => secret !== '').flatMap(spellingsOf))]
  // Longest first, so that a secret inside another does not leave the rest of it behind.
  const patterns = spellings.toSorted((a, b) => b.length - a.length).map(patternOf)
  const pattern = patterns.length > 0 ? new RegExp(patterns.join('|'), 'gu') : undefined

  const text = (given: string): string => (pattern === undefined ? given : given.replace(pattern, mask))
  const json = (value: Json): Json => {
    if (typeof value === 'string') return text(value)
    if (typeof value === 'number') return text(String(value)) === String(value) ? value : mask
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(json)
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [text(name), json(one)]))
  }
  return { text, json, path: (path) => text(maskParameters(path)) }
}

/** Whether a parameter of an address is a secret by its name. */
export function isSecretParameter(name: string): boolean {
  return secretParameter.test(decode(name))
}

/** Whether a member of a record or an answer is a secret by its name. */
export function isSecretMember(name: string): boolean {
  return secretMember.test(name)
}

/** The secrets a single request carries beside those of its connection. */
export function secretsOfRequest({
  headers = {},
  secretQuery = {},
}: {
  readonly headers?: Readonly<Record<string, string>>
  readonly secretQuery?: Readonly<Record<string, string>>
}): readonly string[] {
  const fromHeaders = Object.entries(headers)
    .filter(([name]) => secretHeader.test(name))
    .flatMap(([, value]) => secretsOfHeader(value))
  return [...fromHeaders, ...Object.values(secretQuery)]
}

/** `Basic dXNlcjpwYXNz` holds four secrets: itself, the token, and what the token says. */
function secretsOfHeader(value: string): readonly string[] {
  const [, scheme, token] = /^(\S+)\s+(\S.*)$/.exec(value) ?? []
  if (scheme === undefined || token === undefined) return [value]
  if (scheme.toLowerCase() !== 'basic') return [value, token]
  const pair = Buffer.from(token, 'base64').toString('utf8')
  return [value, token, pair, pair.slice(pair.indexOf(':') + 1)]
}

function spellingsOf(secret: string): readonly string[] {
  const wellFormed = secret.toWellFormed()
  const inXml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
  return [
    secret,
    encodeURIComponent(wellFormed),
    new URLSearchParams({ '': wellFormed }).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    inXml,
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
  ]
}

/** A very short secret is masked only where it stands alone: masking every "12" would leave no readable log. */
function patternOf(secret: string): string {
  const escaped = secret.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  return secret.length < 4 ? `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])` : escaped
}

function maskParameters(path: string): string {
  const start = path.indexOf('?')
  if (start < 0) return path
  const parameters = path.slice(start + 1).split('&')
  const masked = parameters.map((parameter) => {
    const [name = ''] = parameter.split('=', 1)
    return isSecretParameter(name) ? `${name}=${mask}` : parameter
  })
  return `${path.slice(0, start)}?${masked.join('&')}`
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
