import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { type CursorRows, createCursorRows, type LoadPage } from './cursor-rows.ts'

/** The rows for a key; other rows for another key, and new ones when `attempt` changes. The rows before stay until the new ones are there. */
export function useCursorRows<Row>(key: string, load: LoadPage<Row>, attempt = 0): CursorRows<Row> {
  const latest = useRef(load)
  latest.current = load
  const make = () => createCursorRows<Row>((after) => latest.current(after))
  const [shown, setShown] = useState<{ readonly key: string; readonly attempt: number; readonly rows: CursorRows<Row> }>(() => ({
    ...{ key, attempt },
    rows: make(),
  }))

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another key or attempt asks again.
  useEffect(() => {
    if (shown.key === key && shown.attempt === attempt) return
    const rows = make()
    const put = () => setShown({ key, attempt, rows })
    if (shown.key !== key) return put()
    return rows.subscribe(put)
  }, [key, attempt])

  const { rows } = shown
  useSyncExternalStore(rows.subscribe, rows.version)
  return rows
}
