import { ChevronDown } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { outcomeKinds } from '#core/kit/record.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Checkbox } from '#renderer/ui/Checkbox.tsx'
import { Popover } from '#renderer/ui/Popover.tsx'
import { type LogQuery, logLevels, type QueryChange } from './log-query.ts'

interface KindFilterProps extends Pick<LogQuery, 'outcomes' | 'levels'> {
  readonly onChange: (change: QueryChange) => void
}

/** How records ended, and how much a line weighs. */
export const KindFilter = memo(function KindFilter({ outcomes = [], levels = [], onChange }: KindFilterProps) {
  const { t } = useTranslation(['log', 'ui'])
  const words = [...outcomes.map((kind) => t(`ui:outcome.${kind}`)), ...levels.map((level) => t(`level.${level}`))]
  const toggle = <Kind extends string>(list: readonly Kind[], kind: Kind): Kind[] | undefined => {
    const next = list.includes(kind) ? list.filter((one) => one !== kind) : [...list, kind]
    return next.length === 0 ? undefined : next
  }
  return (
    <Popover
      label={t('filter.kinds')}
      placement="bottom start"
      trigger={
        <Button icon={ChevronDown} className="log-filter-kinds">
          {words.length === 0
            ? t('filter.all-kinds')
            : words.length <= 2
              ? words.join(', ')
              : t('filter.some-kinds', { count: words.length })}
        </Button>
      }
    >
      <div className="log-filter-popover">
        <fieldset className="log-filter-group">
          <legend className="log-filter-group-title">{t('filter.outcomes')}</legend>
          {outcomeKinds.map((kind) => (
            <Checkbox
              key={kind}
              label={t(`ui:outcome.${kind}`)}
              isChecked={outcomes.includes(kind)}
              onChange={() => onChange({ outcomes: toggle(outcomes, kind) })}
            />
          ))}
        </fieldset>
        <fieldset className="log-filter-group">
          <legend className="log-filter-group-title">{t('filter.levels')}</legend>
          {logLevels.map((level) => (
            <Checkbox
              key={level}
              label={t(`level.${level}`)}
              isChecked={levels.includes(level)}
              onChange={() => onChange({ levels: toggle(levels, level) })}
            />
          ))}
        </fieldset>
      </div>
    </Popover>
  )
})
