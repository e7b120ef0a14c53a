import { useTranslation } from 'react-i18next'
import { commandMenus } from '#core/contract/commands.ts'
import { go } from '#renderer/frame/route.ts'
import { usePreferences } from '#renderer/settings/preferences.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Keys } from '#renderer/ui/Keys.tsx'
import { commandLabel, menuLabel } from './command-label.ts'
import { hide } from './overlays.ts'
import { commandsOf } from './registry.ts'
import './ShortcutSheet.css'
import { shownKeys } from './shown-keys.ts'

const keysOfUser = ({ keys }: { readonly keys: Readonly<Record<string, string>> }) => keys

/** Every key there is, on one sheet. */
export function ShortcutSheet() {
  const { t } = useTranslation('commands')
  const chosen = usePreferences(keysOfUser)
  const change = () => {
    hide()
    go({ page: 'settings' })
  }
  return (
    <Dialog title={t('sheet.title')} isOpen onClose={hide} size="large" actions={<Button onPress={change}>{t('sheet.change')}</Button>}>
      <div className="shortcut-sheet">
        {commandMenus.map((menu) => {
          const rows = commandsOf(menu)
            .map((entry) => ({ entry, keys: shownKeys(entry, chosen) }))
            .filter(({ keys }) => keys !== undefined)
          return (
            rows.length > 0 && (
              <section key={menu} className="shortcut-sheet-group">
                <h3 className="shortcut-sheet-head">{menuLabel(menu)}</h3>
                <dl>
                  {rows.map(({ entry, keys }) => (
                    <div key={entry.id} className="shortcut-sheet-row">
                      <dt>{commandLabel(entry)}</dt>
                      <dd>{keys && <Keys keys={keys} />}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            )
          )
        })}
      </div>
    </Dialog>
  )
}
