import { CircleAlert } from 'lucide-react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { NodeEntry } from '#core/kit/describe.ts'
import type { NodeProblem } from './node-problems.ts'

interface ProblemListProps {
  readonly problems: readonly NodeProblem[]
  readonly entry: NodeEntry
  readonly onShow: (problem: NodeProblem) => void
}

/** What is in the way, first thing on the form; each leads to its setting. */
export function ProblemList({ problems, entry, onShow }: ProblemListProps) {
  const { t } = useTranslation('inspector')
  if (problems.length === 0) return null
  const known = new Set(entry.fields.map((field) => field.name))
  return (
    <ul className="inspector-problems" aria-label={t('problems', { count: problems.length })}>
      {problems.map((problem) => (
        <li key={`${problem.field} ${problem.inner} ${problem.message}`}>
          {known.has(problem.field) ? (
            <Button className="inspector-problem" onPress={() => onShow(problem)}>
              <CircleAlert className="inspector-problem-icon" aria-hidden />
              <span>{problem.message}</span>
            </Button>
          ) : (
            <span className="inspector-problem">
              <CircleAlert className="inspector-problem-icon" aria-hidden />
              <span>{problem.message}</span>
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
