import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { flowTextInDutch } from '#core/integration/flow-in-dutch.ts'
import { useRequest } from '#renderer/contract/use-request.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { pageLanguage } from '#renderer/language/page-language.ts'
import { practiceStore, startPractice } from '#renderer/practice/practice-store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import { FlowSystems } from './FlowSystems.tsx'
import { createFlow } from './flow-actions.ts'
import './ReadyMade.css'

/** So many stand there before somebody asks for more: two rows. */
const fewest = 6

/** Flows to begin with instead of an empty canvas: found by system or kind, tried on practice systems, or taken. */
export function ReadyMade() {
  const { t } = useTranslation('home')
  const { connector } = useCatalogue()
  const { result: made = [] } = useRequest('flow:templates', {})
  const templates = pageLanguage() === 'nl' ? made.map(inDutch) : made
  const isPractising = useStore(practiceStore, ({ kind }) => kind === 'starting')
  const [text, setText] = useState('')
  const [isAll, setIsAll] = useState(false)
  // Nothing to offer is no failure of the page: a new flow is always there.
  if (templates.length === 0) return null
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const found = templates.filter(({ name, description = '', connectors }) => {
    const said = [name, description, ...connectors.map((id) => connector(id)?.label ?? id)].join(' ').toLowerCase()
    return words.every((word) => said.includes(word))
  })
  const shown = isAll || words.length > 0 ? found : found.slice(0, fewest)
  return (
    <section aria-labelledby="ready-made">
      <div className="ready-made-head">
        <h2 id="ready-made" className="home-page-heading">
          {t('ready.title')}
        </h2>
        {templates.length > fewest && <SearchField label={t('ready.search')} value={text} onChange={setText} />}
      </div>
      {shown.length === 0 && <p className="ready-made-text">{t('ready.none', { text })}</p>}
      <ul className="ready-made">
        {shown.map(({ id, name, description, connectors }) => (
          <li key={id} className="ready-made-one">
            <h3 className="ready-made-name">{name}</h3>
            {description && <p className="ready-made-text">{description}</p>}
            <FlowSystems connectors={connectors} />
            <div className="ready-made-actions">
              <Button size="small" onPress={() => void createFlow(id)} aria-label={t('ready.use-label', { name })}>
                {t('ready.use')}
              </Button>
              <Button
                variant="plain"
                size="small"
                isDisabled={isPractising}
                onPress={() => void startPractice(id)}
                aria-label={t('ready.practise-label', { name })}
              >
                {t('ready.practise')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {shown.length < found.length && (
        <Button variant="plain" size="small" onPress={() => setIsAll(true)}>
          {t('ready.all', { count: templates.length })}
        </Button>
      )}
    </section>
  )
}

/** As the flow is called once it is taken. */
function inDutch<Template extends { readonly name: string; readonly description?: string }>(template: Template): Template {
  const { name, description } = template
  return { ...template, name: flowTextInDutch(name), ...(description !== undefined && { description: flowTextInDutch(description) }) }
}
