import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'

export interface ScryptCost {
  /** Base64. */
  readonly salt: string
  readonly N: number
  readonly r: 8
  readonly p: number
}

/** A sealed text; all three in base64. */
export interface Sealed {
  readonly nonce: string
  readonly tag: string
  readonly data: string
}

/** 128 MB and a good quarter of a second per guess; what OWASP names as the least for scrypt. */
const lowestN = 2 ** 17

export function newScryptCost(): ScryptCost {
  return { salt: randomBytes(16).toString('base64'), N: lowestN, r: 8, p: 1 }
}

export async function deriveKey(passphrase: string, { salt, N, r, p }: ScryptCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // The same passphrase may be typed composed or decomposed, depending on the keyboard.
    scrypt(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), 32, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

/** AES-256-GCM under a fresh nonce. `name` is bound in: a sealed text cannot be put under another name. */
export function seal(text: string, name: string, key: Buffer): Sealed {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name))
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return { nonce: nonce.toString('base64'), tag: cipher.getAuthTag().toString('base64'), data: data.toString('base64') }
}

/** @returns undefined when the key is another one or the text was changed */
export function unseal({ nonce, tag, data }: Sealed, name: string, key: Buffer): string | undefined {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'), { authTagLength: 16 })
      .setAAD(Buffer.from(name))
      .setAuthTag(Buffer.from(tag, 'base64'))
    return Buffer.concat([decipher.update(Buffer.from(data, 'base64')), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}
