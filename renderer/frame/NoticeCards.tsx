import { useEffect, useState } from 'react'
import type { Notice } from '#core/contract/app.ts'
import { useHostEvent } from '#renderer/contract/use-request.ts'
import { useLive } from './live.ts'
import { liveNotices } from './lives.ts'
import './NoticeCards.css'
import { NoticeRow } from './NoticeRow.tsx'
import { newestFirst } from './notices.ts'
import { useRoute } from './route.ts'

const mostCards = 2

/**
 * Failures, and runs that were continued after an interruption, show themselves at once and stay until dismissed, or until their run
 * has been looked at: from then on they are found under the bell.
 */
export function NoticeCards() {
  const notices = useLive(liveNotices).result ?? []
  const [arrived, setArrived] = useState<readonly string[]>([])
  const route = useRoute()
  const shownRun = route.page === 'run' ? route.runId : undefined
  const [seenRuns, setSeenRuns] = useState<readonly number[]>([])
  useEffect(() => {
    if (shownRun !== undefined) setSeenRuns((before) => (before.includes(shownRun) ? before : [...before, shownRun]))
  }, [shownRun])
  useHostEvent('app:notice', ({ id }) => setArrived((before) => [...before, id].slice(-20)))
  const shown = newestFirst(
    notices.filter((notice) => isUrgent(notice, arrived) && !(notice.runId !== undefined && seenRuns.includes(notice.runId))),
  ).slice(0, mostCards)
  return (
    <div className="notice-cards" role="alert">
      {shown.map((notice) => (
        <div key={notice.id} className="notice-card">
          <NoticeRow notice={notice} />
        </div>
      ))}
    </div>
  )
}

/** What came before this page was opened was not seen by anybody; of other kinds only what arrives while someone looks. */
function isUrgent({ id, kind }: Notice, arrived: readonly string[]): boolean {
  return kind === 'run-failed' || kind === 'run-resumed' || arrived.includes(id)
}
