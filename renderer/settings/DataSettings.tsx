import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppInfo, Preferences } from '#core/contract/app.ts'
import { CopyValue } from '#renderer/ui/CopyValue.tsx'
import { NumberField } from '#renderer/ui/NumberField.tsx'
import { changePreferences, usePreferences } from './preferences.ts'
import { SettingsSection } from './SettingsSection.tsx'

const keepDaysOf = ({ keepDays }: Preferences) => keepDays

export function DataSettings({ info }: { readonly info: AppInfo | undefined }) {
  const { t } = useTranslation('settings')
  const keepDays = usePreferences(keepDaysOf)
  const [isEmpty, setEmpty] = useState(false)
  const change = (days: number | null) => {
    setEmpty(days === null)
    if (days !== null) changePreferences({ keepDays: days })
  }
  return (
    <SettingsSection title={t('data.title')}>
      <NumberField
        label={t('data.keep')}
        help={t('data.keep-help')}
        value={isEmpty ? null : keepDays}
        onChange={change}
        minimum={1}
        maximum={3_650}
        problem={isEmpty ? t('data.keep-problem') : undefined}
      />
      {info && (
        <dl className="settings-section-facts">
          <dt>{t('data.folder')}</dt>
          <dd>
            <CopyValue value={info.dataFolder} isWrapped />
          </dd>
          <dt>{t('data.vault')}</dt>
          <dd>{info.vault.state === 'open' ? t(`data.vault-${info.vault.kind}`) : t(`data.vault-${info.vault.state}`)}</dd>
          <dt>{t('data.zone')}</dt>
          <dd>{info.timeZone}</dd>
        </dl>
      )}
    </SettingsSection>
  )
}
