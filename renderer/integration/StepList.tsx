import { Check } from 'lucide-react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { classNames } from '#renderer/ui/class-names.ts'
import './StepList.css'
import { answeredAt, titleOf } from './step-words.ts'
import type { WizardParts } from './use-wizard-parts.ts'
import { goToStep, useWizard, type Wizard } from './wizard-store.ts'

const all = (wizard: Wizard) => wizard

/** Every screen with what was answered there; those that may be opened are buttons. */
export function StepList({ steps, current, reachable, cards }: WizardParts) {
  const { t } = useTranslation('integration')
  const catalogue = useCatalogue()
  const wizard = useWizard(all)
  const here = steps.indexOf(current)
  return (
    <nav className="step-list" aria-label={t('steps')}>
      <ol>
        {steps.map((step, place) => {
          const isDone = place < here && place < reachable - 1
          const answered = answeredAt(step, wizard, { t, catalogue, cards })
          return (
            <li key={step.id}>
              <Button
                className={classNames('step-item', place === here && 'step-item-current')}
                isDisabled={place >= reachable}
                aria-current={place === here ? 'step' : undefined}
                onPress={() => goToStep(step.id)}
              >
                <span className={classNames('step-mark', isDone && 'step-mark-done')} aria-hidden>
                  {isDone ? <Check className="step-mark-icon" /> : place + 1}
                </span>
                <span className="step-words">
                  <span className="step-title">{titleOf(step, wizard, { t, catalogue })}</span>
                  {answered !== '' && <span className="step-answer">{answered}</span>}
                </span>
              </Button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
