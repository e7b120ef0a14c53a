import { useTranslation } from 'react-i18next'
import type { Preferences } from '#core/contract/app.ts'
import { RadioGroup } from '#renderer/ui/RadioGroup.tsx'
import { Select } from '#renderer/ui/Select.tsx'
import { changePreferences, usePreferences } from './preferences.ts'
import { SettingsSection } from './SettingsSection.tsx'

const languageOf = ({ language }: Preferences) => language
const themeOf = ({ theme }: Preferences) => theme

const themes = ['system', 'light', 'dark'] as const
const languageChoices = ['system', 'en', 'nl'] as const

export function LookSettings() {
  const { t } = useTranslation('settings')
  const language = usePreferences(languageOf)
  const theme = usePreferences(themeOf)
  return (
    <SettingsSection title={t('look.title')}>
      <Select
        label={t('look.language')}
        items={languageChoices.map((id) => ({ id, label: t(`look.language-${id}`) }))}
        selected={language}
        onSelect={(id) => changePreferences({ language: languageChoices.find((one) => one === id) ?? 'system' })}
      />
      <RadioGroup
        label={t('look.theme')}
        layout="row"
        items={themes.map((id) => ({ id, label: t(`look.theme-${id}`) }))}
        selected={theme}
        onSelect={(id) => changePreferences({ theme: themes.find((one) => one === id) ?? 'system' })}
      />
    </SettingsSection>
  )
}
