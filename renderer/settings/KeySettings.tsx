import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { commandMenus } from '#core/contract/commands.ts'
import { commandLabel, menuLabel } from '#renderer/commands/command-label.ts'
import { commandsOf } from '#renderer/commands/registry.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import { KeyRow } from './KeyRow.tsx'
import './KeySettings.css'
import { changePreferences, usePreferences } from './preferences.ts'
import { SettingsSection } from './SettingsSection.tsx'

const keysOfUser = ({ keys }: { readonly keys: Readonly<Record<string, string>> }) => keys

/** Every command with its keys, to change, to take away and to put back. */
export function KeySettings() {
  const { t } = useTranslation('settings')
  const chosen = usePreferences(keysOfUser)
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  return (
    <SettingsSection title={t('keys.title')} text={t('keys.text')}>
      <div className="key-settings-head">
        <SearchField label={t('keys.search')} value={text} onChange={setText} />
        <Button isDisabled={Object.keys(chosen).length === 0} onPress={() => changePreferences({ keys: {} })}>
          {t('keys.reset-all')}
        </Button>
      </div>
      {commandMenus.map((menu) => {
        const entries = commandsOf(menu).filter((entry) => !entry.takes && commandLabel(entry).toLowerCase().includes(wanted))
        return (
          entries.length > 0 && (
            <div key={menu}>
              <h3 className="key-settings-group">{menuLabel(menu)}</h3>
              <ul className="key-settings-list">
                {entries.map((entry) => (
                  <KeyRow key={entry.id} entry={entry} chosen={chosen} />
                ))}
              </ul>
            </div>
          )
        )
      })}
    </SettingsSection>
  )
}
