import { Play, Square } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowCard as Card } from '#core/contract/flows.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Switch } from '#renderer/ui/Switch.tsx'
import { armFlow, runFlow, stopRun } from './flow-actions.ts'
import { LastRun } from './LastRun.tsx'

/** How the last run ended, the switch of the schedule, and the run of now. */
export function FlowCardFoot({ card }: { readonly card: Card }) {
  const { t } = useTranslation('home')
  const [isStarting, setStarting] = useState(false)
  const { schedule, activeRunId, unboundSlots, problemCount } = card
  const start = () => {
    setStarting(true)
    void runFlow(card).finally(() => setStarting(false))
  }
  return (
    <footer className="flow-card-foot">
      <LastRun run={card.lastRun} />
      {schedule.kind !== 'none' && (
        <Switch label={t('card.schedule')} isOn={schedule.kind === 'on'} onChange={(armed) => void armFlow(card, armed)} />
      )}
      {activeRunId === null ? (
        <Button
          size="small"
          icon={Play}
          onPress={start}
          isPending={isStarting}
          isDisabled={unboundSlots.length > 0 || problemCount > 0}
          aria-label={t('card.run-label', { name: card.name })}
        >
          {t('card.run')}
        </Button>
      ) : (
        <Button size="small" icon={Square} onPress={() => void stopRun(activeRunId)} aria-label={t('card.stop-label', { name: card.name })}>
          {t('card.stop')}
        </Button>
      )}
    </footer>
  )
}
