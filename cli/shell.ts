import { homedir } from 'node:os'
import { connectors } from '#connectors/index.ts'
import type { Clock } from '#core/kit/ports.ts'
import { type BindingStore, openBindingStore } from '#host/connections/binding-store.ts'
import { type ConnectionStore, openConnectionStore } from '#host/connections/connection-store.ts'
import { createDataFolder, locateDataFolder } from '#host/data-folder/locate.ts'
import { type Journal, openJournal } from '#host/journal/open-journal.ts'
import { type ConnectionTokens, createConnectionTokens } from '#host/oauth/connection-tokens.ts'
import { openVault } from '#host/vault/open-vault.ts'
import type { Vault } from '#host/vault/vault.ts'
import type { Asking } from './ask.ts'
import type { Output } from './output/style.ts'

/** What every command works with. Opened when first asked for, so that `--help` touches nothing. */
export interface Shell {
  readonly output: Output
  readonly asking: Asking
  readonly clock: Clock
  /** Aborted by Ctrl+C and by SIGTERM. */
  readonly signal: AbortSignal
  dataFolder(): string
  /** For looking: a run in another process may be writing to it. */
  journal(): Journal
  connections(): Promise<ConnectionStore>
  bindings(): BindingStore
  vault(): Promise<Vault>
  /** Signing in and access tokens, for systems that speak OAuth. */
  tokens(): Promise<ConnectionTokens>
  /** What the process answers when the command has ended. */
  exitWith(code: number): void
}

export function createShell({
  output,
  asking,
  clock,
  signal,
  environment,
  exitWith,
}: Pick<Shell, 'output' | 'asking' | 'clock' | 'signal' | 'exitWith'> & { readonly environment: NodeJS.ProcessEnv }): Shell {
  const dataFolder = once(() => {
    const folder = locateDataFolder({ platform: process.platform, environment, home: homedir() })
    createDataFolder(folder)
    return folder
  })
  const vault = once(() =>
    openVault({
      dataFolder: dataFolder(),
      environment,
      askPassphrase: asking.isInteractive
        ? ({ isNew, keychainProblem }) => askPassphrase(asking, output, { isNew, keychainProblem })
        : undefined,
    }),
  )
  const connections = once(async () => openConnectionStore({ dataFolder: dataFolder(), vault: await vault(), clock }))
  return {
    ...{ output, asking, clock, signal, dataFolder, vault, connections, exitWith },
    journal: once(() => openJournal({ folder: dataFolder(), clock, role: 'guest' })),
    tokens: once(async () => {
      const store = await connections()
      return createConnectionTokens({ connectors, get: (id) => store.get(id), vault: await vault(), clock })
    }),
    bindings: once(() => openBindingStore({ dataFolder: dataFolder() })),
  }
}

async function askPassphrase(
  asking: Asking,
  output: Output,
  { isNew, keychainProblem }: { readonly isNew: boolean; readonly keychainProblem: string },
): Promise<string> {
  output.aside(`${keychainProblem} Credentials are kept in a file encrypted with a passphrase of yours.`)
  const passphrase = await asking.secret(isNew ? 'Choose a passphrase:' : 'Passphrase:', 'passphrase')
  if (isNew && (await asking.secret('Once more:', 'passphrase')) !== passphrase) {
    output.aside('The two are not the same.')
    return askPassphrase(asking, output, { isNew, keychainProblem })
  }
  return passphrase
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
