import { CircleCheck, CirclePause, CircleStop, CircleX, LoaderCircle, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RunSummary } from '#core/contract/runs.ts'
import './RunMark.css'

const marks: Readonly<Record<RunSummary['state'], LucideIcon>> = {
  running: LoaderCircle,
  finished: CircleCheck,
  failed: CircleX,
  stopped: CircleStop,
  interrupted: CirclePause,
}

/** How a run stands: a shape and a word. */
export function RunMark({ state }: { readonly state: RunSummary['state'] }) {
  const { t } = useTranslation('home')
  const Icon = marks[state]
  return (
    <span className={`run-mark run-mark-${state}`}>
      <Icon className="run-mark-icon" aria-hidden />
      {t(`run.${state}`)}
    </span>
  )
}
