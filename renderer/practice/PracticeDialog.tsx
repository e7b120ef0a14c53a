import { Circle, CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { outcomeKinds } from '#core/kit/record.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { useLive } from '#renderer/frame/live.ts'
import { livePractice } from '#renderer/frame/lives.ts'
import { formatNumber } from '#renderer/language/format.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { OutcomeMark } from '#renderer/ui/OutcomeMark.tsx'
import { Spinner } from '#renderer/ui/Spinner.tsx'
import './PracticeDialog.css'
import { leavePractice, type Practice, practiceStore, startPractice } from './practice-store.ts'

const everything = (practice: Practice) => practice

/** What happens after one press of Practice, until the flow is on screen. */
export function PracticeDialog() {
  const { t } = useTranslation('practice')
  const practice = useStore(practiceStore, everything)
  if (practice.kind === 'idle') return null
  return (
    <Dialog title={t('title')} isOpen onClose={leavePractice} size="small">
      {practice.kind === 'failed' ? (
        <>
          <Failing error={practice.error} layout="line" />
          <div>
            <Button variant="primary" onPress={() => void startPractice()}>
              {t('again')}
            </Button>
          </div>
        </>
      ) : (
        <Steps practice={practice} />
      )}
    </Dialog>
  )
}

function Steps({ practice }: { readonly practice: Extract<Practice, { readonly kind: 'starting' | 'running' }> }) {
  const { t } = useTranslation('practice')
  const { connector } = useCatalogue()
  const systems = useLive(livePractice).result?.systems ?? []
  const isRunning = practice.kind === 'running'
  const progress = isRunning ? practice.progress : null
  const names = systems.map(({ connectorId }) => connector(connectorId)?.label ?? connectorId).join(', ')
  return (
    <>
      <p>{t('text')}</p>
      <ol className="practice-steps" aria-live="polite">
        <Step state={isRunning ? 'done' : 'now'} words={t('step.systems')} detail={names} />
        <Step state={isRunning ? 'done' : 'later'} words={t('step.bind')} />
        <Step
          state={isRunning ? 'now' : 'later'}
          words={t('step.run')}
          detail={progress ? t('read', { count: progress.emitted, number: formatNumber(progress.emitted) }) : ''}
        />
      </ol>
      {progress && (
        <div className="practice-counts">
          {outcomeKinds
            .filter((kind) => (progress.outcomes[kind] ?? 0) > 0)
            .map((kind) => (
              <OutcomeMark key={kind} kind={kind} count={progress.outcomes[kind] ?? 0} />
            ))}
        </div>
      )}
    </>
  )
}

function Step({
  state,
  words,
  detail = '',
}: {
  readonly state: 'done' | 'now' | 'later'
  readonly words: string
  readonly detail?: string
}) {
  const { t } = useTranslation('practice')
  return (
    <li className={`practice-step practice-step-${state}`}>
      <span className="practice-step-mark">
        {state === 'done' ? (
          <CircleCheck className="practice-step-icon" aria-hidden />
        ) : state === 'now' ? (
          <Spinner />
        ) : (
          <Circle className="practice-step-icon" aria-hidden />
        )}
      </span>
      <span>
        {words}
        {state === 'done' && <span className="only-read"> {t('step.done')}</span>}
        {detail && <span className="practice-step-detail">{detail}</span>}
      </span>
    </li>
  )
}
