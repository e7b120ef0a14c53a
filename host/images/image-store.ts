import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DataError } from '#core/kit/errors.ts'
import type { Clock, ImageStore, StoredImage } from '#core/kit/ports.ts'

export const maxImageBytes = 10_000_000
/** A record that failed is tried again by the next runs; its pictures wait for it so long. */
const keepMs = 14 * 24 * 3_600_000

/** Pictures as files of the data folder, named by their hash: the same picture of a thousand products lies there once. */
export function createImageStore({ dataFolder, clock }: { readonly dataFolder: string; readonly clock: Clock }): ImageStore {
  const folder = join(dataFolder, 'images')
  const fileOf = (hash: string) => join(folder, hash)
  return {
    keep: (base64) => {
      const bytes = Buffer.from(base64, 'base64')
      if (bytes.length > maxImageBytes) {
        throw new DataError(`An image has ${bytes.length.toLocaleString('en')} bytes; ${maxImageBytes.toLocaleString('en')} are taken.`, {
          code: 'image-too-large',
          hint: 'Make it smaller in the source.',
        })
      }
      const mimeType = kindOf(bytes)
      const hash = createHash('sha256').update(bytes).digest('hex')
      mkdirSync(folder, { recursive: true })
      const file = fileOf(hash)
      const now = clock.now()
      if (existsSync(file)) utimesSync(file, now, now)
      else {
        const half = `${file}.${process.pid}`
        writeFileSync(half, bytes)
        renameSync(half, file)
      }
      return { hash, size: bytes.length, mimeType }
    },
    read: (hash) => {
      // A hash may have come through a mapping; as a file name it must be nothing else.
      if (!/^[0-9a-f]{64}$/.test(hash) || !existsSync(fileOf(hash))) return undefined
      return readFileSync(fileOf(hash)).toString('base64')
    },
  }
}

/** Takes pictures away that no run has met for a fortnight. */
export function pruneImages({ dataFolder, clock }: { readonly dataFolder: string; readonly clock: Clock }): void {
  const folder = join(dataFolder, 'images')
  if (!existsSync(folder)) return
  const before = clock.now().getTime() - keepMs
  for (const name of readdirSync(folder)) {
    const file = join(folder, name)
    const known = statSync(file, { throwIfNoEntry: false })
    if (known && known.mtimeMs < before) rmSync(file, { force: true })
  }
}

const signatures = [
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47]],
  ['image/gif', [0x47, 0x49, 0x46, 0x38]],
] as const

/** By its first bytes: what it is called says little. @throws DataError for what is no picture */
function kindOf(bytes: Buffer): StoredImage['mimeType'] {
  const known = signatures.find(([, first]) => first.every((byte, place) => bytes[place] === byte))
  if (known) return known[0]
  if (bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP') return 'image/webp'
  throw new DataError('An image is neither JPEG, PNG, GIF nor WebP.', {
    code: 'image-unreadable',
    hint: 'Save it in one of these kinds in the source.',
  })
}
