import { useTranslation } from 'react-i18next'
import { useLive } from '#renderer/frame/live.ts'
import { liveInfo } from '#renderer/frame/lives.ts'
import { AboutSettings } from './AboutSettings.tsx'
import { AppSettings } from './AppSettings.tsx'
import { DataSettings } from './DataSettings.tsx'
import { KeySettings } from './KeySettings.tsx'
import { LookSettings } from './LookSettings.tsx'
import './SettingsPage.css'

/** Everything that is chosen once for this computer. Changes take effect at once. */
export function SettingsPage() {
  const { t } = useTranslation('settings')
  const info = useLive(liveInfo).result
  return (
    <div className="settings-page">
      <h1 className="settings-page-title">{t('title')}</h1>
      <LookSettings />
      <AppSettings shell={info?.shell} />
      <DataSettings info={info} />
      <KeySettings />
      <AboutSettings info={info} />
    </div>
  )
}
