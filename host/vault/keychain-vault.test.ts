import { describe, expect, it } from 'vitest'
import { keychainSessionProblem, runWithKeychain } from '#tests/support/keychain-session.ts'

const problem = keychainSessionProblem()
if (problem !== undefined) console.warn(`Keychain tests are skipped: ${problem}.`)

const setUp = `
  import { AsyncEntry, findCredentialsAsync } from '@napi-rs/keyring'
  import { createKeychainVault, keychainProblem } from '#host/vault/keychain-vault.ts'
  import { openVault } from '#host/vault/open-vault.ts'
  const vault = createKeychainVault()
  const say = (value) => console.log(JSON.stringify(value))
  const accounts = async () => (await findCredentialsAsync('Sluice')).map(({ account }) => account)
`

describe.skipIf(problem !== undefined)('a real keychain', () => {
  it('keeps secrets under the name of their connection and field, and forgets them', () => {
    const seen = runWithKeychain(`${setUp}
      await vault.set('till', 'apiKey', 'wächtwoord ☕')
      const kept = await vault.get('till', 'apiKey')
      const names = await accounts()
      const deleted = [await vault.delete('till', 'apiKey'), await vault.delete('till', 'apiKey')]
      say({ kept, names, deleted, has: await vault.has('till', 'apiKey') })`)
    expect(seen).toEqual({ kept: 'wächtwoord ☕', names: ['till/apiKey'], deleted: [true, false], has: false })
  })

  it('keeps secrets longer than some keychains take, and leaves no part of them behind', () => {
    const seen = runWithKeychain(`${setUp}
      const long = 'token☕'.repeat(3_000)
      await vault.set('till', 'token', long)
      await vault.set('till', 'token', long + '!')
      const same = (await vault.get('till', 'token')) === long + '!'
      const longest = Math.max(...(await findCredentialsAsync('Sluice')).map(({ password }) => password.length))
      await vault.set('till', 'token', 'short')
      const names = await accounts()
      say({ same, isCut: longest <= 1_000, names, now: await vault.get('till', 'token') })`)
    expect(seen).toEqual({ same: true, isCut: true, names: ['till/token'], now: 'short' })
  })

  it('gives back a secret that looks like the mark of a long one', () => {
    const seen = runWithKeychain(`${setUp}
      await vault.set('till', 'apiKey', 'sluice-parts:deadbeef:3')
      say({ kept: await vault.get('till', 'apiKey') })`)
    expect(seen).toEqual({ kept: 'sluice-parts:deadbeef:3' })
  })

  it('is found working and chosen, and the probe leaves nothing behind', () => {
    const seen = runWithKeychain(`${setUp}
      const { kind } = await openVault({ dataFolder: process.env.HOME, environment: {} })
      say({ kind, names: await accounts() })`)
    expect(seen).toEqual({ kind: 'keychain', names: [] })
  })

  it('survives many who store at the same time', () => {
    const seen = runWithKeychain(`${setUp}
      const fields = Array.from({ length: 12 }, (_, index) => 'field-' + index)
      await Promise.all(fields.map((field) => vault.set('till', field, field)))
      const kept = await Promise.all(fields.map((field) => vault.get('till', field)))
      say({ kept: kept.filter((value, index) => value === fields[index]).length })`)
    expect(seen).toEqual({ kept: 12 })
  })
})

describe.skipIf(problem !== undefined)('a keychain that nobody unlocked', () => {
  it('is reported as a problem in words, in bounded time', () => {
    const seen = runWithKeychain(
      `${setUp}
      say({ problem: await keychainProblem(2_000) ?? 'none' })
      process.exit(0)`,
      { unlocked: false },
    )
    expect(seen).toEqual({ problem: expect.stringMatching(/^The keychain of this computer cannot be used: /) })
  })
})
