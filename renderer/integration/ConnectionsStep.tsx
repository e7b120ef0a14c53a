import { useTranslation } from 'react-i18next'
import { ConnectionSide } from './ConnectionSide.tsx'
import './ConnectionsStep.css'
import { useWizardParts } from './use-wizard-parts.ts'
import { useWizard, type Wizard } from './wizard-store.ts'

const answersOf = ({ answers }: Wizard) => answers
const areProblemsShown = ({ areProblemsShown: are }: Wizard) => are

/** An account at each of the two systems, or imitations to practise with. */
export function ConnectionsStep() {
  const { t } = useTranslation('integration')
  const answers = useWizard(answersOf)
  const isAsked = useWizard(areProblemsShown)
  const { problems, cards } = useWizardParts()
  return (
    <div className="connections-step">
      {(['left', 'right'] as const).map((side) => {
        const connectorId = answers[side]
        if (connectorId === undefined) return null
        const problem = problems.find((one) => one.kind === 'connection' && one.side === side)
        const says = problem?.kind === 'connection' ? t(`connections.problem.${problem.what}`) : undefined
        return <ConnectionSide key={side} side={side} connectorId={connectorId} cards={cards} problem={isAsked ? says : undefined} />
      })}
    </div>
  )
}
