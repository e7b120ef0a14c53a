import { useTranslation } from 'react-i18next'
import { originalOf } from '#renderer/language/say-sentence.ts'
import './OriginalWords.css'

interface OriginalWordsProps {
  readonly code?: string | null
  readonly texts: readonly (string | null | undefined)[]
}

/** What the page says in another language, as it stands in the log: what a help desk asks for. Nothing where it is the same. */
export function OriginalWords({ code, texts }: OriginalWordsProps) {
  const { t } = useTranslation('ui')
  const originals = texts.flatMap((text) => originalOf(text) ?? [])
  if (originals.length === 0) return null
  return (
    <details className="original-words">
      <summary>{t('original')}</summary>
      <p lang="en">{originals.join(' ')}</p>
      {code && <code>{code}</code>}
    </details>
  )
}
