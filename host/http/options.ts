import type { LookupFunction } from 'node:net'

/** Limits of the HTTP client, all with defaults; times in ms, sizes in bytes. */
export interface HttpOptions {
  /** Until the socket stands, TLS included. */
  readonly connectTimeoutMs: number
  /** From the request to the first byte of the answer. An ERP that computes a long list is silent for long. */
  readonly firstByteTimeoutMs: number
  /** Longest silence inside a body. */
  readonly idleTimeoutMs: number
  /** One attempt from beginning to end, however alive it looks. */
  readonly totalTimeoutMs: number
  /** Body as it comes over the wire. */
  readonly maxBodyBytes: number
  /** Body after decompression. */
  readonly maxDecodedBytes: number
  readonly maxHeaderBytes: number
  /** Attempts after which a failure or a 5xx is final. */
  readonly maxAttempts: number
  /** Attempts after which a system that keeps saying "not now" (429, 503 with Retry-After) is given up. */
  readonly maxRefusals: number
  /** Sum of all waits between the attempts of one request. */
  readonly maxWaitMs: number
  /** Further certificate authorities to trust (PEM): a company's own, beside those Node trusts already. */
  readonly certificateAuthorities: readonly string[]
  /** A person waits at the screen: what is slow is not tried again, and nobody stands in line; runs have all the patience above. */
  readonly someoneWaits: boolean
  /** Logs every answer at level `debug`. */
  readonly logAnswers: boolean
  /** In place of the computer's own resolving of host names. */
  readonly lookup: LookupFunction | undefined
}

export const defaultHttpOptions: HttpOptions = {
  connectTimeoutMs: 10_000,
  firstByteTimeoutMs: 60_000,
  idleTimeoutMs: 30_000,
  totalTimeoutMs: 5 * 60_000,
  maxBodyBytes: 64 * 2 ** 20,
  maxDecodedBytes: 256 * 2 ** 20,
  maxHeaderBytes: 64 * 2 ** 10,
  maxAttempts: 8,
  maxRefusals: 30,
  maxWaitMs: 15 * 60_000,
  certificateAuthorities: [],
  someoneWaits: false,
  logAnswers: false,
  lookup: undefined,
}
