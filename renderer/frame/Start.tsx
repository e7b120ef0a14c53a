import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppInfo } from '#core/contract/app.ts'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { DamageScreen } from './DamageScreen.tsx'
import { useLive } from './live.ts'
import { liveInfo } from './lives.ts'
import './Start.css'
import { VaultScreen } from './VaultScreen.tsx'

/** What must be settled before anything can be relied on: a host that answers, a vault, a journal. Two of them can be put off. */
export function Start({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('frame')
  const asked = useLive(liveInfo)
  const [putOff, setPutOff] = useState<readonly string[]>([])
  const later = (what: string) => setPutOff((before) => [...before, what])
  const info = asked.result
  if (!info) {
    return (
      <main className="start">
        {asked.kind === 'failed' ? <Failing error={asked.error} onRetry={liveInfo.refresh} /> : <Loading label={t('start.loading')} />}
      </main>
    )
  }
  switch (firstHurdle(info, putOff)) {
    case 'damage':
      return info.damage && <DamageScreen damage={info.damage} onLater={() => later('damage')} />
    case 'vault':
      return info.vault.state !== 'open' && <VaultScreen vault={info.vault} onLater={() => later('vault')} />
    default:
      return children
  }
}

function firstHurdle({ damage, vault }: AppInfo, putOff: readonly string[]): 'damage' | 'vault' | null {
  if (damage && !putOff.includes('damage')) return 'damage'
  if (vault.state !== 'open' && !putOff.includes('vault')) return 'vault'
  return null
}
