import { Delete, RotateCcw } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommandEntry } from '#core/contract/commands.ts'
import { commandLabel } from '#renderer/commands/command-label.ts'
import { changedKeys, conflictOf } from '#renderer/commands/key-choices.ts'
import { keyNames } from '#renderer/commands/keys.ts'
import { isMac } from '#renderer/commands/listen-keys.ts'
import { shownKeys } from '#renderer/commands/shown-keys.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Keys } from '#renderer/ui/Keys.tsx'
import { changePreferences } from './preferences.ts'

export interface KeyRowProps {
  readonly entry: CommandEntry
  readonly chosen: Readonly<Record<string, string>>
}

/** A command and its keys. Press the keys' button, then the keys. */
export function KeyRow({ entry, chosen }: KeyRowProps) {
  const { t } = useTranslation('settings')
  const [isListening, setListening] = useState(false)
  const keys = shownKeys(entry, chosen)
  const conflict = conflictOf(entry, chosen, isMac)
  const label = commandLabel(entry)
  const change = (next: string | null) => changePreferences({ keys: changedKeys(chosen, entry, next) })

  const listen = (event: KeyboardEvent) => {
    if (!isListening || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') {
      setListening(false)
      return
    }
    const [name] = keyNames({ ...pressed(event), isAltGraph: event.getModifierState('AltGraph') }, isMac)
    if (name === undefined) return
    setListening(false)
    change(name)
  }

  return (
    <li className="key-row">
      <span className="key-row-label">
        {label}
        {conflict && <span className="key-row-conflict">{t('keys.conflict', { other: commandLabel(conflict) })}</span>}
      </span>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: hears the keys pressed while its button listens */}
      <span onKeyDownCapture={listen} onBlur={() => setListening(false)}>
        <Button
          size="small"
          variant={isListening ? 'primary' : 'plain'}
          className="key-row-keys"
          onPress={() => setListening(!isListening)}
        >
          {isListening ? (
            t('keys.listening')
          ) : (
            <>
              <span className="only-read">{t('keys.change', { command: label })} </span>
              {keys ? <Keys keys={keys} /> : <span className="key-row-none">{t('keys.none')}</span>}
            </>
          )}
        </Button>
      </span>
      <IconButton label={t('keys.remove', { command: label })} icon={Delete} size="small" isDisabled={!keys} onPress={() => change('')} />
      <IconButton
        label={t('keys.reset', { command: label })}
        icon={RotateCcw}
        size="small"
        isDisabled={chosen[entry.id] === undefined}
        onPress={() => change(null)}
      />
    </li>
  )
}

function pressed({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent) {
  return { key, code, ctrlKey, metaKey, altKey, shiftKey }
}
