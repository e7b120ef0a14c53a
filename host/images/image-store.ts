import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { DataError } from '#core/kit/errors.ts'
import type { Clock, ImageStore, StoredImage } from '#core/kit/ports.ts'

export const maxImageBytes = 10_000_000
/** A record that failed is tried again by the next runs; its pictures wait for it so long. */
const keepMs = 14 * 24 * 3_600_000

/** What is known of a picture that was fetched: which one it is, and what its server said to recognise it by. */
const fetchedShape = z.object({
  image: z.object({ hash: z.string(), size: z.number(), mimeType: z.enum(['image/jpeg', 'image/png', 'image/gif', 'image/webp']) }),
  etag: z.string().optional(),
  lastModified: z.string().optional(),
  /** When the server was last asked; ms. */
  askedMs: z.number(),
})
export type FetchedImage = z.infer<typeof fetchedShape>

/** Also remembers where pictures were fetched from, so that the same one is not fetched twice. */
export interface FileImageStore extends ImageStore {
  /** Undefined when its picture was never fetched, or has gone meanwhile. */
  recall(source: string): FetchedImage | undefined
  remember(source: string, fetched: FetchedImage): void
}

/** Pictures as files of the data folder, named by their hash: the same picture of a thousand products lies there once. */
export function createImageStore({ dataFolder, clock }: { readonly dataFolder: string; readonly clock: Clock }): FileImageStore {
  const folder = join(dataFolder, 'images')
  const fileOf = (hash: string) => join(folder, hash)
  const noteOf = (source: string) => join(folder, `from-${createHash('sha256').update(source).digest('hex')}`)
  const remember: FileImageStore['remember'] = (source, fetched) => {
    const note = noteOf(source)
    const half = `${note}.${process.pid}`
    writeFileSync(half, JSON.stringify(fetched))
    renameSync(half, note)
  }
  const recall: FileImageStore['recall'] = (source) => {
    const note = noteOf(source)
    const known = existsSync(note) ? parseNote(readFileSync(note, 'utf8')) : undefined
    if (known === undefined || !existsSync(fileOf(known.image.hash))) return undefined
    const now = clock.now()
    for (const file of [note, fileOf(known.image.hash)]) utimesSync(file, now, now)
    return known
  }
  return {
    known: (source) => recall(source)?.image,
    keep: (base64, source) => {
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
      const image = { hash, size: bytes.length, mimeType }
      if (source !== undefined) remember(source, { image, askedMs: now.getTime() })
      return image
    },
    read: (hash) => {
      // A hash may have come through a mapping; as a file name it must be nothing else.
      if (!/^[0-9a-f]{64}$/.test(hash) || !existsSync(fileOf(hash))) return undefined
      return readFileSync(fileOf(hash)).toString('base64')
    },
    recall,
    remember,
  }
}

/** A note that was damaged is none: the picture is fetched again. */
function parseNote(text: string): FetchedImage | undefined {
  try {
    return fetchedShape.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
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
