import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { removeLeftovers } from './remove-leftovers.ts'

const id = '0b270b35-21c5-4bfe-b456-5ccaafa2a769'

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder()
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .toSorted()

it('takes away what processes that are gone were just writing, and their locks', async () => {
  const { pid: gone } = spawnSync(process.execPath, ['--version'])
  const kept = ['flows.json', 'flows/orders.flow.json', 'versions/one/1.json', 'notes.tmp', 'flows/my.4711.tmp.txt']
  const left = [
    `flows.json.${gone}.${id}.tmp`,
    `drafts/one.json.${gone}.${id}.tmp`,
    `flows/.orders.flow.json.${gone}.${id}.tmp`,
    `versions/one/1.json.${gone}.${id}.tmp`,
    `samples/one.pins.json.${gone}.tmp`,
    // In a container every process has the same number.
    `bindings.json.${process.pid}.${id}.tmp`,
  ]
  const locks = { 'flows.json.lock': String(gone), 'bindings.json.lock': String(process.pid) }
  const folder = folderWith({ ...Object.fromEntries([...kept, ...left].map((name) => [name, ''])), ...locks })
  await removeLeftovers(folder)
  expect(filesIn(folder)).toEqual(kept.toSorted())
})

it('leaves alone what another process may still be writing', async () => {
  const busy = process.ppid
  const names = [`flows.json.${busy}.${id}.tmp`, 'flows.json.lock', 'bindings.json.lock']
  const folder = folderWith({ [names[0] ?? '']: '', 'flows.json.lock': String(busy), 'bindings.json.lock': '' })
  await removeLeftovers(folder)
  expect(filesIn(folder)).toEqual(names.toSorted())
})
