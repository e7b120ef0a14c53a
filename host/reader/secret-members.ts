import type { Json } from '#core/kit/record.ts'
import { isSecretMember, mask } from '#host/http/redact.ts'

/**
 * Connectors never put their credentials into a body, and the log is redacted where it is written. This is the last fence for what
 * a source sends about itself: members that are secrets by their name are masked before a page sees them.
 */
export function withoutSecretMembers(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(withoutSecretMembers)
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, isSecretMember(name) && isText(member) ? mask : withoutSecretMembers(member)]),
  )
}

function isText(value: Json): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
}
