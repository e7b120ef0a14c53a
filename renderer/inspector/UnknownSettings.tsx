import { useTranslation } from 'react-i18next'
import type { Json } from '#core/kit/record.ts'

/** What this version has no control for: kept as it is, and shown so that nobody wonders. */
export function UnknownSettings({ settings }: { readonly settings: Readonly<Record<string, Json>> }) {
  const { t } = useTranslation('inspector')
  if (Object.keys(settings).length === 0) return null
  return (
    <div className="setting-section">
      <div className="setting-heading">{t('unknown.title')}</div>
      <p className="setting-quiet">{t('unknown.text')}</p>
      <pre className="setting-json">{JSON.stringify(settings, null, 2)}</pre>
    </div>
  )
}
