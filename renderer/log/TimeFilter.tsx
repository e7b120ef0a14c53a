import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatRelative } from '#renderer/language/format.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Select } from '#renderer/ui/Select.tsx'
import { type LogQuery, type QueryChange, type TimePreset, timePresets } from './log-query.ts'
import { MomentField } from './MomentField.tsx'

interface TimeFilterProps extends Pick<LogQuery, 'time' | 'from' | 'to'> {
  readonly onChange: (change: QueryChange) => void
}

/** When: always, one of the usual ranges, or one of one's own. */
export const TimeFilter = memo(function TimeFilter({ time, from, to, onChange }: TimeFilterProps) {
  const { t } = useTranslation('log')
  const [isAsking, setAsking] = useState(false)
  const hasOwn = from !== undefined || to !== undefined
  const own =
    from !== undefined && to !== undefined
      ? t('time.between', { from: formatRelative(from), to: formatRelative(to) })
      : from !== undefined
        ? t('time.since', { from: formatRelative(from) })
        : to !== undefined
          ? t('time.until', { to: formatRelative(to) })
          : ''
  const items = [
    { id: 'always', label: t('time.always') },
    ...timePresets.map((preset) => ({ id: preset, label: t(`time.${preset}`) })),
    ...(hasOwn ? [{ id: 'own', label: own }] : []),
    { id: 'ask', label: t('time.ask') },
  ]
  const select = (id: string) => {
    if (id === 'ask') setAsking(true)
    else if (id !== 'own') onChange({ time: id === 'always' ? undefined : (id as TimePreset) })
  }
  return (
    <div className="log-filter-bar-choice">
      <Select label={t('filter.time')} isLabelHidden items={items} selected={hasOwn ? 'own' : (time ?? 'always')} onSelect={select} />
      {isAsking && <TimeDialog from={from} to={to} onChange={onChange} onClose={() => setAsking(false)} />}
    </div>
  )
})

function TimeDialog({
  from: fromBefore,
  to: toBefore,
  onChange,
  onClose,
}: Omit<TimeFilterProps, 'time'> & { readonly onClose: () => void }) {
  const { t } = useTranslation('log')
  const [from, setFrom] = useState(fromBefore)
  const [to, setTo] = useState(toBefore)
  const isBackwards = from !== undefined && to !== undefined && to < from
  return (
    <Dialog
      title={t('time.title')}
      isOpen
      onClose={onClose}
      size="small"
      actions={
        <Button
          variant="primary"
          isDisabled={isBackwards}
          onPress={() => {
            onChange(from === undefined && to === undefined ? { time: undefined } : { time: undefined, from, to })
            onClose()
          }}
        >
          {t('time.show')}
        </Button>
      }
    >
      <MomentField label={t('time.from')} value={from} onChange={setFrom} />
      <MomentField label={t('time.to')} value={to} onChange={setTo} problem={isBackwards ? t('time.backwards') : undefined} />
    </Dialog>
  )
}
