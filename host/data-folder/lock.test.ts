import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { findLockHolder, lockDataFolder } from './lock.ts'

let folder: string
let children: ChildProcess[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-lock-'))
  children = []
})
afterEach(async () => {
  for (const child of children) await kill(child)
  rmSync(folder, { recursive: true, force: true })
})

async function lockInChild(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('lock-child.ts', import.meta.url)), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  await once(child.stdout, 'data')
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

const lock = () => lockDataFolder({ folder, clock: createFakeClock() })

it('tells the second process who holds the folder and what to do', async () => {
  const child = await lockInChild()
  expect(lock).toThrow(
    expect.objectContaining({ code: 'data-folder-locked', message: expect.stringMatching(`${folder}.*${child.pid}`), fix: 'user' }),
  )
})

it('is free again when its holder was killed', async () => {
  const child = await lockInChild()
  await kill(child)
  const taken = lock()
  expect(findLockHolder(folder)).toMatchObject({ pid: process.pid })
  taken.release()
})

it('is free again when released', () => {
  lock().release()
  const second = lock()
  expect(findLockHolder(folder)).toMatchObject({ pid: process.pid })
  second.release()
})

it('is refused a second time in the same process', () => {
  const first = lock()
  expect(lock).toThrow(expect.objectContaining({ code: 'data-folder-locked' }))
  first.release()
})

it('survives that somebody only asks who holds it', async () => {
  await lockInChild()
  findLockHolder(folder)
  expect(lock).toThrow(expect.objectContaining({ code: 'data-folder-locked' }))
})

it('lets exactly one of several processes in', async () => {
  const start = () =>
    spawn(process.execPath, [fileURLToPath(new URL('lock-child.ts', import.meta.url)), folder], { stdio: ['ignore', 'pipe', 'ignore'] })
  const started = [start(), start(), start()]
  children.push(...started)
  const ended = await Promise.all(
    started.map((child) => Promise.race([once(child.stdout, 'data').then(() => 'holds'), once(child, 'exit').then(() => 'gave up')])),
  )
  expect(ended.sort()).toEqual(['gave up', 'gave up', 'holds'])
})

it('says what is wrong with a folder that is not there', () => {
  expect(() => lockDataFolder({ folder: join(folder, 'nowhere'), clock: createFakeClock() })).toThrow(
    expect.objectContaining({ code: 'data-folder', message: expect.stringContaining('nowhere') }),
  )
})
