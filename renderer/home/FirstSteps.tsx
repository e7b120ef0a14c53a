import { Cable, Check, FlaskConical, type LucideIcon, Workflow, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { FlowCard as Card } from '#core/contract/flows.ts'
import { useLive } from '#renderer/frame/live.ts'
import { liveConnections } from '#renderer/frame/lives.ts'
import { go } from '#renderer/frame/route.ts'
import { type Practice, practiceStore, startPractice } from '#renderer/practice/practice-store.ts'
import { changePreferences } from '#renderer/settings/preferences.ts'
import { Badge } from '#renderer/ui/Badge.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import './FirstSteps.css'

const isBusy = ({ kind }: Practice) => kind === 'starting' || kind === 'running'

interface Step {
  readonly id: 'practice' | 'connect' | 'build'
  readonly icon: LucideIcon
  readonly isDone: boolean
  readonly start: () => void
}

/** Three steps from nothing to a flow that works; each tells whether it is done. */
export function FirstSteps({ flows }: { readonly flows: readonly Card[] }) {
  const { t } = useTranslation('home')
  const connections = useLive(liveConnections).result ?? []
  const isPracticing = useStore(practiceStore, isBusy)
  const steps: readonly Step[] = [
    { id: 'practice', icon: FlaskConical, isDone: flows.some(({ isPractice }) => isPractice), start: () => void startPractice() },
    { id: 'connect', icon: Cable, isDone: connections.some(({ isPractice }) => !isPractice), start: () => go({ page: 'connections' }) },
    { id: 'build', icon: Workflow, isDone: flows.some(({ isPractice }) => !isPractice), start: () => go({ page: 'integration' }) },
  ]
  const next = steps.find(({ isDone }) => !isDone)
  return (
    <section className="first-steps" aria-labelledby="first-steps">
      <header className="first-steps-head">
        <div>
          <h2 id="first-steps" className="first-steps-title">
            {t('steps.title')}
          </h2>
          <p className="first-steps-text">{t('steps.text')}</p>
        </div>
        <IconButton label={t('steps.hide')} icon={X} onPress={() => changePreferences({ firstStepsDone: true })} />
      </header>
      <ol className="first-steps-list">
        {steps.map(({ id, icon: Icon, isDone, start }, place) => (
          <li key={id} className="first-step">
            <span className="first-step-head">
              <Icon className="first-step-icon" aria-hidden />
              <h3 className="first-step-title">
                {place + 1}. {t(`steps.${id}.title`)}
              </h3>
              {isDone && (
                <Badge tone="done" icon={Check}>
                  {t('steps.done')}
                </Badge>
              )}
            </span>
            <p className="first-step-text">{t(`steps.${id}.text`)}</p>
            <Button variant={next?.id === id ? 'primary' : 'quiet'} onPress={start} isPending={id === 'practice' && isPracticing}>
              {t(`steps.${id}.action`)}
            </Button>
          </li>
        ))}
      </ol>
    </section>
  )
}
