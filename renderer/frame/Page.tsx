import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Loading } from '#renderer/ui/Loading.tsx'
import { PageBoundary } from './PageBoundary.tsx'
import { ConnectionsPage, FlowPage, HomePage, IntegrationPage, LogPage, RecordPage, RunPage, RunsPage, SettingsPage } from './pages.tsx'
import { type Route, toHash, useRoute } from './route.ts'

/** The page the route names. */
export function Page() {
  const { t } = useTranslation('frame')
  const route = useRoute()
  return (
    <PageBoundary place={toHash(route)}>
      <Suspense fallback={<Loading label={t('opening')} />}>
        <Place route={route} />
      </Suspense>
    </PageBoundary>
  )
}

function Place({ route }: { readonly route: Route }) {
  switch (route.page) {
    case 'home':
      return <HomePage />
    case 'flow':
      return <FlowPage key={route.flowId} flowId={route.flowId} />
    case 'runs':
      return <RunsPage />
    case 'run':
      return <RunPage key={route.runId} runId={route.runId} />
    case 'record':
      return <RecordPage key={route.key} recordKey={route.key} />
    case 'log':
      return <LogPage key={JSON.stringify(route.filter ?? {})} filter={route.filter} />
    case 'integration':
      return <IntegrationPage draftId={route.draftId} />
    case 'connections':
      return <ConnectionsPage />
    case 'settings':
      return <SettingsPage />
  }
}
