import { useTranslation } from 'react-i18next'
import type { AppInfo, Preferences } from '#core/contract/app.ts'
import { Switch } from '#renderer/ui/Switch.tsx'
import { changePreferences, usePreferences } from './preferences.ts'
import { SettingsSection } from './SettingsSection.tsx'

const notifyOf = ({ notifyFailures }: Preferences) => notifyFailures
const trayOf = ({ closeToTray }: Preferences) => closeToTray
const loginOf = ({ startAtLogin }: Preferences) => startAtLogin

/** How the program behaves around its window. Some of it only a desktop app can do; elsewhere that is said. */
export function AppSettings({ shell }: { readonly shell: AppInfo['shell'] | undefined }) {
  const { t } = useTranslation('settings')
  const notifies = usePreferences(notifyOf)
  const closesToTray = usePreferences(trayOf)
  const startsAtLogin = usePreferences(loginOf)
  const isDesktop = shell === 'electron'
  return (
    <SettingsSection title={t('app.title')} text={shell && !isDesktop ? t('app.web') : undefined}>
      <Switch
        label={t('app.notify')}
        help={t('app.notify-help')}
        isOn={notifies}
        onChange={(notifyFailures) => changePreferences({ notifyFailures })}
      />
      <Switch
        label={t('app.tray')}
        help={t('app.tray-help')}
        isOn={isDesktop && closesToTray}
        isDisabled={!isDesktop}
        onChange={(closeToTray) => changePreferences({ closeToTray })}
      />
      <Switch
        label={t('app.login')}
        help={t('app.login-help')}
        isOn={isDesktop && startsAtLogin}
        isDisabled={!isDesktop}
        onChange={(startAtLogin) => changePreferences({ startAtLogin })}
      />
    </SettingsSection>
  )
}
