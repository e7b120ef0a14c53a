import { readFile } from 'node:fs/promises'
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
  async function read(): Promise<T> {
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
        const next = change(await read())
        await write(next)
        return next
      }),
  }
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
