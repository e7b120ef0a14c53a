/** Why an exchange brought no answer, told apart by what a person or a retry can do about it. */
export type FailureKind =
  | 'unknown-host'
  | 'refused'
  | 'unreachable'
  | 'tls'
  | 'connect-timeout'
  | 'first-byte-timeout'
  | 'idle-timeout'
  | 'total-timeout'
  | 'cut'
  | 'too-large'
  | 'headers-too-large'
  | 'unreadable'
  | 'not-sendable'
  | 'stopped'

/** Travels between transport and client only; its message may hold what the other side said and is never shown as it is. */
export class TransportFailure extends Error {
  readonly kind: FailureKind
  /** True when the request may have reached the other side. */
  readonly hasLeft: boolean
  /** Code of the underlying error: `ECONNREFUSED`, `CERT_HAS_EXPIRED`. */
  readonly causeCode: string | undefined

  constructor(kind: FailureKind, { hasLeft, causeCode, detail }: { hasLeft: boolean; causeCode?: string; detail?: string }) {
    super(detail ?? kind)
    this.name = 'TransportFailure'
    this.kind = kind
    this.hasLeft = hasLeft
    this.causeCode = causeCode
  }
}

/** Sorts what undici, Node's sockets and OpenSSL throw. */
export function toTransportFailure(error: unknown, hasLeft: boolean): TransportFailure {
  if (error instanceof TransportFailure) return error
  // undici's parser errors carry no code in all versions, but a name.
  const causeCode = codeOf(error) ?? (error instanceof Error && error.name === 'HTTPParserError' ? 'HPE_INVALID' : undefined)
  const detail = error instanceof Error ? error.message : String(error)
  return new TransportFailure(kindOf(causeCode, hasLeft), { hasLeft, causeCode, detail })
}

function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  if (typeof code === 'string') return code
  // "localhost" is tried over IPv6 and IPv4; what both attempts threw comes as one error.
  return error instanceof AggregateError ? codeOf(error.errors[0]) : undefined
}

const kindsByCode: Readonly<Record<string, FailureKind>> = {
  ENOTFOUND: 'unknown-host',
  ECONNREFUSED: 'refused',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'connect-timeout',
  UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
  UND_ERR_HEADERS_TIMEOUT: 'first-byte-timeout',
  UND_ERR_BODY_TIMEOUT: 'idle-timeout',
  UND_ERR_HEADERS_OVERFLOW: 'headers-too-large',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
  UND_ERR_INVALID_ARG: 'not-sendable',
  UND_ERR_REQ_CONTENT_LENGTH_MISMATCH: 'not-sendable',
}

function kindOf(code: string | undefined, hasLeft: boolean): FailureKind {
  if (code === undefined) return 'cut'
  if (Object.hasOwn(kindsByCode, code)) {
    const kind = kindsByCode[code] ?? 'cut'
    return kind === 'connect-timeout' && hasLeft ? 'cut' : kind
  }
  if (code.startsWith('HPE_')) return 'unreadable'
  return isTlsCode(code) ? 'tls' : 'cut'
}

/** OpenSSL's names for certificates it does not accept, and for a partner that speaks no TLS. */
function isTlsCode(code: string): boolean {
  return code === 'EPROTO' || code === 'HOSTNAME_MISMATCH' || /CERT|^ERR_(TLS|SSL)_|^UNABLE_TO_|^SELF_SIGNED/.test(code)
}
