import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { openServiceVault } from './service-vault.ts'

const none = async () => 'There is no keychain on this computer.'
const passphrase = 'correct horse battery'

describe('the vault of a service', () => {
  it('without a keychain is new, then locked, each with the reason', async () => {
    const dataFolder = temporaryFolder()
    const vault = await openServiceVault({ dataFolder, environment: {}, findKeychainProblem: none })
    expect(vault.state()).toEqual({ state: 'new', problem: 'There is no keychain on this computer.' })
    await expect(vault.get('a', 'key')).rejects.toMatchObject({ code: 'vault-locked' })
    await vault.unlock(passphrase)
    await vault.set('a', 'key', 'k1')
    expect(vault.state()).toEqual({ state: 'open', kind: 'file' })

    const again = await openServiceVault({ dataFolder, environment: {}, findKeychainProblem: none })
    expect(again.state()).toMatchObject({ state: 'locked' })
    await expect(again.unlock('something else')).rejects.toMatchObject({ code: 'passphrase-wrong' })
    expect(again.isOpen()).toBe(false)
    await again.unlock(passphrase)
    expect(await again.get('a', 'key')).toBe('k1')
  })

  it('stays locked and says why when SLUICE_PASSPHRASE is another one', async () => {
    const dataFolder = temporaryFolder()
    const vault = await openServiceVault({ dataFolder, environment: { SLUICE_PASSPHRASE: passphrase }, findKeychainProblem: none })
    expect(vault.isOpen()).toBe(true)
    const wrong = await openServiceVault({ dataFolder, environment: { SLUICE_PASSPHRASE: 'another one' }, findKeychainProblem: none })
    expect(wrong.state()).toEqual({ state: 'locked', problem: 'The passphrase does not open the vault.' })
  })

  it('does not wait for a keychain that asks the person, and opens when it answers after all', async () => {
    let answer: (problem: string | undefined) => void = () => undefined
    const asked = new Promise<string | undefined>((resolve) => {
      answer = resolve
    })
    const dataFolder = temporaryFolder()
    let tell: () => void = () => undefined
    const changed = new Promise<void>((resolve) => {
      tell = resolve
    })
    const vault = await openServiceVault({ dataFolder, environment: {}, findKeychainProblem: () => asked, onChanged: () => tell() })
    expect(vault.state()).toMatchObject({ state: 'new', problem: expect.stringContaining('not answered yet') })
    answer(undefined)
    await changed
    expect(vault.state()).toEqual({ state: 'open', kind: 'keychain' })
  })
})
