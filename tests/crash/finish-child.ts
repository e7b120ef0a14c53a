import fs from 'node:fs'
import files, { type FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { relative } from 'node:path'
import { systemClock } from '#host/clock.ts'
import { openService } from '#host/service/service.ts'

/**
 * Serves the data folder in `folder`, finishes the new integration `draftId` and dies with SIGKILL before the step `killBefore` of
 * what it does on the disk. Every step is told on standard output before it is taken.
 */
const [folder = '', draftId = '', killBefore = ''] = process.argv.slice(2)
const placeOf = new WeakMap<FileHandle, string>()
let isFinishing = false
let count = 0

const service = await openService({
  ...{ dataFolder: folder, clock: systemClock, shell: 'test', timeZone: 'Europe/Amsterdam' },
  environment: { SLUICE_VAULT: 'file' },
})
await watchDisk()
isFinishing = true
const caller = { id: 'crash', signal: new AbortController().signal }
const reply = await service.dispatch('integration:finish', { id: draftId, switchOn: true }, caller)
step('answered')
isFinishing = false
fs.writeSync(1, `${JSON.stringify({ reply })}\n`)
await service.close()

function step(name: string): void {
  if (!isFinishing) return
  fs.writeSync(1, `${name}\n`)
  if (++count === Number(killBefore)) process.kill(process.pid, 'SIGKILL')
}

/** Everything by which what is on the disk becomes another. */
async function watchDisk(): Promise<void> {
  const { open, rename, rm } = files
  files.open = async (path, ...more) => {
    const flags = more[0] ?? 'r'
    if (flags !== 'r') step(`open ${shown(path)}`)
    const handle = await open(path, ...more)
    placeOf.set(handle, shown(path))
    return handle
  }
  files.rename = (from, to) => {
    step(`rename to ${shown(to)}`)
    return rename(from, to)
  }
  files.rm = (path, options) => {
    step(`remove ${shown(path)}`)
    return rm(path, options)
  }
  syncBuiltinESMExports()
  const probe = await open(import.meta.filename, 'r')
  const handles: FileHandle = Object.getPrototypeOf(probe)
  await probe.close()
  const { writeFile, sync } = handles
  handles.writeFile = function (...given) {
    step(`write ${placeOf.get(this)}`)
    return writeFile.apply(this, given)
  }
  handles.sync = function () {
    step(`sync ${placeOf.get(this)}`)
    return sync.apply(this)
  }
}

function shown(path: unknown): string {
  return relative(folder, String(path)).replace(/[0-9a-f]{8}-[0-9a-f-]{27}(?=\.tmp)/, '*')
}
