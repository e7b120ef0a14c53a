import { useTranslation } from 'react-i18next'
import { useLive } from './live.ts'
import { liveInfo } from './lives.ts'
import { StatusConnections } from './StatusConnections.tsx'
import { StatusRuns } from './StatusRuns.tsx'
import { StatusSchedule } from './StatusSchedule.tsx'
import './StatusBar.css'
import { useHostGone } from './connected.ts'

/** One line about everything that goes on without being looked at. */
export function StatusBar() {
  const { t } = useTranslation('frame')
  const isGone = useHostGone()
  const vault = useLive(liveInfo).result?.vault
  const damage = useLive(liveInfo).result?.damage
  return (
    <footer className="status-bar">
      <StatusConnections />
      <StatusSchedule />
      <StatusRuns />
      <span className="status-bar-gap" />
      {damage && <span className="status-bar-warning">{t('status.damage')}</span>}
      {vault && vault.state !== 'open' && <span className="status-bar-warning">{t('status.vault')}</span>}
      <span className={isGone ? 'status-bar-warning' : 'status-bar-item'} role="status">
        {t(isGone ? 'status.gone' : 'status.connected')}
      </span>
    </footer>
  )
}
