import { useCallback, useEffect, useRef, useState } from 'react'
import type { RunSummary } from '#core/contract/runs.ts'
import { host } from '#renderer/contract/host.ts'
import { useHostEvent } from '#renderer/contract/use-request.ts'

type Totals = RunSummary['totals']

/** Gives a run that goes on its counts of this moment: a list tells those of the moment it was asked for. */
export function useLiveTotals(): (run: RunSummary | undefined) => RunSummary | undefined {
  const [totals, setTotals] = useState<ReadonlyMap<number, Totals>>(new Map())
  const coming = useRef(new Map<number, Totals>())
  const frame = useRef(0)
  const show = useCallback((runId: number, counts: Totals) => {
    coming.current.set(runId, counts)
    // Several runs tell ten times a second each: the list is painted once a frame.
    if (frame.current !== 0) return
    frame.current = requestAnimationFrame(() => {
      frame.current = 0
      setTotals((before) => new Map([...before, ...coming.current]))
      coming.current.clear()
    })
  }, [])
  useEffect(() => {
    host.request('run:active', {}).then(
      (active) => {
        for (const { run, progress } of active) if (progress) show(run.id, progress.outcomes)
      },
      // The counts come with the next progress all the same.
      () => undefined,
    )
    return () => {
      cancelAnimationFrame(frame.current)
      frame.current = 0
    }
  }, [show])
  useHostEvent('run:progress', ({ runId, progress }) => show(runId, progress.outcomes))

  /** The same row while nothing in it changed: rows repaint only when they are others. */
  const made = useRef(new WeakMap<RunSummary, { readonly totals: Totals; readonly run: RunSummary }>())
  return useCallback(
    (run) => {
      const now = run?.state === 'running' ? totals.get(run.id) : undefined
      if (!run || !now) return run
      const known = made.current.get(run)
      if (known?.totals === now) return known.run
      const live = { ...run, totals: now }
      made.current.set(run, { totals: now, run: live })
      return live
    },
    [totals],
  )
}
