import type { Clock } from '#core/kit/ports.ts'
import type { ConnectionStore } from '#host/connections/connection-store.ts'
import type { Journal } from '#host/journal/open-journal.ts'
import type { Vault } from '#host/vault/vault.ts'
import type { Asking } from './ask.ts'
import type { Output } from './output/style.ts'

/** What every command works with; opened when first asked for, so that `--help` touches nothing. */
export interface Shell {
  readonly output: Output
  readonly asking: Asking
  readonly clock: Clock
  /** Aborted by Ctrl+C and by SIGTERM. */
  readonly signal: AbortSignal
  readonly dataFolder: () => string
  readonly journal: () => Journal
  readonly connections: () => ConnectionStore
  readonly vault: () => Promise<Vault>
}
