import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDataFolder, locateDataFolder } from './locate.ts'

describe('the data folder', () => {
  const home = '/home/anna'

  it.each([
    ['linux', {}, '/home/anna/.local/share/sluice'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/sluice'],
    ['darwin', {}, '/home/anna/Library/Application Support/Sluice'],
    ['linux', { SLUICE_DATA: '/srv/sluice' }, '/srv/sluice'],
    ['darwin', { SLUICE_DATA: '/srv/sluice' }, '/srv/sluice'],
  ] as const)('is on %s with %j at %s', (platform, environment, folder) => {
    expect(locateDataFolder({ platform, environment, home })).toBe(folder)
  })

  it('is on Windows in the part of the profile that does not roam', () => {
    const environment = { LOCALAPPDATA: '/c/local', APPDATA: '/c/roaming' }
    expect(locateDataFolder({ platform: 'win32', environment, home })).toBe(join('/c/local', 'Sluice'))
  })
})

describe.skipIf(process.platform === 'win32')('making it', () => {
  let place: string
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'sluice-folder-'))
  })
  afterEach(() => rmSync(place, { recursive: true, force: true }))
  const modeOf = (folder: string) => (statSync(folder).mode & 0o777).toString(8)

  it('gives it to its owner alone', () => {
    createDataFolder(join(place, 'a', 'b'))
    expect(modeOf(join(place, 'a', 'b'))).toBe('700')
  })

  it('closes one that others could read', () => {
    mkdirSync(join(place, 'open'), { mode: 0o755 })
    createDataFolder(join(place, 'open'))
    expect(modeOf(join(place, 'open'))).toBe('700')
  })

  it.runIf(process.platform === 'linux')('says so where no folder can ever be made', () => {
    expect(() => createDataFolder('/proc/sluice/data')).toThrow(expect.objectContaining({ code: 'data-folder' }))
  })

  it('says what is in the way', () => {
    writeFileSync(join(place, 'file'), '')
    expect(() => createDataFolder(join(place, 'file'))).toThrow(
      expect.objectContaining({ code: 'data-folder', message: expect.stringContaining(join(place, 'file')) }),
    )
  })
})
