import { Blend, Download, FlaskConical, Plus, Workflow } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { FlowCard as Card } from '#core/contract/flows.ts'
import { openImport } from '#renderer/frame/import-place.ts'
import { useLive } from '#renderer/frame/live.ts'
import { liveFlows, liveIntegrations } from '#renderer/frame/lives.ts'
import { go } from '#renderer/frame/route.ts'
import { DraftList } from '#renderer/integration/DraftList.tsx'
import { type Practice, practiceStore, startPractice } from '#renderer/practice/practice-store.ts'
import { usePreferences } from '#renderer/settings/preferences.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { FlowCard } from './FlowCard.tsx'
import { createFlow } from './flow-actions.ts'
import './HomePage.css'
import { ReadyMade } from './ReadyMade.tsx'
import { RecentRuns } from './RecentRuns.tsx'

const stepsDone = ({ firstStepsDone }: { readonly firstStepsDone: boolean }) => firstStepsDone
const isBusy = ({ kind }: Practice) => kind === 'starting' || kind === 'running'

/** All flows at a glance, and where to begin. */
export function HomePage() {
  const { t } = useTranslation('home')
  const asked = useLive(liveFlows)
  const flows = asked.result
  const drafts = useLive(liveIntegrations).result ?? []
  const isPracticing = useStore(practiceStore, isBusy)
  const areStepsDone = usePreferences(stepsDone)
  return (
    <div className="home-page">
      <header className="home-page-head">
        <h1 className="home-page-title">{t('title')}</h1>
        <div className="home-page-actions">
          <Button icon={FlaskConical} onPress={() => void startPractice()} isPending={isPracticing}>
            {t('practice')}
          </Button>
          <Button icon={Download} onPress={() => openImport()}>
            {t('import')}
          </Button>
          <Button icon={Plus} onPress={() => void createFlow()}>
            {t('new')}
          </Button>
          <Button variant="primary" icon={Blend} onPress={() => go({ page: 'integration' })}>
            {t('new-integration')}
          </Button>
        </div>
      </header>
      {asked.kind === 'failed' && <Failing error={asked.error} onRetry={liveFlows.refresh} layout={flows ? 'line' : 'place'} />}
      {!flows && asked.kind === 'loading' && <Loading label={t('loading')} />}
      {flows && !areStepsDone && <FirstSteps flows={flows} />}
      {drafts.length > 0 && <DraftList drafts={drafts} />}
      {flows && flows.length > 0 && <Flows flows={flows} />}
      {flows?.length === 0 && areStepsDone && (
        <EmptyState
          icon={Workflow}
          title={t('empty.title')}
          text={t('empty.text')}
          action={
            <Button variant="primary" icon={Blend} onPress={() => go({ page: 'integration' })}>
              {t('new-integration')}
            </Button>
          }
        />
      )}
      {flows && <ReadyMade />}
    </div>
  )
}

function Flows({ flows }: { readonly flows: readonly Card[] }) {
  const { t } = useTranslation('home')
  return (
    <div className="home-page-columns">
      <section aria-labelledby="home-flows">
        <h2 id="home-flows" className="home-page-heading">
          {t('flows', { count: flows.length })}
        </h2>
        <ul className="home-page-cards">
          {flows.map((card) => (
            <li key={card.id}>
              <FlowCard card={card} />
            </li>
          ))}
        </ul>
      </section>
      <RecentRuns />
    </div>
  )
}
