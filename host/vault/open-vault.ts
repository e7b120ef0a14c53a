import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { SettingsError } from '#core/kit/errors.ts'
import { type AskPassphrase, createFileVault } from './file-vault.ts'
import { createKeychainVault, keychainProblem } from './keychain-vault.ts'
import type { Vault } from './vault.ts'

export interface VaultSetup {
  readonly dataFolder: string
  /** Usually `process.env`: SLUICE_PASSPHRASE opens the file vault, SLUICE_VAULT=file leaves the keychain alone. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Asks the person at the screen; absent where there is none. `keychainProblem` says why the keychain is not used. */
  readonly askPassphrase?: (question: { readonly isNew: boolean; readonly keychainProblem: string }) => Promise<string>
}

/** The keychain where there is one that works, else the encrypted file. Secrets are never kept in plain text. */
export async function openVault({ dataFolder, environment, askPassphrase }: VaultSetup): Promise<Vault> {
  const path = join(dataFolder, 'vault.json')
  const problem = environment.SLUICE_VAULT === 'file' ? 'SLUICE_VAULT asks for the file vault.' : await keychainProblem()

  const ask: AskPassphrase = async ({ isNew }) => {
    if (environment.SLUICE_PASSPHRASE) return environment.SLUICE_PASSPHRASE
    const question = { isNew, keychainProblem: problem ?? 'This secret is still in the file vault.' }
    if (askPassphrase) return askPassphrase(question)
    throw new SettingsError(`The credentials cannot be opened: ${question.keychainProblem}`, {
      code: 'passphrase-needed',
      hint: 'Set SLUICE_PASSPHRASE to the passphrase of the vault, or run where the keychain can be used.',
    })
  }

  const file = createFileVault({ path, askPassphrase: ask })
  if (problem !== undefined) return file
  return (await exists(path)) ? withOlderFile(createKeychainVault(), file) : createKeychainVault()
}

/** A keychain that came after the file: what is not in it yet is still found in the file, where nothing is deleted unasked. */
export function withOlderFile(keychain: Vault, file: Vault): Vault {
  return {
    kind: keychain.kind,
    get: async (connectionId, field) => (await keychain.get(connectionId, field)) ?? file.get(connectionId, field),
    set: (connectionId, field, value) => keychain.set(connectionId, field, value),
    delete: async (connectionId, field) => {
      const fromFile = await file.delete(connectionId, field)
      return (await keychain.delete(connectionId, field)) || fromFile
    },
    has: async (connectionId, field) => (await keychain.has(connectionId, field)) || file.has(connectionId, field),
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch {
    return false
  }
}
