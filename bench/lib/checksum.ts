import { crc32 } from 'node:zlib'

// Two such numbers and one more still add up exactly.
const modulus = 2 ** 50

export function checksumOf(bytes: Buffer | string): number {
  return crc32(typeof bytes === 'string' ? Buffer.from(bytes) : bytes)
}

/** Adds to a sum that does not depend on the order of the records. */
export function addChecksum(sum: number, checksum: number): number {
  return (sum + checksum + modulus) % modulus
}
