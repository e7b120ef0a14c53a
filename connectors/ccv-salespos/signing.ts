import { createHmac, timingSafeEqual } from 'node:crypto'

/** The keys of one shop. */
export interface Keys {
  readonly publicKey: string
  readonly secretKey: string
}

/** What a signature covers. Of an answer: method and address of its request, its own body and date. */
export interface Signed {
  readonly method: string
  /** Path and query, exactly as sent: a trailing slash counts. */
  readonly path: string
  /** Empty for requests without one. */
  readonly body: string | Uint8Array
  /** The `x-date` that travels beside the signature, letter by letter. */
  readonly date: string
}

/** Lower-case hex HMAC-SHA-512 over public key, method, address, body and date, joined with a vertical bar. */
export function signatureOf({ publicKey, secretKey }: Keys, { method, path, body, date }: Signed): string {
  return createHmac('sha512', secretKey).update(`${publicKey}|${method}|${path}|`).update(body).update(`|${date}`).digest('hex')
}

/** Whether somebody who knows the secret key signed this. */
export function isSignedBy(keys: Keys, signed: Signed, hash: string | undefined): boolean {
  const [given, right] = [Buffer.from(hash ?? ''), Buffer.from(signatureOf(keys, signed))]
  return given.length === right.length && timingSafeEqual(given, right)
}
