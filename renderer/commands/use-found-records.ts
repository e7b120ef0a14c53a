import { useEffect, useState } from 'react'
import { host } from '#renderer/contract/host.ts'
import type { FoundRecord } from './palette-entries.ts'

const none: readonly FoundRecord[] = []
/** Letters a key must be searched by, and the pause after the last one. */
const fewest = 2
const pauseMs = 120

/** Records whose key holds the text; what was found stays until the next answer. */
export function useFoundRecords(text: string): readonly FoundRecord[] {
  const [found, setFound] = useState(none)
  const wanted = text.trim()
  useEffect(() => {
    if (wanted.length < fewest) {
      setFound(none)
      return
    }
    let isLatest = true
    const timer = setTimeout(() => {
      host.request('record:search', { text: wanted, limit: 8 }).then(
        (records) => isLatest && setFound(records),
        // Commands and flows are still found; the runs page says what is wrong with the journal.
        () => isLatest && setFound(none),
      )
    }, pauseMs)
    return () => {
      isLatest = false
      clearTimeout(timer)
    }
  }, [wanted])
  return found
}
