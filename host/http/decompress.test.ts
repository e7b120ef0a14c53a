import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { decompress } from './decompress.ts'

const text = Buffer.from('Koffiemok wit, 12 stuks')
const limit = 1_000

describe('decompress', () => {
  it.each([
    ['gzip', gzipSync(text)],
    ['X-GZIP', gzipSync(text)],
    ['deflate', deflateSync(text)],
    ['deflate', deflateRawSync(text)],
    ['br', brotliCompressSync(text)],
    ['identity', text],
    ['deflate, gzip', gzipSync(deflateSync(text))],
  ])('unpacks %s', async (encoding, body) => {
    expect(await decompress(body, encoding, limit)).toEqual(text)
  })

  it.each([
    ['gzip', gzipSync(Buffer.alloc(100_000))],
    ['deflate', deflateSync(Buffer.alloc(100_000))],
    ['br', brotliCompressSync(Buffer.alloc(100_000))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(100_000)))],
    ['identity', Buffer.alloc(100_000)],
  ])('stops a %s bomb at the limit', async (encoding, body) => {
    await expect(decompress(body, encoding, limit)).rejects.toThrow(expect.objectContaining({ reason: 'too-large' }))
  })

  it.each([
    ['cut short', 'gzip', gzipSync(text).subarray(0, 20)],
    ['no gzip at all', 'gzip', Buffer.from('<html>')],
  ])('says when a body is damaged: %s', async (_what, encoding, body) => {
    await expect(decompress(body, encoding, limit)).rejects.toThrow(expect.objectContaining({ reason: 'damaged' }))
  })

  it.each(['zstd', 'toString', 'gzip, gzip, gzip'])('does not guess at the encoding %s', async (encoding) => {
    await expect(decompress(gzipSync(text), encoding, limit)).rejects.toThrow(expect.objectContaining({ reason: 'unknown-encoding' }))
  })

  it('leaves an empty body empty whatever is said about it', async () => {
    expect(await decompress(Buffer.alloc(0), 'gzip', limit)).toHaveLength(0)
  })
})
