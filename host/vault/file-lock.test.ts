import { spawnSync } from 'node:child_process'
import { existsSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { withFileLock } from './file-lock.ts'

it('lets one work at a time', async () => {
  const path = join(temporaryFolder(), 'file.json')
  let inside = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 8 }, () =>
      withFileLock(path, async () => {
        most = Math.max(most, ++inside)
        await wait(2)
        inside--
      }),
    ),
  )
  expect(most).toBe(1)
})

it('is released when the work fails', async () => {
  const path = join(temporaryFolder(), 'file.json')
  await withFileLock(path, async () => Promise.reject(new Error('disk full'))).catch(() => undefined)
  expect(existsSync(`${path}.lock`)).toBe(false)
})

it('is taken over from a program that died', async () => {
  const path = join(temporaryFolder(), 'file.json')
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  writeFileSync(`${path}.lock`, String(pid))
  expect(await withFileLock(path, async () => 'done')).toBe('done')
})

it('is taken over when it is old, whoever has that process number now', async () => {
  const path = join(temporaryFolder(), 'file.json')
  writeFileSync(`${path}.lock`, String(process.pid))
  const longAgo = Date.now() / 1_000 - 3_600
  utimesSync(`${path}.lock`, longAgo, longAgo)
  expect(await withFileLock(path, async () => 'done')).toBe('done')
})

it('is taken over from a program that was killed before it could note its number', async () => {
  const path = join(temporaryFolder(), 'file.json')
  writeFileSync(`${path}.lock`, '')
  const aWhileAgo = Date.now() / 1_000 - 6
  utimesSync(`${path}.lock`, aWhileAgo, aWhileAgo)
  expect(await withFileLock(path, async () => 'done')).toBe('done')
})
