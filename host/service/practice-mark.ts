import { access, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writePrivateFile } from '#host/vault/write-private-file.ts'
import type { PracticeMark } from './practice.ts'

/** A file that is there while practice is on. */
export function openPracticeMark(dataFolder: string): PracticeMark {
  const path = join(dataFolder, 'practice-on')
  return {
    isOn: () =>
      access(path).then(
        () => true,
        () => false,
      ),
    set: (isOn) => (isOn ? writePrivateFile(path, '') : rm(path, { force: true })),
  }
}
