import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FlowDocument } from '#core/flow/document.ts'
import { serializeFlow } from '#core/flow/serialize.ts'
import { readFlowFile } from './read-flow-file.ts'
import { saveFlowFile } from './save-flow-file.ts'

const flow: FlowDocument = {
  format: 1,
  id: 'orders',
  name: 'before',
  nodes: [],
  wires: [],
  slots: {},
  options: { onFailure: 'continue', timeZone: 'UTC' },
}

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-flows-'))
  file = join(folder, 'orders.flow.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('reads what it saved', async () => {
  await saveFlowFile(file, flow)
  expect(await readFlowFile(file)).toEqual(flow)
})

describe('reading', () => {
  const text = serializeFlow(flow)

  it('takes a file with the mark some editors put in front of UTF-8', async () => {
    writeFileSync(file, `\ufeff${text}`)
    expect(await readFlowFile(file)).toEqual(flow)
  })

  it.each([
    ['an empty file', Buffer.alloc(0), 'not-a-flow', /empty/],
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le'), 'not-a-flow', /UTF-16/],
    ['NUL bytes', Buffer.concat([Buffer.from(text), Buffer.alloc(512)]), 'not-a-flow', new RegExp(`NUL byte at position ${text.length}`)],
    ['Latin-1', Buffer.from(text.replace('before', 'caf\u00e9'), 'latin1'), 'not-a-flow', /not UTF-8/],
    ['more than 5 MB', Buffer.alloc(5_000_001, 32), 'flow-invalid', /larger than 5 MB/],
    ['a cut file', Buffer.from(text.slice(0, -20)), 'flow-invalid', /line \d+, column \d+/],
    ['a newer flow', Buffer.from(text.replace('"format": 1', '"format": 2')), 'newer-than-this-app', /newer Sluice/],
  ])('says clearly what is wrong with %s', async (_name, bytes, code, words) => {
    writeFileSync(file, bytes)
    await expect(readFlowFile(file)).rejects.toMatchObject({ code, fix: 'user', message: expect.stringMatching(words) })
  })

  it('names a file that is not there', async () => {
    await expect(readFlowFile(file)).rejects.toMatchObject({ code: 'flow-file-missing', message: expect.stringContaining(file) })
  })

  it('says that a folder is no file', async () => {
    await expect(readFlowFile(folder)).rejects.toMatchObject({ code: 'flow-file-missing', message: expect.stringContaining('folder') })
  })
})

describe('saving', () => {
  it('leaves nothing else behind', async () => {
    await saveFlowFile(file, flow)
    expect(readdirSync(folder)).toEqual(['orders.flow.json'])
  })

  it('leaves nothing behind and the old file in place when it fails', async () => {
    await saveFlowFile(file, flow)
    const broken = () => {
      throw new Error('power')
    }
    await saveFlowFile(file, { ...flow, name: 'after' }, broken).catch(() => undefined)
    expect([readdirSync(folder), (await readFlowFile(file)).name]).toEqual([['orders.flow.json'], 'before'])
  })

  it('keeps the rights of the file', async () => {
    await saveFlowFile(file, flow)
    chmodSync(file, 0o600)
    await saveFlowFile(file, flow)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('writes through a link instead of replacing it', async () => {
    const link = join(folder, 'link.json')
    writeFileSync(file, '')
    symlinkSync(file, link)
    await saveFlowFile(link, flow)
    expect([lstatSync(link).isSymbolicLink(), readFileSync(file, 'utf8')]).toEqual([true, serializeFlow(flow)])
  })

  it('names a folder that is not there', async () => {
    await expect(saveFlowFile(join(folder, 'nowhere', 'a.json'), flow)).rejects.toMatchObject({ code: 'flow-file-missing' })
  })

  it('refuses a flow that could not be opened again', async () => {
    const description = 'x'.repeat(5_000_001)
    await expect(saveFlowFile(file, { ...flow, description })).rejects.toMatchObject({ code: 'flow-too-large' })
  })

  it.each([
    ['temporary-written', 'before'],
    ['temporary-synced', 'before'],
    ['renamed', 'after'],
    ['folder-synced', 'after'],
  ])('killed at "%s", leaves the whole flow named "%s"', async (point, name) => {
    await saveFlowFile(file, flow)
    const child = spawn(process.execPath, [fileURLToPath(new URL('save-child.ts', import.meta.url)), file, point], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect((await readFlowFile(file)).name).toBe(name)
  })
})
