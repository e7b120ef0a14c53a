import { readFile, stat } from 'node:fs/promises'
import type { z } from 'zod'
import { SettingsError } from '#core/kit/errors.ts'
import { withFileLock } from '#host/vault/file-lock.ts'
import { writePrivateFile } from '#host/vault/write-private-file.ts'

/** A small JSON document in the data folder, replaced as a whole and changed by one program at a time. */
export interface JsonFile<T> {
  /** @throws SettingsError `file-damaged`: a damaged file is never taken for an empty one, and never overwritten */
  read(): Promise<T>
  /** Reads, changes and saves; `change` may be given up by throwing. */
  change(change: (before: T) => T): Promise<T>
  /** Saves without reading first: for what one program alone keeps in memory, and for files that may be lost. */
  replace(next: T): Promise<void>
}

export function openJsonFile<T>({
  path,
  schema,
  empty,
}: {
  readonly path: string
  readonly schema: z.ZodType<T>
  readonly empty: T
}): JsonFile<T> {
  let known: { readonly stamp: string; readonly value: T } | undefined

  /** Lists ask for the same file once for every row; it is parsed again only when it is another. */
  async function read(): Promise<T> {
    const stamp = await stampOf(path)
    if (known !== undefined && known.stamp === stamp) return known.value
    const value = await readAnew()
    // A change while it was being read is found out by the next stamp.
    known = stamp === undefined ? undefined : { stamp, value }
    return value
  }

  async function readAnew(): Promise<T> {
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
      throw error
    })
    return text === undefined ? empty : parse(text)
  }

  function parse(text: string): T {
    const parsed = schema.safeParse(parseOrNothing(text))
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    throw new SettingsError(`${path} is damaged or of a newer version of Sluice (at "${issue?.path.join('.') ?? ''}").`, {
      code: 'file-damaged',
      hint: 'Restore it from a backup, or move it away to start afresh.',
    })
  }

  async function write(next: T): Promise<void> {
    await writePrivateFile(path, `${JSON.stringify(next, null, 2)}\n`)
  }

  return {
    read,
    replace: (next) => withFileLock(path, () => write(next)),
    change: (change) =>
      withFileLock(path, async () => {
        const next = change(await readAnew())
        await write(next)
        return next
      }),
  }
}

async function stampOf(path: string): Promise<string | undefined> {
  try {
    // Every save makes a new file, so its number and times tell one from the next.
    const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true })
    return [ino, size, mtimeNs, ctimeNs].join(' ')
  } catch {
    return undefined
  }
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
