import { ListFilter, LogIn, Wrench } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { codeMissing } from '#core/codes/missing-code.ts'
import type { FailureCause } from '#core/contract/runs.ts'
import { go, toHash } from '#renderer/frame/route.ts'
import { originalOf, saySentences } from '#renderer/language/say-sentence.ts'
import { Badge } from '#renderer/ui/Badge.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { EntityIcon } from '#renderer/ui/EntityIcon.tsx'
import { OutcomeMark } from '#renderer/ui/OutcomeMark.tsx'
import './FailureCauseCard.css'
import { goToNode } from './go-to-node.ts'
import type { RecordsFilter } from './RunRecords.tsx'

interface FailureCauseCardProps {
  readonly cause: FailureCause
  readonly flowId: string
  readonly runId: number
  readonly onRecords: (filter: RecordsFilter) => void
}

/** Why records failed or wait, told by one of them; what to do about it and who can. */
export function FailureCauseCard({ cause, flowId, onRecords }: FailureCauseCardProps) {
  const { t } = useTranslation('runs')
  const { code, nodeId, nodeName, kind, count, hint, fix, sample } = cause
  return (
    <li className="failure-cause">
      <div className="failure-cause-head">
        <OutcomeMark kind={kind} count={count} />
        <span className="failure-cause-node cut">{t('cause-at', { node: nodeName })}</span>
        {fix && <Badge tone={fix === 'user' ? 'accent' : 'plain'}>{t(`fix.${fix}`)}</Badge>}
      </div>
      <p className="failure-cause-message" title={originalOf(sample.message)}>
        {sample.message === null ? t('no-message') : saySentences(sample.message)}
      </p>
      {hint && <p className="failure-cause-hint">{saySentences(hint)}</p>}
      <p className="failure-cause-sample">
        {t('for-example')} <EntityIcon entity={sample.entity} isNamed />{' '}
        <a className="mono" href={toHash({ page: 'record', key: sample.key })}>
          {sample.key}
        </a>
      </p>
      <div className="failure-cause-ways">
        {code === 'sign-in-needed' && (
          <Button size="small" icon={LogIn} onPress={() => go({ page: 'connections' })}>
            {t('sign-in')}
          </Button>
        )}
        <Button
          size="small"
          icon={ListFilter}
          onPress={() => onRecords({ kinds: [kind], code, nodeId, ...(code === codeMissing && { hint }) })}
        >
          {t('show-records', { count })}
        </Button>
        <Button size="small" icon={Wrench} onPress={() => goToNode(flowId, nodeId)}>
          {t('open-node')}
        </Button>
      </div>
    </li>
  )
}
