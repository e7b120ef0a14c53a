import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createFakeClock } from '#tests/support/fake-clock.ts'
import { createMemoryVault } from '#tests/support/memory-vault.ts'
import { shopConnector } from '#tests/support/shop-connector.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { openConnectionStore } from './connection-store.ts'

const settings = { address: 'https://shop.example.nl', apiKey: 'CANARY-key' }

function setUp({ vault = createMemoryVault() } = {}) {
  const dataFolder = temporaryFolder()
  const store = openConnectionStore({ dataFolder, vault, clock: createFakeClock() })
  const add = (name: string, more: Readonly<Record<string, unknown>> = {}) =>
    store.add({ name, definition: shopConnector, settings: { ...settings, ...more } })
  return { dataFolder, store, vault, add, path: join(dataFolder, 'connections.json') }
}

describe('adding', () => {
  it('puts plain settings into the file and secrets into the vault', async () => {
    const { add, path, vault } = setUp()
    const { id } = await add('Shop · Demo BV', { branch: 2 })
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      version: 1,
      connections: [
        {
          id,
          name: 'Shop · Demo BV',
          connectorId: 'shop',
          settings: { address: 'https://shop.example.nl', branch: 2 },
          secretFields: ['apiKey'],
          readOnly: false,
          createdAt: '2026-11-22T09:00:00.000Z',
        },
      ],
    })
    expect([...vault.contents]).toEqual([[`${id}/apiKey`, 'CANARY-key']])
  })

  it('writes no secret to any file of the data folder', async () => {
    const { add, dataFolder } = setUp()
    await add('Shop', { pin: 'CANARY-pin', unknownField: 'CANARY-unknown' })
    const everything = readdirSync(dataFolder).map((name) => readFileSync(join(dataFolder, name), 'utf8'))
    expect(everything.join('')).not.toContain('CANARY')
  })

  it('gives back no secret', async () => {
    const { add, store } = setUp()
    const added = await add('Shop')
    expect(JSON.stringify([added, await store.list(), await store.get(added.id)])).not.toContain('CANARY')
  })

  it.skipIf(process.platform === 'win32')('makes a file that only this user can read', async () => {
    const { add, path } = setUp()
    await add('Shop')
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it.each([
    ['a missing secret', { apiKey: undefined }, 'settings'],
    ['a setting of the wrong kind', { branch: 'two' }, 'settings'],
    ['an address without https', { address: 'http://shop.example.nl' }, 'https-required'],
    ['an address that is none', { address: 'shop' }, 'origin-malformed'],
  ])('refuses %s and stores nothing', async (_what, wrong, code) => {
    const { add, store, vault } = setUp()
    await expect(add('Shop', wrong)).rejects.toMatchObject({ code })
    expect([await store.list(), vault.contents.size]).toEqual([[], 0])
  })

  it.each(['Shop', ' shop ', 'SHOP'])('refuses the name %j when it is taken, and stores no secret for it', async (name) => {
    const { add, vault } = setUp()
    await add('Shop')
    await expect(add(name)).rejects.toMatchObject({ code: 'connection-name-taken' })
    expect(vault.contents.size).toBe(1)
  })

  it.each(['', '   ', 'two\nlines', 'x'.repeat(101)])('refuses the name %j', async (name) => {
    await expect(setUp().add(name)).rejects.toMatchObject({ code: 'connection-name' })
  })

  it('keeps every one of many added at the same time', async () => {
    const { add, store } = setUp()
    await Promise.all(Array.from({ length: 10 }, (_, index) => add(`Shop ${index}`)))
    expect(await store.list()).toHaveLength(10)
  })

  it('takes the secrets back out when the list cannot be saved', async () => {
    const vault = createMemoryVault()
    const { add, path } = setUp({
      vault: {
        ...vault,
        set: async (...secret) => {
          await vault.set(...secret)
          writeFileSync(path, 'damaged in between')
        },
      },
    })
    await add('Shop').catch(() => undefined)
    expect(vault.contents.size).toBe(0)
  })
})

describe('finding', () => {
  it.each([
    ['by name', 'Kassa Utrecht'],
    ['whatever its letter case', 'kassa utrecht'],
  ])('works %s', async (_how, wanted) => {
    const { add, store } = setUp()
    const { id } = await add('Kassa Utrecht')
    expect((await store.resolve(wanted)).id).toBe(id)
  })

  it('works by id', async () => {
    const { add, store } = setUp()
    const { id } = await add('Kassa Utrecht')
    expect((await store.resolve(id)).name).toBe('Kassa Utrecht')
  })

  it('suggests what may have been meant', async () => {
    const { add, store } = setUp()
    await add('Kassa Utrecht')
    await expect(store.resolve('kasa utrecht')).rejects.toMatchObject({
      message: 'There is no connection "kasa utrecht".',
      hint: 'Did you mean "Kassa Utrecht"?',
    })
  })

  it('lists what there is when nothing is near', async () => {
    const { add, store } = setUp()
    await add('Kassa Utrecht')
    await expect(store.resolve('Odoo')).rejects.toMatchObject({ hint: 'There are: Kassa Utrecht.' })
  })

  it('says that there is none yet', async () => {
    await expect(setUp().store.resolve('Odoo')).rejects.toMatchObject({ hint: expect.stringContaining('add one first') })
  })
})

describe('changing', () => {
  it('keeps a secret that is not entered again', async () => {
    const { add, store, vault } = setUp()
    const { id } = await add('Shop')
    const changed = await store.change(id, { definition: shopConnector, settings: { address: 'https://new.example.nl', apiKey: '' } })
    expect([changed.settings.address, changed.secretFields, vault.contents.get(`${id}/apiKey`)]).toEqual([
      'https://new.example.nl',
      ['apiKey'],
      'CANARY-key',
    ])
  })

  it('replaces a secret that is entered again', async () => {
    const { add, store, vault } = setUp()
    const { id } = await add('Shop')
    await store.change(id, { definition: shopConnector, settings: { ...settings, apiKey: 'new key' } })
    expect(vault.contents.get(`${id}/apiKey`)).toBe('new key')
  })

  it('gives another name', async () => {
    const { add, store } = setUp()
    const { id } = await add('Shop')
    await store.rename(id, 'Webshop')
    expect((await store.resolve('webshop')).id).toBe(id)
  })

  it('does not give a name that another one has', async () => {
    const { add, store } = setUp()
    await add('Shop')
    const { id } = await add('Other')
    await expect(store.rename(id, 'shop')).rejects.toMatchObject({ code: 'connection-name-taken' })
  })
})

it('removing takes the secrets out of the vault', async () => {
  const { add, store, vault } = setUp()
  const { id } = await add('Shop')
  await store.remove(id)
  expect([await store.list(), vault.contents.size]).toEqual([[], 0])
})

it.each([
  ['cut short', '{"version":1,"connec'],
  ['of a newer version', '{"version":2,"connections":[]}'],
  ['empty', ''],
  ['with a connection that lacks its id', '{"version":1,"connections":[{"name":"x"}]}'],
])('a damaged list is refused and stays as it is: %s', async (_what, text) => {
  const { add, path } = setUp()
  writeFileSync(path, text)
  await expect(add('Shop')).rejects.toMatchObject({ code: 'file-damaged' })
  expect(readFileSync(path, 'utf8')).toBe(text)
})
