import { useTranslation } from 'react-i18next'
import type { AppInfo } from '#core/contract/app.ts'
import { SettingsSection } from './SettingsSection.tsx'

export function AboutSettings({ info }: { readonly info: AppInfo | undefined }) {
  const { t } = useTranslation('settings')
  return (
    <SettingsSection title={t('about.title')}>
      <p>{t('about.text')}</p>
      {info && (
        <dl className="settings-section-facts">
          <dt>{t('about.version')}</dt>
          <dd>{info.version}</dd>
          <dt>{t('about.shell')}</dt>
          <dd>{t(`about.shell-${info.shell}`, { platform: info.platform })}</dd>
          <dt>{t('about.licence')}</dt>
          <dd>{t('about.mit')}</dd>
        </dl>
      )}
    </SettingsSection>
  )
}
