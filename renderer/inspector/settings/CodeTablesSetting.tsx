import { Maximize2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { codeTables } from '#core/codes/code-tables.ts'
import { mapPanel } from '#renderer/mapping/map-panel.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { usePlace } from '../inspector-context.ts'
import './CodeTablesSetting.css'
import { SettingNotes } from './SettingNotes.tsx'
import type { SettingProps } from './setting-props.ts'

/** Which tables there are, in short; the wide panel is where they are filled. */
export function CodeTablesSetting({ entry, value, problem }: SettingProps) {
  const { t } = useTranslation('codes')
  const { node } = usePlace()
  const tables = useMemo(() => codeTables.safeParse(value ?? []).data, [value])
  return (
    <div className="setting-section">
      <div className="setting-heading">{entry.label}</div>
      {tables?.length === 0 && <p className="setting-quiet">{t('summary.none')}</p>}
      {tables !== undefined && tables.length > 0 && (
        <ul className="code-summary">
          {tables.map(({ kind, rows }) => (
            <li key={kind} className="code-summary-row">
              <span className="cut">{t(`kind.${kind}`)}</span>
              <span className="setting-quiet">{t('summary.rows', { count: rows.length })}</span>
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button variant="primary" size="small" icon={Maximize2} onPress={() => mapPanel.open(node.id, entry.name)}>
          {t('summary.open')}
        </Button>
      </div>
      <SettingNotes help={entry.help} problem={problem} />
    </div>
  )
}
