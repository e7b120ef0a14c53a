import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { FlowTab } from './FlowTab.tsx'
import { useLive } from './live.ts'
import './FlowTabs.css'
import { liveFlows } from './lives.ts'
import { keepOnly, moveFlow, useOpenFlows } from './open-flows.ts'
import { useRoute } from './route.ts'

/** One tab for every open flow: click, middle click to close, drag to put it elsewhere. */
export function FlowTabs() {
  const { t } = useTranslation('frame')
  const ids = useOpenFlows()
  const route = useRoute()
  const flows = useLive(liveFlows).result
  const dragged = useRef<string | null>(null)
  useEffect(() => {
    if (flows) keepOnly(flows.map(({ id }) => id))
  }, [flows])
  return (
    <nav className="flow-tabs" aria-label={t('tabs.label')}>
      {ids.map((flowId, place) => (
        <FlowTab
          key={flowId}
          flowId={flowId}
          card={flows?.find(({ id }) => id === flowId)}
          isCurrent={route.page === 'flow' && route.flowId === flowId}
          onDragStart={() => {
            dragged.current = flowId
          }}
          onDragOver={() => {
            if (dragged.current !== null && dragged.current !== flowId) moveFlow(dragged.current, place)
          }}
          onDragEnd={() => {
            dragged.current = null
          }}
        />
      ))}
    </nav>
  )
}
