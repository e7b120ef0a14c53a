import { ArrowRight, Maximize2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { mapPanel } from '#renderer/mapping/map-panel.ts'
import { describeValue, readRows, stepsOf } from '#renderer/mapping/mapping-rows.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { usePlace } from '../inspector-context.ts'
import './MappingsSetting.css'
import { SettingNotes } from './SettingNotes.tsx'
import type { SettingProps } from './setting-props.ts'

const mostShown = 12

/** What is mapped, in short; the wide panel is where it is changed. */
export function MappingsSetting({ entry, value, problem }: SettingProps) {
  const { t } = useTranslation('inspector')
  const { node } = usePlace()
  const rows = readRows(value)
  const open = () => mapPanel.open(node.id, entry.name)
  return (
    <div className="setting-section">
      <div className="setting-heading">{entry.label}</div>
      {rows.length === 0 && <p className="setting-quiet">{t('mappings.none')}</p>}
      <ul className="mappings-summary">
        {rows.slice(0, mostShown).map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two rows may be the same while one is being changed
          <li key={index} className="mappings-summary-row">
            <span className="mono cut" title={describeValue(row)}>
              {describeValue(row)}
            </span>
            <span className="mappings-summary-arrow">
              {stepsOf(row).length > 0 && <span className="setting-quiet">{t('mappings.steps', { count: stepsOf(row).length })}</span>}
              <ArrowRight className="setting-problem-icon" aria-hidden />
            </span>
            <span className="mono cut" title={row.target}>
              {row.target}
            </span>
          </li>
        ))}
      </ul>
      {rows.length > mostShown && <p className="setting-quiet">{t('mappings.more', { count: rows.length - mostShown })}</p>}
      <div>
        <Button variant="primary" size="small" icon={Maximize2} onPress={open}>
          {t('mappings.open')}
        </Button>
      </div>
      <SettingNotes help={entry.help} problem={problem} />
    </div>
  )
}
