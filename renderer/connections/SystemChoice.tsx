import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ConnectorEntry } from '#core/kit/describe.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import { SystemIcon } from '#renderer/ui/SystemIcon.tsx'
import './SystemChoice.css'

/** Every system there is, found by its name or by what it does. */
export function SystemChoice({ onChoose }: { readonly onChoose: (connector: ConnectorEntry) => void }) {
  const { t } = useTranslation('connections')
  const { connectors, isLoaded, error } = useCatalogue()
  const [text, setText] = useState('')
  if (error) return <Failing error={error} />
  if (!isLoaded) return <Loading label={t('systems.loading')} />
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const found = connectors.filter(({ label, summary }) => words.every((word) => `${label} ${summary}`.toLowerCase().includes(word)))
  return (
    <div className="system-choice">
      <SearchField label={t('systems.search')} value={text} onChange={setText} autoFocus />
      {found.length === 0 && <p className="system-choice-none">{t('systems.none', { text })}</p>}
      <ul className="system-choice-list">
        {found.map((connector) => (
          <li key={connector.id}>
            <Button className="system-choice-item" onPress={() => onChoose(connector)}>
              <SystemIcon connector={connector.id} />
              <span className="system-choice-words">
                <span className="system-choice-name">{connector.label}</span>
                <span className="system-choice-summary">{connector.summary}</span>
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
