import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Spinner } from '#renderer/ui/Spinner.tsx'
import './TryProgress.css'
import { useLaneEnds } from './use-wizard-parts.ts'
import { useWizard, type Wizard } from './wizard-store.ts'

const laneCountOf = ({ answers }: Wizard) => answers.lanes.length

/** Which lane is being tried and how many of its records are there: a system that takes its time is seen to. */
export function TryProgress({ lane, read }: { readonly lane: number; readonly read: number }) {
  const { t } = useTranslation('integration')
  const count = useWizard(laneCountOf)
  // The first is as good as begun.
  const current = Math.max(0, lane)
  return (
    <ol className="try-progress" aria-label={t('try.running')} aria-live="polite">
      {Array.from({ length: count }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a lane is known by its place.
        <LaneProgress key={place} place={place} stand={place < current ? 'done' : place > current ? 'waiting' : 'now'} read={read} />
      ))}
    </ol>
  )
}

function LaneProgress({
  place,
  stand,
  read,
}: {
  readonly place: number
  readonly stand: 'done' | 'now' | 'waiting'
  readonly read: number
}) {
  const { t } = useTranslation('integration')
  const ends = useLaneEnds(place)
  if (!ends) return null
  const [source, target] = [ends.source.system.label, ends.target.system.label]
  const now = read === 0 ? t('try.reading', { source }) : t('try.deciding', { count: read, target })
  return (
    <li className="try-progress-lane" aria-current={stand === 'now' ? 'step' : undefined}>
      <span className="try-progress-mark">
        {stand === 'now' && <Spinner />}
        {stand === 'done' && <Check className="try-progress-check" aria-hidden />}
      </span>
      <span className="try-progress-name">{t('lane', { kind: t(`kind.${ends.source.entity.entity}`), source, target })}</span>
      <span className="wizard-quiet">{stand === 'now' ? now : t(`try.${stand}`)}</span>
    </li>
  )
}
