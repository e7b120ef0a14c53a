import { crc32 } from 'node:zlib'

const modulus = 0x1fffffffffffff

export function checksumOf(bytes: Buffer | string): number {
  return crc32(typeof bytes === 'string' ? Buffer.from(bytes) : bytes)
}

/** Adds to a sum that does not depend on the order of the records. */
export function addChecksum(sum: number, checksum: number): number {
  return (sum + checksum + modulus) % modulus
}
