import { useTranslation } from 'react-i18next'
import type { FlowCard as Card } from '#core/contract/flows.ts'
import { toHash } from '#renderer/frame/route.ts'
import { Badge } from '#renderer/ui/Badge.tsx'
import { DayCounts } from './DayCounts.tsx'
import { FlowCardFoot } from './FlowCardFoot.tsx'
import { FlowCardMarks } from './FlowCardMarks.tsx'
import { FlowCardState } from './FlowCardState.tsx'
import { FlowMenu } from './FlowMenu.tsx'
import './FlowCard.css'
import { FlowSystems } from './FlowSystems.tsx'

/** A flow at a glance: what it joins, how it stands, what it did. A click anywhere opens it. */
export function FlowCard({ card }: { readonly card: Card }) {
  const { t } = useTranslation('home')
  return (
    <article className="flow-card">
      <header className="flow-card-head">
        <div className="flow-card-names">
          <h3 className="flow-card-name">
            <a className="flow-card-link" href={toHash({ page: 'flow', flowId: card.id })} title={card.name}>
              {card.name}
            </a>
          </h3>
          <FlowSystems connectors={card.connectors} />
        </div>
        {card.isPractice && <Badge tone="accent">{t('card.practice')}</Badge>}
        <FlowMenu card={card} />
      </header>
      <FlowCardState card={card} />
      <FlowCardMarks card={card} />
      <div className="flow-card-days">
        <DayCounts label={t('card.today')} counts={card.today} other={card.yesterday} />
        <DayCounts label={t('card.yesterday')} counts={card.yesterday} other={card.today} />
      </div>
      <FlowCardFoot card={card} />
    </article>
  )
}
