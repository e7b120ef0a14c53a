import { ArrowUpRight, Wrench, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { OutcomeEntry } from '#core/contract/runs.ts'
import { go } from '#renderer/frame/route.ts'
import { formatExact } from '#renderer/language/format.ts'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CopyValue } from '#renderer/ui/CopyValue.tsx'
import { EntityIcon } from '#renderer/ui/EntityIcon.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { OriginalWords } from '#renderer/ui/OriginalWords.tsx'
import '#renderer/log/LogRowDetails.css'
import { ChangeList } from './ChangeList.tsx'
import { goToNode } from './go-to-node.ts'
import { OutcomeKindMark } from './outcome-cells.tsx'

interface OutcomeDetailsProps {
  readonly outcome: OutcomeEntry
  readonly nodeName: string
  readonly flowId: string
  readonly onClose: () => void
}

/** How one record ended in a run: why, what changed or would change by which rule, and where to go from here. */
export function OutcomeDetails({ outcome, nodeName, flowId, onClose }: OutcomeDetailsProps) {
  const { t } = useTranslation('runs')
  const { kind, entity, key, code, message, hint, targetId, changes, at, nodeId } = outcome
  return (
    <section className="log-row-details" aria-label={t('outcome.title')}>
      <header className="log-row-details-head">
        <h2>
          <OutcomeKindMark outcome={outcome} />
        </h2>
        <IconButton label={t('outcome.close')} icon={X} size="small" onPress={onClose} />
      </header>
      <div className="log-row-details-body">
        {message && <p className="log-row-details-message">{saySentences(message)}</p>}
        {hint && <p className="log-row-details-hint">{saySentences(hint)}</p>}
        <OriginalWords code={code} texts={[message, hint]} />
        <dl className="log-row-details-list">
          <dt>{t('column.key')}</dt>
          <dd>
            <EntityIcon entity={entity} isNamed />
            <CopyValue value={key} isWrapped />
          </dd>
          {targetId !== null && (
            <>
              <dt>{t('column.target')}</dt>
              <dd>
                <CopyValue value={targetId} isWrapped />
              </dd>
            </>
          )}
          <dt>{t('column.node')}</dt>
          <dd>{nodeName}</dd>
          <dt>{t('column.at')}</dt>
          <dd>{formatExact(at)}</dd>
        </dl>
        <div className="log-row-details-ways">
          <Button size="small" icon={ArrowUpRight} onPress={() => go({ page: 'record', key })}>
            {t('open-record')}
          </Button>
          <Button size="small" icon={Wrench} onPress={() => goToNode(flowId, nodeId)}>
            {t('open-node')}
          </Button>
        </div>
        {changes && changes.length > 0 && (
          <section className="log-row-details-part">
            <h3>{t(kind === 'planned' ? 'outcome.would-change' : 'outcome.changes')}</h3>
            <ChangeList changes={changes} isPlanned={kind === 'planned'} />
          </section>
        )}
      </div>
    </section>
  )
}
