import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createMemoryVault } from '#tests/support/memory-vault.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { openVault, withOlderFile } from './open-vault.ts'

describe('without a keychain', () => {
  it('secrets go into the encrypted file, under the passphrase of the environment', async () => {
    const environment = { SLUICE_VAULT: 'file', SLUICE_PASSPHRASE: 'koffie op de gracht' }
    const dataFolder = temporaryFolder()
    const vault = await openVault({ dataFolder, environment })
    await vault.set('till', 'apiKey', 'x')
    expect([vault.kind, await (await openVault({ dataFolder, environment })).get('till', 'apiKey')]).toEqual(['file', 'x'])
  })

  it('and without a passphrase nothing is stored, least of all in plain text', async () => {
    const dataFolder = temporaryFolder()
    const vault = await openVault({ dataFolder, environment: { SLUICE_VAULT: 'file' } })
    await expect(vault.set('till', 'apiKey', 'CANARY')).rejects.toMatchObject({ code: 'passphrase-needed', fix: 'user' })
    expect(readdirSync(dataFolder)).toEqual([])
  })

  it('the person is told why a passphrase is asked for', async () => {
    const reasons: string[] = []
    const vault = await openVault({
      dataFolder: temporaryFolder(),
      environment: { SLUICE_VAULT: 'file' },
      askPassphrase: async ({ keychainProblem }) => {
        reasons.push(keychainProblem)
        return 'koffie op de gracht'
      },
    })
    await vault.set('till', 'apiKey', 'x')
    expect(reasons).toEqual(['SLUICE_VAULT asks for the file vault.'])
  })
})

describe('a keychain that came after the file', () => {
  it('still finds what is only in the file', async () => {
    const [keychain, file] = [createMemoryVault(), createMemoryVault()]
    await file.set('till', 'apiKey', 'from the file')
    expect(await withOlderFile(keychain, file).get('till', 'apiKey')).toBe('from the file')
  })

  it('takes what is new and leaves the file as it is', async () => {
    const [keychain, file] = [createMemoryVault(), createMemoryVault()]
    await withOlderFile(keychain, file).set('till', 'apiKey', 'new')
    expect([keychain.contents.size, file.contents.size]).toEqual([1, 0])
  })

  it('forgets a secret in both', async () => {
    const [keychain, file] = [createMemoryVault(), createMemoryVault()]
    await file.set('till', 'apiKey', 'old')
    await keychain.set('till', 'apiKey', 'new')
    await withOlderFile(keychain, file).delete('till', 'apiKey')
    expect([keychain.contents.size, file.contents.size]).toEqual([0, 0])
  })
})
