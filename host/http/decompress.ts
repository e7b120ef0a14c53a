import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'

/** A body that cannot be unpacked: damaged, of an unknown encoding, or larger than allowed once unpacked. */
export class DecompressError extends Error {
  readonly reason: 'damaged' | 'unknown-encoding' | 'too-large'

  constructor(reason: DecompressError['reason']) {
    super(reason)
    this.name = 'DecompressError'
    this.reason = reason
  }
}

type Unpack = (body: Buffer, options: { readonly maxOutputLength: number }) => Promise<Buffer>

const inflateZlib = promisify(inflate) as Unpack
const inflateBare = promisify(inflateRaw) as Unpack

const unpackers: Readonly<Record<string, Unpack>> = {
  gzip: promisify(gunzip) as Unpack,
  'x-gzip': promisify(gunzip) as Unpack,
  br: promisify(brotliDecompress) as Unpack,
  deflate: (body, options) => (isZlib(body) ? inflateZlib(body, options) : inflateBare(body, options)),
}

/** What we tell servers we can read. */
export const acceptedEncodings = 'gzip, deflate, br'

/** More layers than this are not compression but an attack. */
const mostLayers = 2

/**
 * Undoes `Content-Encoding`; stops as soon as the output passes `maxBytes`, before it is all in memory.
 * @throws DecompressError
 */
export async function decompress(body: Buffer, contentEncoding: string | undefined, maxBytes: number): Promise<Buffer> {
  if (contentEncoding === undefined || body.length === 0) return checkSize(body, maxBytes)
  const encodings = contentEncoding
    .split(',')
    .map((encoding) => encoding.trim().toLowerCase())
    .filter((encoding) => encoding !== '' && encoding !== 'identity')
  if (encodings.length > mostLayers) throw new DecompressError('unknown-encoding')
  let unpacked = body
  for (const encoding of encodings.toReversed()) {
    const unpack = Object.hasOwn(unpackers, encoding) ? unpackers[encoding] : undefined
    if (!unpack) throw new DecompressError('unknown-encoding')
    unpacked = await unpack(unpacked, { maxOutputLength: maxBytes }).catch((error: unknown) => {
      const isTooLarge = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
      throw new DecompressError(isTooLarge ? 'too-large' : 'damaged')
    })
  }
  return checkSize(unpacked, maxBytes)
}

function checkSize(body: Buffer, maxBytes: number): Buffer {
  if (body.length > maxBytes) throw new DecompressError('too-large')
  return body
}

/** Some servers send bare deflate data under the name "deflate"; the standard means the zlib format with its two-byte header. */
function isZlib(body: Buffer): boolean {
  const [first = 0, second = 0] = body
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0
}
