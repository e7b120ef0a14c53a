import { ArrowLeft, ArrowRight, Check, CircleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptIntegrationDraft } from '#core/contract/integrations.ts'
import type { ContractError } from '#core/contract/reply.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { liveFlows } from '#renderer/frame/lives.ts'
import { replaceRoute } from '#renderer/frame/route.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { toastError } from '#renderer/ui/toast.ts'
import { ConnectionsStep } from './ConnectionsStep.tsx'
import { DraftList } from './DraftList.tsx'
import { FinishStep } from './FinishStep.tsx'
import './IntegrationWizard.css'
import { KindsStep } from './KindsStep.tsx'
import { QuestionsStep } from './QuestionsStep.tsx'
import { StepList } from './StepList.tsx'
import { SystemsStep } from './SystemsStep.tsx'
import { titleOf } from './step-words.ts'
import { TablesStep } from './TablesStep.tsx'
import { TryStep } from './TryStep.tsx'
import { useWizardParts } from './use-wizard-parts.ts'
import type { Step } from './wizard-steps.ts'
import { endWizard, goToStep, keepNow, showProblems, useWizard, type Wizard, wizardStore } from './wizard-store.ts'

const answersOf = ({ answers }: Wizard) => answers
const shownOf = ({ areProblemsShown }: Wizard) => areProblemsShown
const unsavedOf = ({ unsaved }: Wizard) => unsaved

/** One question after the other in a calm column, with all of them at the side. */
export function IntegrationWizard({ drafts }: { readonly drafts: readonly KeptIntegrationDraft[] }) {
  const { t } = useTranslation('integration')
  const catalogue = useCatalogue()
  const parts = useWizardParts()
  const answers = useWizard(answersOf)
  const areProblemsShown = useWizard(shownOf)
  const unsaved = useWizard(unsavedOf)
  const [switchOn, setSwitchOn] = useState(true)
  const [runNow, setRunNow] = useState(true)
  const [isFinishing, setFinishing] = useState(false)
  const [error, setError] = useState<ContractError | null>(null)
  const [asked, setAsked] = useState(0)
  const column = useSightOfProblems(asked)
  const { steps, current, problems } = parts
  const place = steps.indexOf(current)
  const title = useFocusOn(current.id)

  const goOn = () => {
    setError(null)
    const next = steps[place + 1]
    if (problems.length > 0) {
      showProblems()
      setAsked(asked + 1)
    } else if (next) goToStep(next.id)
  }
  const finish = async () => {
    setError(null)
    setFinishing(true)
    try {
      const { everyMinutes } = wizardStore.getState().answers
      const { flowId } = await host.request('integration:finish', { id: await keepNow(), switchOn: switchOn && everyMinutes !== null })
      liveFlows.refresh()
      endWizard()
      replaceRoute({ page: 'flow', flowId })
      if (runNow) await host.request('run:start', { flowId, mode: 'run' }).catch((thrown: unknown) => toastError(toContractError(thrown)))
    } catch (thrown) {
      setError(toContractError(thrown))
    } finally {
      setFinishing(false)
    }
  }
  const isLast = current.kind === 'finish'
  // What stands at its question needs no line of its own below.
  const loose = problems.flatMap((one) => (one.kind === 'missing' && !isAtQuestion(current) ? [one.message] : []))
  return (
    <div className="wizard">
      <aside className="wizard-aside">
        <h1 className="wizard-name">{t('title')}</h1>
        <StepList {...parts} />
        <p className="wizard-kept">{t(unsaved ? 'not-kept' : 'kept')}</p>
      </aside>
      <div className="wizard-main">
        <div className="wizard-scroll">
          <div className={`wizard-column wizard-column-${current.kind}`} ref={column}>
            {current.kind === 'systems' && drafts.length > 0 && <DraftList drafts={drafts} />}
            <header className="wizard-head">
              <h2 className="wizard-title" tabIndex={-1} ref={title}>
                {titleOf(current, { answers }, { t, catalogue })}
              </h2>
              <p className="wizard-text">{t(`step.${current.kind}.text`)}</p>
            </header>
            <StepBody key={current.id} step={current} finish={{ switchOn, onSwitchOn: setSwitchOn, runNow, onRunNow: setRunNow }} />
            {areProblemsShown &&
              loose.map((message) => (
                <p key={message} className="wizard-problem" role="alert">
                  <CircleAlert className="wizard-problem-icon" aria-hidden />
                  {message}
                </p>
              ))}
            {(error ?? unsaved) && <Failing error={(error ?? unsaved) as ContractError} layout="line" />}
          </div>
        </div>
        <footer className="wizard-foot">
          <div className={`wizard-column wizard-column-${current.kind} wizard-foot-row`}>
            <Button icon={ArrowLeft} isDisabled={place === 0} onPress={() => goToStep(steps[place - 1]?.id ?? 'systems')}>
              {t('back')}
            </Button>
            <span className="wizard-place" role="status">
              {areProblemsShown && problems.length > 0 ? (
                <span className="wizard-lacking">{t('lacking', { count: problems.length })}</span>
              ) : (
                t('place', { place: place + 1, of: steps.length })
              )}
            </span>
            {isLast ? (
              <Button variant="primary" icon={Check} isPending={isFinishing} onPress={() => void finish()}>
                {t(switchOn && answers.everyMinutes !== null ? 'finish.button-on' : 'finish.button')}
              </Button>
            ) : (
              <Button variant="primary" icon={ArrowRight} onPress={goOn}>
                {t('continue')}
              </Button>
            )}
          </div>
        </footer>
      </div>
    </div>
  )
}

function StepBody({ step, finish }: { readonly step: Step; readonly finish: Parameters<typeof FinishStep>[0] }) {
  switch (step.kind) {
    case 'systems':
      return <SystemsStep />
    case 'connections':
      return <ConnectionsStep />
    case 'kinds':
      return <KindsStep />
    case 'questions':
      return <QuestionsStep place={step.lane ?? 0} />
    case 'tables':
      return <TablesStep place={step.lane ?? 0} />
    case 'try':
      return <TryStep />
    case 'finish':
      return <FinishStep {...finish} />
  }
}

function isAtQuestion({ kind }: Step): boolean {
  return kind === 'questions'
}

/** Somebody who listens hears where they are; the first screen leaves the focus where it was. */
function useFocusOn(step: string) {
  const title = useRef<HTMLHeadingElement>(null)
  const before = useRef(step)
  useEffect(() => {
    if (before.current === step) return
    before.current = step
    title.current?.focus()
  }, [step])
  return title
}

/** Somebody wanted to go on and could not: the first thing in the way comes into sight and takes the focus. */
function useSightOfProblems(asked: number) {
  const column = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (asked === 0) return
    const problem = column.current?.querySelector('.field-problem, .setting-problem, .wizard-problem')
    problem?.scrollIntoView({ block: 'center' })
    const control = problem?.closest('.setting, .setting-section, .field, .connection-side')
    control?.querySelector<HTMLElement>('input, button')?.focus({ preventScroll: true })
  }, [asked])
  return column
}
