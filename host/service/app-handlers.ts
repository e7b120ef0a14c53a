import type { AppInfo, Catalogue, Notice, Preferences } from '#core/contract/app.ts'
import type { Handlers } from '#core/contract/dispatch.ts'
import type { KnownParts } from '#core/flow/check.ts'
import { describeConnector, describeNode } from '#core/kit/describe.ts'
import type { Emit } from './events.ts'
import type { Notices } from './notices.ts'
import type { PreferenceStore } from './preferences.ts'
import type { ServiceVault } from './service-vault.ts'

type AppHandlers = Pick<Handlers, Extract<keyof Handlers, `app:${string}`>>

export function createAppHandlers({
  info,
  known,
  preferences,
  vault,
  notices,
  onUnlocked,
  acceptDamage,
  openExternal,
  emit,
}: {
  readonly info: () => Promise<AppInfo>
  readonly known: KnownParts
  readonly preferences: PreferenceStore
  readonly vault: ServiceVault
  readonly notices: Notices
  /** What waited for the credentials goes on. */
  readonly onUnlocked: () => void
  readonly acceptDamage: () => void
  readonly openExternal: (url: string) => Promise<boolean>
  readonly emit: Emit
}): AppHandlers {
  const catalogue: Catalogue = {
    nodes: Object.values(known.nodes).map(describeNode),
    connectors: Object.values(known.connectors).map(describeConnector),
  }
  return {
    'app:info': info,
    'app:catalogue': () => catalogue,
    'app:preferences': () => preferences.current(),
    'app:change-preferences': async (changes) => {
      const changed: Preferences = await preferences.change(changes)
      emit('app:preferences-changed', changed)
      return changed
    },
    'app:unlock-vault': async ({ passphrase }) => {
      await vault.unlock(passphrase)
      onUnlocked()
      return info()
    },
    'app:accept-damage': () => {
      acceptDamage()
      return info()
    },
    'app:open-external': async ({ url }) => ({ opened: await openExternal(url) }),
    'app:notices': (): readonly Notice[] => notices.list(),
    'app:dismiss-notice': ({ id }) => notices.dismiss(id),
  }
}
