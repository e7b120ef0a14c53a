import { CircleX, House, RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#renderer/ui/Button.tsx'
import { CopyValue } from '#renderer/ui/CopyValue.tsx'
import '#renderer/ui/EmptyState.css'
import './PageBroken.css'
import { go } from './route.ts'

export interface PageBrokenProps {
  readonly thrown: unknown
  readonly onRetry: () => void
}

/** A defect of ours on a page: what still holds, and what to do. */
export function PageBroken({ thrown, onRetry }: PageBrokenProps) {
  const { t } = useTranslation('frame')
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return (
    <div className="empty-state" role="alert">
      <CircleX className="empty-state-icon page-broken-icon" aria-hidden />
      <h1 className="empty-state-title">{t('broken.title')}</h1>
      <p className="empty-state-text">{t('broken.text')}</p>
      <CopyValue value={thrown instanceof Error && thrown.stack ? thrown.stack : message} shown={message} />
      <div className="page-broken-actions">
        <Button variant="primary" icon={RotateCw} onPress={onRetry}>
          {t('broken.retry')}
        </Button>
        <Button icon={House} onPress={() => go({ page: 'home' })}>
          {t('broken.home')}
        </Button>
      </div>
    </div>
  )
}
