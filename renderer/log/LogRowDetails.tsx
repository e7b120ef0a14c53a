import { ArrowUpRight, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LogRow } from '#core/contract/log.ts'
import { useRequest } from '#renderer/contract/use-request.ts'
import { go } from '#renderer/frame/route.ts'
import { formatExact } from '#renderer/language/format.ts'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { type Change, ChangeList } from '#renderer/runs/ChangeList.tsx'
import { goToNode } from '#renderer/runs/go-to-node.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CopyValue } from '#renderer/ui/CopyValue.tsx'
import { EntityIcon } from '#renderer/ui/EntityIcon.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { JsonTree } from '#renderer/ui/JsonTree.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { OriginalWords } from '#renderer/ui/OriginalWords.tsx'
import { OutcomeMark } from '#renderer/ui/OutcomeMark.tsx'
import { LevelMark } from './LevelMark.tsx'
import './LogRowDetails.css'
import { isOutcome } from './log-cells.tsx'

interface LogRowDetailsProps {
  readonly row: LogRow
  readonly onClose: () => void
}

/** All that is known of one row, and the ways from it to its record, run and node. */
export function LogRowDetails({ row, onClose }: LogRowDetailsProps) {
  const { t } = useTranslation('log')
  const { source, id, at, kind, entity, key, message, hint, flowId, flowName, nodeId, nodeName, runId } = row
  return (
    <section className="log-row-details" aria-label={t('details.title')}>
      <header className="log-row-details-head">
        <h2>{source === 'outcome' && isOutcome(kind) ? <OutcomeMark kind={kind} /> : <LevelMark level={kind} />}</h2>
        <IconButton label={t('details.close')} icon={X} size="small" onPress={onClose} />
      </header>
      <div className="log-row-details-body">
        {message && <p className="log-row-details-message">{saySentences(message)}</p>}
        {hint && <p className="log-row-details-hint">{saySentences(hint)}</p>}
        <OriginalWords texts={[message, hint]} />
        <dl className="log-row-details-list">
          {key !== null && (
            <>
              <dt>{t('column.key')}</dt>
              <dd>
                {entity && <EntityIcon entity={entity} isNamed />}
                <CopyValue value={key} isWrapped />
              </dd>
            </>
          )}
          <dt>{t('column.at')}</dt>
          <dd>{formatExact(at)}</dd>
          <dt>{t('column.flow')}</dt>
          <dd>{flowName}</dd>
          {nodeName !== null && (
            <>
              <dt>{t('column.node')}</dt>
              <dd>{nodeName}</dd>
            </>
          )}
        </dl>
        <div className="log-row-details-ways">
          {key !== null && (
            <Button size="small" icon={ArrowUpRight} onPress={() => go({ page: 'record', key })}>
              {t('details.record')}
            </Button>
          )}
          <Button size="small" icon={ArrowUpRight} onPress={() => go({ page: 'run', runId })}>
            {t('details.run', { id: runId })}
          </Button>
          {nodeId !== null && (
            <Button size="small" icon={ArrowUpRight} onPress={() => goToNode(flowId, nodeId)}>
              {t('details.node')}
            </Button>
          )}
        </div>
        <Facts key={`${source} ${id}`} source={source} id={id} />
      </div>
    </section>
  )
}

function Facts({ source, id }: Pick<LogRow, 'source' | 'id'>) {
  const { t } = useTranslation('log')
  const asked = useRequest('log:row', { source, id })
  if (asked.kind === 'failed') return <Failing layout="line" error={asked.error} onRetry={asked.refresh} />
  if (!asked.result) return <Loading label={t('details.loading')} />
  const { facts, changes } = asked.result
  const list = Array.isArray(changes) ? (changes as readonly Change[]) : []
  return (
    <>
      {list.length > 0 && (
        <section className="log-row-details-part">
          <h3>{t('details.changes')}</h3>
          <ChangeList changes={list} />
        </section>
      )}
      {!isEmpty(facts) && (
        <section className="log-row-details-part">
          <h3>{t('details.facts')}</h3>
          <JsonTree value={facts} label={t('details.facts')} />
        </section>
      )}
    </>
  )
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0)
}
