import { Workflow } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#renderer/ui/Button.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import type { Canvas } from './canvas/canvas-store.ts'
import { openQuickAdd } from './canvas/quick-add.ts'
import './EmptyFlow.css'

/** What an empty canvas is for, and how it begins. */
export function EmptyFlow({ canvas }: { readonly canvas: Canvas }) {
  const { t } = useTranslation('editor')
  return (
    <div className="empty-flow">
      <EmptyState
        icon={Workflow}
        title={t('empty.title')}
        text={t('empty.text')}
        action={
          <Button variant="primary" onPress={() => openQuickAdd(canvas, null)}>
            {t('empty.add')}
          </Button>
        }
      />
    </div>
  )
}
