import { SettingsError } from '#core/kit/errors.ts'
import { withFileLock } from './file-lock.ts'
import { deriveKey, newScryptCost, type ScryptCost, seal, unseal } from './seal.ts'
import { secretName, type Vault } from './vault.ts'
import { checkName, checkText, emptyVaultDocument, readVaultDocument, type VaultDocument, withEntry } from './vault-document.ts'
import { writePrivateFile } from './write-private-file.ts'

/** Gives the passphrase of the vault. `isNew`: there is no vault yet, so it should be typed twice. */
export type AskPassphrase = (question: { readonly isNew: boolean }) => Promise<string>

const shortestPassphrase = 8

/** An encrypted file for machines without a keychain. The passphrase is asked for once, when a secret is first needed. */
export function createFileVault({ path, askPassphrase }: { readonly path: string; readonly askPassphrase: AskPassphrase }): Vault {
  /** What a file that does not exist yet will be made with; kept, so that the passphrase of a new vault is asked for once. */
  const draft = newScryptCost()
  let known: { readonly salt: string; readonly key: Promise<Buffer> } | undefined

  /** One question for everybody who waits; a wrong answer is forgotten, so that the next call asks again. */
  function keyFor(document: VaultDocument | undefined, cost: ScryptCost): Promise<Buffer> {
    if (known?.salt === cost.salt) return known.key
    const key = unlock(document, cost)
    const own = { salt: cost.salt, key }
    known = own
    key.catch(() => {
      if (known === own) known = undefined
    })
    return key
  }

  async function unlock(document: VaultDocument | undefined, cost: ScryptCost): Promise<Buffer> {
    const isNew = document === undefined
    const passphrase = await askPassphrase({ isNew })
    if (isNew && passphrase.length < shortestPassphrase) {
      throw new SettingsError(
        `The passphrase for the vault has ${passphrase.length} characters; at least ${shortestPassphrase} are needed.`,
        {
          code: 'passphrase-too-short',
        },
      )
    }
    const key = await deriveKey(passphrase, cost)
    if (!isNew && unseal(document.check, checkName, key) !== checkText) {
      throw new SettingsError('The passphrase does not open the vault.', {
        code: 'passphrase-wrong',
        hint: `Use the passphrase the vault was made with. If it is lost, move ${path} away and enter the credentials of your connections again.`,
      })
    }
    return key
  }

  async function change(next: (document: VaultDocument, key: Buffer) => VaultDocument): Promise<void> {
    // The question comes before the lock: nobody should hold it while a person thinks.
    await open()
    await withFileLock(path, async () => {
      const { document, key } = await open()
      await writePrivateFile(path, `${JSON.stringify(next(document, key), null, 2)}\n`)
    })
  }

  async function open(): Promise<{ readonly document: VaultDocument; readonly key: Buffer }> {
    const found = await readVaultDocument(path)
    const cost = found?.scrypt ?? draft
    const key = await keyFor(found, cost)
    return { document: found ?? emptyVaultDocument(cost, key), key }
  }

  return {
    kind: 'file',
    async get(connectionId, field) {
      const name = secretName(connectionId, field)
      const entry = (await readVaultDocument(path))?.entries.find((one) => one.name === name)
      if (!entry) return undefined
      const { key } = await open()
      const text = unseal(entry.sealed, name, key)
      if (text !== undefined) return text
      throw new SettingsError(`The secret "${field}" in the vault is damaged.`, {
        code: 'secret-damaged',
        hint: 'Enter it again in the connection.',
        facts: { connectionId, field },
      })
    },
    set: (connectionId, field, value) => {
      const name = secretName(connectionId, field)
      return change((document, key) => withEntry(document, name, seal(value, name, key)))
    },
    async delete(connectionId, field) {
      const name = secretName(connectionId, field)
      const isThere = (await readVaultDocument(path))?.entries.some((one) => one.name === name) ?? false
      if (isThere) await change((document) => withEntry(document, name, undefined))
      return isThere
    },
    async has(connectionId, field) {
      const name = secretName(connectionId, field)
      return (await readVaultDocument(path))?.entries.some((one) => one.name === name) ?? false
    },
  }
}
