import { useEffect, useRef, useState } from 'react'
import type { RunReport } from '#core/contract/runs.ts'
import type { RunProgress } from '#core/engine/run-event.ts'
import { type Asked, useHostEvent, useRequest } from '#renderer/contract/use-request.ts'
import { addSample, noSamples, ratePerSecond, remainingMs } from './rate.ts'

export interface WatchedRun {
  readonly asked: Asked<RunReport> & { readonly refresh: () => void }
  /** The newest counts: live while it runs, the last ones after. */
  readonly progress: RunProgress | null
  readonly rate: number | null
  readonly remainingMs: number | null
}

/** A run's report, with its counts as they come: applied once a frame, however many come in between. */
export function useRun(runId: number): WatchedRun {
  const asked = useRequest('run:report', { runId })
  const [live, setLive] = useState<{ readonly runId: number; readonly progress: RunProgress } | null>(null)
  const samples = useRef(noSamples)
  const next = useRef<{ progress: RunProgress; frame: number } | null>(null)

  useHostEvent('run:progress', (told) => {
    if (told.runId !== runId) return
    if (next.current) {
      next.current.progress = told.progress
      return
    }
    const frame = requestAnimationFrame((now) => {
      const progress = next.current?.progress
      next.current = null
      if (!progress) return
      samples.current = addSample(samples.current, now, progress.emitted)
      setLive({ runId, progress })
    })
    next.current = { progress: told.progress, frame }
  })
  useHostEvent('run:ended', ({ run }) => run.id === runId && asked.refresh())
  useHostEvent('run:started', ({ resumes }) => resumes.includes(runId) && asked.refresh())
  useEffect(
    () => () => {
      if (next.current) cancelAnimationFrame(next.current.frame)
      next.current = null
    },
    [],
  )

  const isRunning = asked.result?.run.state === 'running'
  const newest = live?.runId === runId ? live.progress : null
  // The report of a run that has ended counts for good; a late event does not.
  const progress = isRunning ? (newest ?? asked.result?.progress ?? null) : (asked.result?.progress ?? newest)
  const rate = isRunning ? ratePerSecond(samples.current) : null
  return { asked, progress, rate, remainingMs: remainingMs(rate, progress?.remaining) }
}
