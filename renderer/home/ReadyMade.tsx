import { useTranslation } from 'react-i18next'
import { useRequest } from '#renderer/contract/use-request.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { FlowSystems } from './FlowSystems.tsx'
import { createFlow } from './flow-actions.ts'
import './ReadyMade.css'

/** Flows to begin with instead of an empty canvas. */
export function ReadyMade() {
  const { t } = useTranslation('home')
  const { result: templates = [] } = useRequest('flow:templates', {})
  // Nothing to offer is no failure of the page: a new flow is always there.
  if (templates.length === 0) return null
  return (
    <section aria-labelledby="ready-made">
      <h2 id="ready-made" className="home-page-heading">
        {t('ready.title')}
      </h2>
      <ul className="ready-made">
        {templates.map(({ id, name, description, connectors }) => (
          <li key={id} className="ready-made-one">
            <div className="ready-made-words">
              <h3 className="ready-made-name">{name}</h3>
              {description && <p className="ready-made-text">{description}</p>}
              <FlowSystems connectors={connectors} />
            </div>
            <Button size="small" onPress={() => void createFlow(id)} aria-label={t('ready.use-label', { name })}>
              {t('ready.use')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
