import type { Json } from '#core/kit/record.ts'
import { mask } from '#host/http/redact.ts'

/**
 * Connectors never put their credentials into a body, and the log is redacted where it is written. This is the last fence for what
 * a source sends about itself: members that are secrets by their name are masked before a page sees them.
 */
export function withoutSecretMembers(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(withoutSecretMembers)
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, isSecretName(name) && isText(member) ? mask : withoutSecretMembers(member)]),
  )
}

/** Not `key` or `code`: those are a record's own words. */
const secretName =
  /^(?:pass(?:word|wd|phrase)?|pwd|secret|authorization|cookie|set-cookie|.*[-_.]?(?:password|secret|api[-_]?key|access[-_]?token|refresh[-_]?token|client[-_]?secret))$/i

function isSecretName(name: string): boolean {
  return secretName.test(name)
}

function isText(value: Json): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
}
