import { Unplug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Spinner } from '#renderer/ui/Spinner.tsx'
import { useHostGone } from './connected.ts'
import './OfflineBanner.css'

/** The program behind the page is gone; it comes back by itself. */
export function OfflineBanner() {
  const { t } = useTranslation('frame')
  if (!useHostGone()) return null
  return (
    <div className="offline-banner" role="alert">
      <Unplug className="offline-banner-icon" aria-hidden />
      <span>{t('offline.text')}</span>
      <Spinner />
    </div>
  )
}
