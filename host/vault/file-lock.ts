import { mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { BusyError } from '#core/kit/errors.ts'

/** The work done under a lock takes milliseconds; a lock this old was left behind. */
const staleAfterMs = 30_000
/** Its owner's number follows at once, unless the owner was killed in between. */
const emptyStaleAfterMs = 5_000
const longestWaitMs = 15_000
const pauseMs = 10

/**
 * Does `work` while no other process does the same with this file: read, change, write.
 * @throws BusyError `file-locked` when another process keeps the file for too long
 */
export async function withFileLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const lock = `${path}.lock`
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  for (let waitedMs = 0; !(await tryLock(lock)); waitedMs += pauseMs) {
    if (waitedMs > longestWaitMs) {
      throw new BusyError(`${path} is being changed by another program.`, {
        code: 'file-locked',
        hint: `Close other windows of Sluice. If none is open, delete ${lock}.`,
      })
    }
    await wait(pauseMs)
  }
  try {
    return await work()
  } finally {
    await rm(lock, { force: true })
  }
}

async function tryLock(lock: string): Promise<boolean> {
  try {
    const file = await open(lock, 'wx', 0o600)
    await file.writeFile(String(process.pid))
    await file.close()
    return true
  } catch (error) {
    if (!isCode(error, 'EEXIST') && !isCode(error, 'EPERM')) throw error
    if (await isLeftBehind(lock)) await rm(lock, { force: true })
    return false
  }
}

async function isLeftBehind(lock: string): Promise<boolean> {
  try {
    const [{ mtimeMs }, owner] = [await stat(lock), Number(await readFile(lock, 'utf8'))]
    // An empty file is a lock whose owner is just writing its number.
    if (Date.now() - mtimeMs > (owner > 0 ? staleAfterMs : emptyStaleAfterMs)) return true
    return owner > 0 && !isAlive(owner) && isUnchanged(lock, mtimeMs)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false
    throw error
  }
}

/** Another process may have cleared the dead owner's lock and taken its own since we read it. */
async function isUnchanged(lock: string, mtimeMs: number): Promise<boolean> {
  return (await stat(lock)).mtimeMs === mtimeMs
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
