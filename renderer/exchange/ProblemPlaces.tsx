import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { saySentence } from '#renderer/language/say-sentence.ts'
import './ProblemPlaces.css'

interface ProblemPlacesProps {
  readonly title: string
  readonly problems: readonly { readonly path: string; readonly message: string }[]
}

/** What is wrong and where, one line each. */
export function ProblemPlaces({ title, problems }: ProblemPlacesProps) {
  const { t } = useTranslation('exchange')
  return (
    <section className="problem-places">
      <h3>{title}</h3>
      <ul>
        {problems.map(({ path, message }) => (
          <li key={`${path} ${message}`} className="problem-places-problem">
            <TriangleAlert className="problem-places-icon" aria-hidden />
            <span>
              <code>{path || t('problems.whole')}</code> {saySentence(message)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
