import type { Dirent } from 'node:fs'
import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** `bindings.json.4711.….tmp`: written by process 4711, and not yet put in the place of `bindings.json`. */
const temporary = /\.(\d+)\.(?:[0-9a-f-]{36}\.)?tmp$/
/** `bindings.json.lock`: the process that changes the file stands in it. */
const lock = /\.json\.lock$/

/**
 * Takes away what processes that were killed have left of files they were just writing. To be called by whoever has taken the data folder,
 * before it writes anything: what bears its own number is then of an earlier process that happened to have the same.
 */
export async function removeLeftovers(dataFolder: string): Promise<void> {
  const below = await foldersIn(dataFolder)
  const versions = join(dataFolder, 'versions')
  for (const folder of [dataFolder, ...below, ...(below.includes(versions) ? await foldersIn(versions) : [])]) {
    for (const name of await namesIn(folder)) {
      if (await isLeftover(folder, name)) await rm(join(folder, name), { force: true })
    }
  }
}

async function isLeftover(folder: string, name: string): Promise<boolean> {
  const writer = temporary.exec(name)?.[1]
  if (writer !== undefined) return !isAlive(Number(writer))
  if (!lock.test(name)) return false
  const owner = Number(await readFile(join(folder, name), 'utf8').catch(() => ''))
  // An empty one may be of a process that is just writing its number; who needs the file next finds out.
  return owner > 0 && !isAlive(owner)
}

function isAlive(processId: number): boolean {
  if (processId === process.pid) return false
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => [])
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  return (await entriesOf(folder)).filter((one) => one.isDirectory()).map(({ name }) => join(folder, name))
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await entriesOf(folder)).filter((one) => one.isFile()).map(({ name }) => name)
}
