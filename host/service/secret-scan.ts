import type { FlowDocument } from '#core/flow/document.ts'
import { createRedactor } from '#host/http/redact.ts'

export interface SecretPlace {
  /** `nodes[3].settings.note` */
  readonly path: string
  readonly what: string
}

const secretName =
  /(?:^|[-_.])(?:pass(?:word|wd|phrase)?|pwd|secret|credentials?|authorization|bearer)$|(?:password|passphrase|secret|token|api[-_]?key|private[-_]?key)$/i
const secretText =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.|\b(?:Basic|Bearer) [\w.~+/=-]{16,}|:\/\/[^\s/@:]+:[^\s/@]+@/

/** The first place in a flow that holds a secret of this computer, or what looks like one. */
export function findSecretLike(document: FlowDocument, secrets: readonly string[]): SecretPlace | undefined {
  const redactor = createRedactor(secrets)
  const holdsSecret = (text: string) => redactor.text(text) !== text
  return find(document, '', { holdsSecret })
}

interface Scan {
  readonly holdsSecret: (text: string) => boolean
}

function find(value: unknown, path: string, scan: Scan): SecretPlace | undefined {
  if (typeof value === 'string') return judgeText(value, path, scan)
  if (typeof value === 'number')
    return scan.holdsSecret(String(value)) ? { path, what: 'holds a secret of one of your connections' } : undefined
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) return firstOf(value.entries(), (index, item) => find(item, `${path}[${index}]`, scan))
  return firstOf(Object.entries(value), (name, member) => {
    // In a document that was parsed, `unknown` holds the members this version does not know: in the file they stand one level up.
    const place = name === 'unknown' ? path : path === '' ? name : `${path}.${name}`
    if (scan.holdsSecret(name)) return { path: place, what: 'is a secret of one of your connections' }
    if (typeof member === 'string' && member !== '' && secretName.test(name))
      return { path: place, what: 'looks like a secret by its name' }
    return find(member, place, scan)
  })
}

function judgeText(text: string, path: string, { holdsSecret }: Scan): SecretPlace | undefined {
  if (holdsSecret(text)) return { path, what: 'holds a secret of one of your connections' }
  return secretText.test(text) ? { path, what: 'looks like a secret' } : undefined
}

function firstOf<Key, Value>(
  entries: Iterable<readonly [Key, Value]>,
  judge: (key: Key, value: Value) => SecretPlace | undefined,
): SecretPlace | undefined {
  for (const [key, value] of entries) {
    const found = judge(key, value)
    if (found) return found
  }
  return undefined
}
