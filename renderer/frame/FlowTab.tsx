import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowCard } from '#core/contract/flows.ts'
import { classNames } from '#renderer/ui/class-names.ts'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Spinner } from '#renderer/ui/Spinner.tsx'
import { closeFlow } from './open-flows.ts'
import { toHash } from './route.ts'

export interface FlowTabProps {
  readonly flowId: string
  /** Not there yet for a flow that was just made. */
  readonly card: FlowCard | undefined
  readonly isCurrent: boolean
  readonly onDragStart: () => void
  readonly onDragOver: () => void
  readonly onDragEnd: () => void
}

const middleButton = 1

export function FlowTab({ flowId, card, isCurrent, onDragStart, onDragOver, onDragEnd }: FlowTabProps) {
  const { t } = useTranslation('frame')
  const element = useRef<HTMLDivElement>(null)
  const name = card?.name ?? flowId
  useEffect(() => {
    if (isCurrent) element.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [isCurrent])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging and middle clicks are short cuts; commands do the same by keyboard
    <div
      ref={element}
      className={classNames('flow-tab', isCurrent && 'flow-tab-current')}
      onAuxClick={(event) => event.button === middleButton && closeFlow(flowId)}
      // Chromium would start scrolling by the middle button.
      onMouseDown={(event) => event.button === middleButton && event.preventDefault()}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', name)
        onDragStart()
      }}
      onDragOver={(event) => {
        event.preventDefault()
        onDragOver()
      }}
      onDragEnd={onDragEnd}
    >
      <a
        className="flow-tab-link"
        href={toHash({ page: 'flow', flowId })}
        aria-current={isCurrent ? 'page' : undefined}
        title={name}
        draggable={false}
      >
        {card?.activeRunId != null && <Spinner />}
        <span className="cut">{name}</span>
        {card?.hasChanges && (
          <span className="flow-tab-changed" title={t('tabs.changed')}>
            <span className="only-read">{t('tabs.changed')}</span>
          </span>
        )}
      </a>
      <IconButton label={t('tabs.close', { name })} icon={X} size="small" className="flow-tab-close" onPress={() => closeFlow(flowId)} />
    </div>
  )
}
