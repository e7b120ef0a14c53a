import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'
import { createFileVault } from './file-vault.ts'

const passphrase = 'CANARY koffie op de gracht'

function setUp({ folder = temporaryFolder(), answer = passphrase }: { readonly folder?: string; readonly answer?: string } = {}) {
  const path = join(folder, 'vault.json')
  const questions: boolean[] = []
  const vault = createFileVault({
    path,
    askPassphrase: async ({ isNew }) => {
      questions.push(isNew)
      return answer
    },
  })
  return { folder, path, questions, vault }
}

describe('a secret', () => {
  it.each([
    ['short', 'x'],
    ['empty', ''],
    ['in any script', 'wächtwoord ☕ 合言葉'],
    ['of a megabyte', 'geheim '.repeat(150_000)],
  ])('comes back as it went in: %s', async (_what, secret) => {
    const { vault, folder } = setUp()
    await vault.set('till', 'apiKey', secret)
    expect(await setUp({ folder }).vault.get('till', 'apiKey')).toBe(secret)
  })

  it('that was never stored is not there, and nobody is asked for a passphrase', async () => {
    const { vault, questions } = setUp()
    expect([await vault.get('till', 'apiKey'), await vault.has('till', 'apiKey'), questions]).toEqual([undefined, false, []])
  })

  it('replaces the one before', async () => {
    const { vault } = setUp()
    await vault.set('till', 'apiKey', 'old')
    await vault.set('till', 'apiKey', 'new')
    expect(await vault.get('till', 'apiKey')).toBe('new')
  })

  it('can be taken out, once', async () => {
    const { vault } = setUp()
    await vault.set('till', 'apiKey', 'x')
    expect([await vault.delete('till', 'apiKey'), await vault.delete('till', 'apiKey'), await vault.has('till', 'apiKey')]).toEqual([
      true,
      false,
      false,
    ])
  })
})

describe('the file', () => {
  it('holds no secret and no passphrase in any readable form', async () => {
    const { vault, folder } = setUp()
    await vault.set('till', 'apiKey', 'CANARY-secret-81')
    const everything = readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('')
    expect(everything).not.toMatch(/CANARY|Q0FOQVJZ/)
  })

  it.skipIf(process.platform === 'win32')('can be read by this user only', async () => {
    const { vault, path } = setUp()
    await vault.set('till', 'apiKey', 'x')
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('never seals the same secret the same way twice', async () => {
    const { vault, path } = setUp()
    await vault.set('till', 'one', 'same')
    await vault.set('till', 'two', 'same')
    const { entries } = JSON.parse(readFileSync(path, 'utf8')) as { entries: { sealed: { nonce: string; data: string } }[] }
    expect(new Set(entries.flatMap(({ sealed }) => [sealed.nonce, sealed.data])).size).toBe(4)
  })

  it('leaves no temporary file or lock behind', async () => {
    const { vault, folder } = setUp()
    await vault.set('till', 'apiKey', 'x')
    expect(readdirSync(folder)).toEqual(['vault.json'])
  })

  it.each([
    ['empty', ''],
    ['cut short', '{"format":"sluice-vault","ver'],
    ['of another format', '{"format":"other","version":1}'],
  ])('that is damaged is refused and stays as it is: %s', async (_what, text) => {
    const { vault, path } = setUp()
    writeFileSync(path, text)
    await expect(vault.set('till', 'apiKey', 'x')).rejects.toMatchObject({ code: 'vault-damaged' })
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  it('whose key was made cheap by somebody is refused', async () => {
    const { vault, path } = setUp()
    await vault.set('till', 'apiKey', 'x')
    writeFileSync(path, readFileSync(path, 'utf8').replace('131072', '2'))
    await expect(setUp({ folder: join(path, '..') }).vault.get('till', 'apiKey')).rejects.toMatchObject({ code: 'vault-damaged' })
  })

  it('whose entries were swapped gives neither', async () => {
    const { vault, path, folder } = setUp()
    await vault.set('till', 'one', 'first')
    await vault.set('till', 'two', 'second')
    writeFileSync(path, readFileSync(path, 'utf8').replace('till/one', 'till/three').replace('till/two', 'till/one'))
    await expect(setUp({ folder }).vault.get('till', 'one')).rejects.toMatchObject({ code: 'secret-damaged' })
  })
})

describe('the passphrase', () => {
  it('is asked for once, however many wait for it', async () => {
    const { vault, questions } = setUp()
    await Promise.all(['a', 'b', 'c'].map((field) => vault.set('till', field, field)))
    expect(questions).toEqual([true])
  })

  it('opens the vault only if it is the right one', async () => {
    const { folder } = setUp()
    await setUp({ folder }).vault.set('till', 'apiKey', 'x')
    await expect(setUp({ folder, answer: 'CANARY something else' }).vault.get('till', 'apiKey')).rejects.toMatchObject({
      code: 'passphrase-wrong',
      message: 'The passphrase does not open the vault.',
    })
  })

  it('that was wrong is asked for again', async () => {
    const { folder, path } = setUp()
    await setUp({ folder }).vault.set('till', 'apiKey', 'x')
    const answers = ['typing error', passphrase]
    const vault = createFileVault({ path, askPassphrase: async () => answers.shift() ?? '' })
    await vault.get('till', 'apiKey').catch(() => undefined)
    expect(await vault.get('till', 'apiKey')).toBe('x')
  })

  it('of a new vault must not be short', async () => {
    const { vault, folder } = setUp({ answer: 'kort' })
    await expect(vault.set('till', 'apiKey', 'x')).rejects.toMatchObject({ code: 'passphrase-too-short' })
    expect(readdirSync(folder)).toEqual([])
  })
})

it('keeps what several writers store at the same time', async () => {
  const { folder } = setUp()
  await setUp({ folder }).vault.set('till', 'first', 'first')
  // Each vault is what another process would have: its own key, its own view of the file.
  await Promise.all(Array.from({ length: 6 }, (_, index) => setUp({ folder }).vault.set('till', `field-${index}`, `value-${index}`)))
  const { vault } = setUp({ folder })
  const values = await Promise.all(Array.from({ length: 6 }, (_, index) => vault.get('till', `field-${index}`)))
  expect(values).toEqual(Array.from({ length: 6 }, (_, index) => `value-${index}`))
})
