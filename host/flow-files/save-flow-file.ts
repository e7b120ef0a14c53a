import { randomUUID } from 'node:crypto'
import { open, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { FlowDocument } from '#core/flow/document.ts'
import { flowLimits, textBytes } from '#core/flow/limits.ts'
import { serializeFlow } from '#core/flow/serialize.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { toFileError } from './file-error.ts'

/** Steps at which a crash test may kill the process. No-op outside tests. */
export type SaveProbe = (step: 'temporary-written' | 'temporary-synced' | 'renamed' | 'folder-synced') => void

/**
 * Writes the flow so that after a crash the file is either the old one or the new one, never half of each:
 * temporary file beside it, synced, renamed over it, folder synced.
 * @throws AppError `disk-full`, `flow-file-not-allowed`, `flow-file-missing` (no such folder) or `flow-file-io`;
 *         SettingsError `flow-too-large`. The file from before is then untouched.
 */
export async function saveFlowFile(file: string, document: FlowDocument, probe: SaveProbe = () => {}): Promise<void> {
  const text = serializeFlow(document)
  if (textBytes(text) > flowLimits.textBytes) {
    throw new SettingsError(
      `The flow "${document.name}" is larger than ${flowLimits.textBytes / 1_000_000} MB and could not be opened again.`,
      {
        code: 'flow-too-large',
        hint: 'Shorten its texts and value maps, or split it into several flows.',
      },
    )
  }
  try {
    await replace(await resolveLink(file), text, probe)
  } catch (thrown) {
    throw toFileError(thrown, file, 'saved')
  }
}

async function replace(file: string, text: string, probe: SaveProbe): Promise<void> {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.${randomUUID()}.tmp`)
  try {
    await writeSynced(temporary, text, { mode: await modeOf(file), probe })
    probe('temporary-synced')
    await rename(temporary, file)
    probe('renamed')
  } catch (thrown) {
    await rm(temporary, { force: true })
    throw thrown
  }
  await syncFolder(dirname(file))
  probe('folder-synced')
}

async function writeSynced(
  file: string,
  text: string,
  { mode, probe }: { readonly mode: number; readonly probe: SaveProbe },
): Promise<void> {
  const handle = await open(file, 'wx', mode)
  try {
    await handle.writeFile(text, 'utf8')
    probe('temporary-written')
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A rename is on disk only when its folder is. Windows cannot open a folder and needs no such sync. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A link stays a link: what it points at is replaced. */
async function resolveLink(file: string): Promise<string> {
  return (await ignoringMissing(realpath(file))) ?? file
}

async function modeOf(file: string): Promise<number> {
  const found = await ignoringMissing(stat(file))
  return found ? found.mode & 0o777 : 0o644
}

async function ignoringMissing<Value>(wanted: Promise<Value>): Promise<Value | undefined> {
  try {
    return await wanted
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined
    throw thrown
  }
}
