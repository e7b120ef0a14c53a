import { useState } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Side } from '#core/integration/sides.ts'
import type { ConnectorEntry } from '#core/kit/describe.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { SearchField } from '#renderer/ui/SearchField.tsx'
import { SystemIcon } from '#renderer/ui/SystemIcon.tsx'
import { CellsTable } from './CellsTable.tsx'
import './SystemsStep.css'
import { chooseSystem, useWizard, type Wizard } from './wizard-store.ts'

const leftOf = ({ answers }: Wizard) => answers.left
const rightOf = ({ answers }: Wizard) => answers.right

/** Which two systems; as soon as both are chosen, what can go between them. */
export function SystemsStep() {
  const { t } = useTranslation('integration')
  const { connectors, connector } = useCatalogue()
  const [text, setText] = useState('')
  const [left, right] = [useWizard(leftOf), useWizard(rightOf)]
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const found = connectors.filter(({ label, summary }) => words.every((word) => `${label} ${summary}`.toLowerCase().includes(word)))
  const [one, other] = [left, right].map((id) => (id === undefined ? undefined : connector(id)))
  return (
    <div className="systems-step">
      <SearchField label={t('systems.search')} value={text} onChange={setText} />
      <div className="systems-step-sides">
        <SystemList side="left" chosen={left} found={found} />
        <SystemList side="right" chosen={right} found={found} />
      </div>
      {one && other && (
        <section className="systems-step-cells" aria-labelledby="systems-cells">
          <h2 id="systems-cells" className="wizard-heading">
            {t('systems.cells')}
          </h2>
          <CellsTable left={one} right={other} />
        </section>
      )}
    </div>
  )
}

interface SystemListProps {
  readonly side: Side
  readonly chosen: string | undefined
  readonly found: readonly ConnectorEntry[]
}

function SystemList({ side, chosen, found }: SystemListProps) {
  const { t } = useTranslation('integration')
  const { connector } = useCatalogue()
  const kept = chosen === undefined ? undefined : connector(chosen)
  // What is chosen stays in sight, whatever is searched for.
  const shown = kept && !found.includes(kept) ? [kept, ...found] : found
  return (
    <RadioGroup className="systems-list" value={chosen ?? null} onChange={(id) => chooseSystem(side, id)} aria-label={t(`systems.${side}`)}>
      <span className="wizard-heading" aria-hidden>
        {t(`systems.${side}`)}
      </span>
      {shown.length === 0 && <p className="wizard-quiet">{t('systems.none')}</p>}
      {shown.map(({ id, label, summary }) => (
        <Radio key={id} value={id} className="systems-item" aria-label={label}>
          <SystemIcon connector={id} />
          <span className="systems-item-words">
            <span className="systems-item-name">{label}</span>
            <span className="wizard-quiet cut" title={summary}>
              {summary}
            </span>
          </span>
        </Radio>
      ))}
    </RadioGroup>
  )
}
