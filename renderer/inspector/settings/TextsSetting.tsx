import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#renderer/ui/Button.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import { SettingNotes } from './SettingNotes.tsx'
import type { SettingProps } from './setting-props.ts'

export function TextsSetting({ entry, value, onChange, problem }: SettingProps) {
  const { t } = useTranslation('inspector')
  const given = value ?? entry.default
  const texts = Array.isArray(given) ? given.map(String) : []
  return (
    <div className="setting-section">
      <div className="setting-heading">{entry.label}</div>
      <div className="setting-rows">
        {texts.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: texts may be the same, and a place is what one edits
          <div className="setting-row" key={index}>
            <TextField
              label={t('texts.item', { label: entry.label, number: index + 1 })}
              isLabelHidden
              value={text}
              onChange={(next) => onChange(texts.with(index, next))}
            />
            <IconButton
              label={t('texts.remove', { text: text === '' ? index + 1 : text })}
              icon={X}
              onPress={() => onChange(texts.toSpliced(index, 1))}
            />
          </div>
        ))}
      </div>
      <div>
        <Button variant="plain" size="small" icon={Plus} onPress={() => onChange([...texts, ''])}>
          {t('texts.add')}
        </Button>
      </div>
      <SettingNotes help={entry.help} problem={problem} />
    </div>
  )
}
