import { Bug, CircleX, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import '#renderer/ui/OutcomeMark.css'

const marks: Readonly<Record<string, { readonly icon: LucideIcon; readonly tone: string }>> = {
  debug: { icon: Bug, tone: 'skipped' },
  info: { icon: Info, tone: 'skipped' },
  warn: { icon: TriangleAlert, tone: 'waiting' },
  error: { icon: CircleX, tone: 'failed' },
}

/** How much a line of the log weighs, in the look of an outcome. */
export function LevelMark({ level }: { readonly level: string }) {
  const { t } = useTranslation('log')
  return <LevelSign level={level} word={t(`level.${level}`, { defaultValue: level })} />
}

/** The same where there are many of them: whoever shows it brings the word. */
export function LevelSign({ level, word }: { readonly level: string; readonly word: string }) {
  const { icon: Icon, tone } = marks[level] ?? { icon: Info, tone: 'skipped' }
  return (
    <span className={`outcome-mark outcome-mark-${tone}`}>
      <Icon className="outcome-mark-icon" aria-hidden />
      <span className="outcome-mark-word">{word}</span>
    </span>
  )
}
