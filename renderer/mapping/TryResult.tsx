import { CircleAlert, Equal } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { saySentences } from '#renderer/language/say-sentence.ts'
import { asLine } from '#renderer/runs/changed-part.ts'
import type { Try } from './use-tries.ts'

interface TryResultProps {
  readonly result: Try | undefined
  /** What is wrong with the mapping itself. */
  readonly problem: string | undefined
  readonly isPerLine: boolean
}

/** What a mapping makes of the chosen record, or why it makes nothing. */
export const TryResult = memo(function TryResult({ result, problem, isPerLine }: TryResultProps) {
  const { t } = useTranslation('mapping')
  if (problem !== undefined || result?.ok === false) {
    const message = problem ?? (result?.ok === false ? result.message : '')
    return (
      <p className="try-result try-result-problem" role="alert">
        <CircleAlert className="try-result-icon" aria-hidden />
        <span>{saySentences(message)}</span>
      </p>
    )
  }
  if (!result) return <p className="try-result map-quiet">…</p>
  const { value } = result
  if (isPerLine && Array.isArray(value)) {
    return (
      <ol className="try-result-lines" aria-label={t('result.lines')}>
        {value.slice(0, 6).map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are their place
          <li key={index} className="try-result">
            <span className="map-quiet">{index + 1}</span>
            <Value value={one} />
          </li>
        ))}
        {value.length > 6 && <li className="map-quiet">{t('result.more', { count: value.length - 6 })}</li>}
      </ol>
    )
  }
  return (
    <p className="try-result">
      <Equal className="try-result-icon" aria-hidden />
      <Value value={value} />
    </p>
  )
})

function Value({ value }: { readonly value: unknown }) {
  const { t } = useTranslation('mapping')
  if (value === undefined || value === null) return <span className="map-quiet">{t('result.nothing')}</span>
  if (value === '') return <span className="map-quiet">{t('result.empty')}</span>
  const line = asLine(value)
  return (
    <span className="mono cut" title={line}>
      {line}
    </span>
  )
}
