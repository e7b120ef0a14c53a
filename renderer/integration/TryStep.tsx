import { CircleStop, RotateCw } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { ContractError } from '#core/contract/reply.ts'
import { useHostEvent } from '#renderer/contract/use-request.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { TriedRow } from './TriedRow.tsx'
import { TryProgress } from './TryProgress.tsx'
import './TryStep.css'
import { useLaneEnds } from './use-wizard-parts.ts'
import { goToStep, noteTrying, stopTrying, type Trying, triedOf, tryNow, useWizard, type Wizard, wizardStore } from './wizard-store.ts'

const tryingOf = ({ trying }: Wizard) => trying
/** Nothing was tried yet, or the answers are others by now. */
const isTryWanted = (wizard: Wizard) =>
  wizard.trying.kind === 'idle' || (wizard.trying.kind === 'there' && wizard.trying.of !== triedOf(wizard))

/** A few real records, decided and not written. */
export function TryStep() {
  const { t } = useTranslation('integration')
  const trying = useWizard(tryingOf)
  const isWanted = useWizard(isTryWanted)
  useEffect(() => {
    // As it is now: an effect that runs twice must not try twice.
    if (isWanted && isTryWanted(wizardStore.getState())) void tryNow()
  }, [isWanted])
  useHostEvent('integration:trying', noteTrying)
  return (
    <div className="try-step">
      <div className="try-step-bar">
        {trying.kind === 'running' ? (
          <Button icon={CircleStop} onPress={() => void stopTrying()}>
            {t('try.stop')}
          </Button>
        ) : (
          <Button icon={RotateCw} onPress={() => void tryNow()}>
            {t('try.again')}
          </Button>
        )}
        <span className="wizard-quiet" role="status">
          {trying.kind === 'stopped' && t('try.stopped')}
        </span>
      </div>
      {trying.kind === 'running' && <TryProgress lane={trying.lane} read={trying.read} />}
      {trying.kind === 'failed' && <Failing error={trying.error} layout="line" />}
      {trying.kind === 'there' && trying.lanes.map(({ lane }) => <TriedLaneSection key={lane} place={lane} trying={trying} />)}
    </div>
  )
}

function TriedLaneSection({ place, trying }: { readonly place: number; readonly trying: Extract<Trying, { kind: 'there' }> }) {
  const { t } = useTranslation('integration')
  const ends = useLaneEnds(place)
  const told = trying.lanes.find(({ lane }) => lane === place)
  const records = trying.records.filter(({ lane }) => lane === place)
  if (!ends || !told) return null
  const [source, target] = [ends.source.system.label, ends.target.system.label]
  return (
    <section className="tried-lane" aria-labelledby={`tried-${place}`}>
      <header className="tried-lane-head">
        <h2 id={`tried-${place}`} className="wizard-heading">
          {t('lane', { kind: t(`kind.${ends.source.entity.entity}`), source, target })}
        </h2>
        {!told.error && (
          <span className="wizard-quiet">
            {told.leftOut > 0 ? t('try.read-left-out', { count: told.read, number: told.leftOut }) : t('try.read', { count: told.read })}
          </span>
        )}
      </header>
      {told.error && <Failing error={new ContractError(told.error)} layout="line" />}
      {!told.error && records.length === 0 && <p className="wizard-quiet">{t('try.nothing', { source })}</p>}
      {records.length > 0 && (
        <table className="tried-table">
          <thead>
            <tr>
              <th scope="col">{t('try.record')}</th>
              <th scope="col">{t('try.in', { system: source })}</th>
              <th scope="col">{t('try.sent', { system: target })}</th>
              <th scope="col">{t('try.outcome')}</th>
            </tr>
          </thead>
          {records.map((one) => (
            <TriedRow
              key={one.key}
              {...{ tried: one, source, target }}
              toCodes={
                one.outcome.code === 'code-missing' ? () => goToStep(`tables.${ends.source.entity.entity}.${ends.source.side}`) : undefined
              }
            />
          ))}
        </table>
      )}
    </section>
  )
}
