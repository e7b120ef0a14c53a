import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { createImageStore, pruneImages } from './image-store.ts'

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 1, 2, 3]).toString('base64')

function arrange() {
  const dataFolder = temporaryFolder()
  const clock = createFakeClock()
  return { dataFolder, clock, store: createImageStore({ dataFolder, clock }) }
}

it('gives a picture back by its hash, and keeps the same one once', () => {
  const { dataFolder, store } = arrange()
  const kept = store.keep(png)
  expect([store.keep(png), kept.size, kept.mimeType, store.read(kept.hash)]).toEqual([kept, 9, 'image/png', png])
  expect(readdirSync(join(dataFolder, 'images'))).toEqual([kept.hash])
})

it('knows a picture by what its system calls it, as long as the picture is kept', async () => {
  const { dataFolder, clock, store } = arrange()
  const kept = store.keep(png, 'company attachment 1 revision 1')
  expect([store.known('company attachment 1 revision 1'), store.known('company attachment 1 revision 2')]).toEqual([kept, undefined])
  await clock.advance(13 * 24 * 3_600_000)
  expect(store.known('company attachment 1 revision 1')).toEqual(kept)
  await clock.advance(15 * 24 * 3_600_000)
  pruneImages({ dataFolder, clock })
  expect(store.known('company attachment 1 revision 1')).toBeUndefined()
})

it('refuses what is no picture, and looks at nothing but pictures', () => {
  const { store } = arrange()
  expect(() => store.keep(Buffer.from('<html>').toString('base64'))).toThrow('neither JPEG, PNG, GIF nor WebP')
  expect(store.read('../journal.db')).toBeUndefined()
})

it('forgets a picture that no run has met for a fortnight', async () => {
  const { dataFolder, clock, store } = arrange()
  const { hash } = store.keep(png)
  // What is written bears the computer's own time, what is met again that of the clock.
  store.keep(png)
  await clock.advance(13 * 24 * 3_600_000)
  pruneImages({ dataFolder, clock })
  expect(store.read(hash)).toBe(png)
  await clock.advance(2 * 24 * 3_600_000)
  pruneImages({ dataFolder, clock })
  expect(store.read(hash)).toBeUndefined()
})
