import { ClipboardList, Copy, EllipsisVertical, FolderOpen, ScrollText, Trash2, Upload } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowCard as Card } from '#core/contract/flows.ts'
import { openExport } from '#renderer/frame/export-place.ts'
import { go } from '#renderer/frame/route.ts'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Menu } from '#renderer/ui/Menu.tsx'
import { duplicateFlow, runFlow } from './flow-actions.ts'
import { RemoveFlowDialog } from './RemoveFlowDialog.tsx'

/** Everything else that can be done with a flow from outside. */
export function FlowMenu({ card }: { readonly card: Card }) {
  const { t } = useTranslation('home')
  const [isRemoving, setRemoving] = useState(false)
  const cannotRun = card.unboundSlots.length > 0 || card.problemCount > 0 || card.activeRunId !== null
  return (
    <>
      <Menu
        label={t('menu.label', { name: card.name })}
        placement="bottom end"
        trigger={<IconButton label={t('menu.label', { name: card.name })} icon={EllipsisVertical} size="small" />}
        items={[
          { id: 'open', label: t('menu.open'), icon: FolderOpen, onAction: () => go({ page: 'flow', flowId: card.id }) },
          { id: 'plan', label: t('menu.plan'), icon: ClipboardList, isDisabled: cannotRun, onAction: () => void runFlow(card, 'plan') },
          { id: 'log', label: t('menu.log'), icon: ScrollText, onAction: () => go({ page: 'log', filter: { flowId: card.id } }) },
          { id: 'duplicate', label: t('menu.duplicate'), icon: Copy, startsGroup: true, onAction: () => void duplicateFlow(card) },
          { id: 'export', label: t('menu.export'), icon: Upload, onAction: () => openExport(card.id) },
          { id: 'remove', label: t('menu.remove'), icon: Trash2, danger: true, startsGroup: true, onAction: () => setRemoving(true) },
        ]}
      />
      {isRemoving && <RemoveFlowDialog card={card} onClose={() => setRemoving(false)} />}
    </>
  )
}
