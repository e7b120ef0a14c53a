import { FilePen, PlugZap, TriangleAlert, Unplug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FlowCard as Card } from '#core/contract/flows.ts'
import { Badge } from '#renderer/ui/Badge.tsx'

/** What the flow needs before it can do its work. */
export function FlowCardMarks({ card }: { readonly card: Card }) {
  const { t } = useTranslation('home')
  const { problemCount, unboundSlots, failingConnections = [], hasChanges, publishedVersion } = card
  const isChanged = hasChanges && publishedVersion !== null
  if (problemCount === 0 && unboundSlots.length === 0 && failingConnections.length === 0 && !isChanged) return null
  return (
    <div className="flow-card-marks">
      {problemCount > 0 && (
        <Badge tone="failed" icon={TriangleAlert}>
          {t('card.problems', { count: problemCount })}
        </Badge>
      )}
      {unboundSlots.length > 0 && (
        <Badge tone="waiting" icon={PlugZap}>
          {t('card.unbound', { count: unboundSlots.length, slots: unboundSlots.join(', ') })}
        </Badge>
      )}
      {failingConnections.length > 0 && (
        <Badge tone="failed" icon={Unplug}>
          {t('card.failing', { count: failingConnections.length, names: failingConnections.join(', ') })}
        </Badge>
      )}
      {isChanged && <Badge icon={FilePen}>{t('card.changed')}</Badge>}
    </div>
  )
}
