import { type AppError, BusyError, ConnectionError, VendorError } from '#core/kit/errors.ts'
import type { Json } from '#core/kit/record.ts'
import type { HttpOptions } from './options.ts'
import type { FailureKind, TransportFailure } from './transport-failure.ts'

interface Circumstances {
  readonly connectionName: string
  /** Host and port the connection is bound to. */
  readonly host: string
  readonly label: string
  readonly options: HttpOptions
  readonly facts: Readonly<Record<string, Json>>
  readonly cause: Error
}

/** What happened, as the end of a sentence: "Odoo · Demo BV: res.partner.create …". */
export function describeFailure({ kind }: TransportFailure, options: HttpOptions): string {
  const words: Readonly<Record<FailureKind, string>> = {
    'unknown-host': 'found no host of that name',
    refused: 'was refused the connection',
    unreachable: 'could not reach the host',
    tls: 'found no trustworthy certificate',
    'connect-timeout': `got no connection within ${seconds(options.connectTimeoutMs)}`,
    'first-byte-timeout': `got no answer within ${seconds(options.firstByteTimeoutMs)}`,
    'idle-timeout': `got half an answer, then silence for ${seconds(options.idleTimeoutMs)}`,
    'total-timeout': `was not answered in full within ${seconds(options.totalTimeoutMs)}`,
    cut: 'lost the connection before the answer was complete',
    'too-large': `was answered with more than ${megabytes(options.maxBodyBytes)} (${megabytes(options.maxDecodedBytes)} unpacked)`,
    'headers-too-large': `was answered with headers of more than ${Math.round(options.maxHeaderBytes / 1024)} kB`,
    unreadable: 'was answered with something that cannot be read as HTTP',
    'not-sendable': 'cannot be sent as it is',
    stopped: 'was stopped',
  }
  return words[kind]
}

/** The error for a request that is given up, though it may safely be asked again. */
export function failureError(failure: TransportFailure, { connectionName, host, label, options, facts, cause }: Circumstances): AppError {
  const { kind, causeCode } = failure
  const details = { facts, cause }
  const asked = `${connectionName}: ${label} ${describeFailure(failure, options)}`
  switch (kind) {
    case 'unknown-host':
      return new ConnectionError(`${connectionName}: there is no host named "${host}".`, {
        ...details,
        code: 'unknown-host',
        hint: 'Check the address of the connection for typing errors, and the internet connection of this computer.',
      })
    case 'refused':
      return new ConnectionError(`${connectionName}: nothing answers at ${host} (connection refused).`, {
        ...details,
        code: 'connection-refused',
        hint: 'Check that the system is running and that the port in the address is right.',
      })
    case 'unreachable':
      return new BusyError(`${connectionName}: ${host} cannot be reached from this computer.`, {
        ...details,
        code: 'unreachable',
        hint: 'Check the network, VPN or firewall of this computer.',
      })
    case 'tls':
      return new ConnectionError(`${connectionName}: ${host} cannot be trusted: ${describeTls(causeCode)}.`, {
        ...details,
        code: 'tls',
        hint: 'Nothing was sent. Ask whoever runs this system for a valid certificate, or check the address.',
      })
    case 'too-large':
    case 'headers-too-large':
      return new VendorError(`${asked}.`, { ...details, code: kind, hint: 'Read fewer records at once.' })
    case 'unreadable':
      return new VendorError(`${asked}.`, { ...details, code: kind, hint: 'Check that the address is that of the API.' })
    case 'not-sendable':
      return new VendorError(`${asked}: a header or the path holds a character that HTTP does not allow.`, {
        ...details,
        code: kind,
        hint: 'Check the credentials of the connection for line breaks or odd characters from copying.',
      })
    default:
      return new BusyError(`${asked}.`, {
        ...details,
        code: 'no-answer',
        hint: options.someoneWaits ? askAgain : 'Sluice tries again with the next run.',
      })
  }
}

const askAgain = 'Look whether the system is up, then ask again.'

const tlsWords: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority this computer does not know',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an authority this computer does not know',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate is signed by an authority this computer does not know',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by an authority this computer does not know',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet (or the clock of this computer is wrong)',
  CERT_REVOKED: 'its certificate was revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate belongs to another host',
  HOSTNAME_MISMATCH: 'its certificate belongs to another host',
  EPROTO: 'it does not speak TLS of a version that is still safe',
}

function describeTls(code: string | undefined): string {
  if (code?.startsWith('ERR_SSL_')) return 'it does not speak TLS of a version that is still safe'
  return (code !== undefined && Object.hasOwn(tlsWords, code) ? tlsWords[code] : undefined) ?? `its certificate was not accepted (${code})`
}

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`
}

function megabytes(bytes: number): string {
  return `${Math.round((bytes / 2 ** 20) * 10) / 10} MB`
}
