import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { AppInfo } from '#core/contract/app.ts'
import { SettingsError } from '#core/kit/errors.ts'
import { createFileVault } from '#host/vault/file-vault.ts'
import { createKeychainVault, keychainProblem } from '#host/vault/keychain-vault.ts'
import { withOlderFile } from '#host/vault/open-vault.ts'
import type { Vault } from '#host/vault/vault.ts'

/** The vault of a service: there from the start, usable once it is open. Reading from a locked one throws `vault-locked`. */
export interface ServiceVault extends Vault {
  state(): AppInfo['vault']
  isOpen(): boolean
  /** @throws SettingsError `passphrase-wrong` or `passphrase-too-short` */
  unlock(passphrase: string): Promise<void>
}

/** A locked keychain asks the person; starting does not wait for the answer longer than this, and goes on without it. */
const startPatienceMs = 3_000
const keychainLimitMs = 120_000
const late = Symbol('late')

/** Opens silently what can be opened silently: the keychain, or the file with SLUICE_PASSPHRASE. Never throws. */
export async function openServiceVault({
  dataFolder,
  environment,
  findKeychainProblem = keychainProblem,
  onChanged = () => undefined,
}: {
  readonly dataFolder: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Why the keychain cannot be used; the real one is asked when absent. */
  readonly findKeychainProblem?: (patienceMs: number) => Promise<string | undefined>
  /** The keychain has answered after all. */
  readonly onChanged?: () => void
}): Promise<ServiceVault> {
  const path = join(dataFolder, 'vault.json')
  let problem: string | undefined = 'Credentials are kept in an encrypted file.'
  let opened: Vault | undefined
  let failure: string | undefined

  const fileWith = (passphrase: string | undefined) =>
    createFileVault({
      path,
      askPassphrase: async () => {
        if (passphrase === undefined) throw lockedError()
        return passphrase
      },
    })

  async function openFile(passphrase: string): Promise<void> {
    const candidate = fileWith(passphrase)
    // Writing is what asks for the key: a wrong passphrase is found out here, and a vault that is not there yet is made.
    await candidate.set('vault', 'opened', 'opened')
    await candidate.delete('vault', 'opened')
    opened = problem === undefined ? withOlderFile(createKeychainVault(), candidate) : candidate
  }

  const state = (): AppInfo['vault'] => {
    if (opened) return { state: 'open', kind: opened.kind }
    const reason = failure ?? problem ?? ''
    return { state: existsSync(path) ? 'locked' : 'new', problem: reason }
  }

  const openKeychain = () => {
    problem = undefined
    opened = existsSync(path) ? withOlderFile(createKeychainVault(), fileWith(environment.SLUICE_PASSPHRASE)) : createKeychainVault()
  }

  if (environment.SLUICE_VAULT !== 'file') {
    const asking = findKeychainProblem(keychainLimitMs)
    const found = await inTime(asking, startPatienceMs)
    if (found === late) {
      problem = 'The keychain of this computer has not answered yet; it may be waiting to be unlocked.'
      void asking.then((answer) => {
        if (opened) return
        if (answer === undefined) openKeychain()
        else problem = answer
        onChanged()
      })
    } else if (found === undefined) openKeychain()
    else problem = found
  }
  if (opened === undefined && environment.SLUICE_PASSPHRASE) {
    await openFile(environment.SLUICE_PASSPHRASE).catch((error: unknown) => {
      failure = error instanceof Error ? error.message : String(error)
    })
  }

  const open = (): Vault => {
    if (opened) return opened
    throw lockedError()
  }
  return {
    get kind() {
      return opened?.kind ?? 'file'
    },
    get: async (connectionId, field) => open().get(connectionId, field),
    set: async (connectionId, field, value) => open().set(connectionId, field, value),
    delete: async (connectionId, field) => open().delete(connectionId, field),
    has: async (connectionId, field) => open().has(connectionId, field),
    state,
    isOpen: () => opened !== undefined,
    async unlock(passphrase) {
      await openFile(passphrase)
      failure = undefined
    },
  }
}

async function inTime<T>(answer: Promise<T>, patienceMs: number): Promise<T | typeof late> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), patienceMs)
  })
  try {
    return await Promise.race([answer, patience])
  } finally {
    clearTimeout(timer)
  }
}

function lockedError(): SettingsError {
  return new SettingsError('The credentials are locked.', {
    code: 'vault-locked',
    hint: 'Enter the passphrase of the vault; choose one if there is none yet.',
  })
}
