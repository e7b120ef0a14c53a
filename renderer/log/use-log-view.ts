import { useCallback, useEffect, useRef, useState } from 'react'
import type { LogFilter, LogRow } from '#core/contract/log.ts'
import type { ContractError } from '#core/contract/reply.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError, useHostEvent } from '#renderer/contract/use-request.ts'
import { createRowPages, type RowPages } from './row-pages.ts'

/** A view of the log as the host holds it for us. */
export interface OpenView {
  readonly viewId: string
  readonly filter: LogFilter
  readonly pages: RowPages<LogRow>
  /** Rows the text search has still to read. */
  readonly unsearched: number
}

export interface LogView {
  /** The view before stays until the next one is there. */
  readonly view: OpenView | null
  readonly isOpening: boolean
  readonly error: ContractError | null
  readonly reopen: () => void
}

/** Opens a view for the filter, closes it with the page, and lets it grow with what the host tells, once a frame. */
export function useLogView(filter: LogFilter): LogView {
  const [view, setView] = useState<OpenView | null>(null)
  const [state, setState] = useState<{ readonly isOpening: boolean; readonly error: ContractError | null }>({
    isOpening: true,
    error: null,
  })
  const [attempt, setAttempt] = useState(0)
  const grown = useRef({ total: 0, unsearched: 0, frame: 0 })
  // The filter is plain data: its text tells whether it changed.
  const text = JSON.stringify(filter)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt opens the same view again.
  useEffect(() => {
    const wanted = JSON.parse(text) as LogFilter
    let isCurrent = true
    let opened: string | undefined
    setState({ isOpening: true, error: null })
    const close = (viewId: string) => void host.request('log:close', { viewId }).catch(() => {})
    host.request('log:open', { filter: wanted }).then(
      ({ viewId, total, unsearched = 0 }) => {
        if (!isCurrent) return close(viewId)
        opened = viewId
        const load = (offset: number, limit: number) => host.request('log:rows', { viewId, offset, limit })
        setView({ viewId, filter: wanted, unsearched, pages: createRowPages<LogRow>({ total, load }) })
        setState({ isOpening: false, error: null })
      },
      (error: unknown) => isCurrent && setState({ isOpening: false, error: toContractError(error) }),
    )
    return () => {
      isCurrent = false
      if (opened !== undefined) close(opened)
    }
  }, [text, attempt])

  const pages = view?.pages
  useEffect(() => () => pages?.close(), [pages])

  useHostEvent('log:grew', ({ viewId, total, unsearched = 0 }) => {
    if (viewId !== view?.viewId) return
    Object.assign(grown.current, { total, unsearched })
    if (grown.current.frame !== 0) return
    grown.current.frame = requestAnimationFrame(() => {
      const { total: all, unsearched: left } = grown.current
      grown.current.frame = 0
      view.pages.grow(all)
      setView((before) => (before?.viewId === viewId && before.unsearched !== left ? { ...before, unsearched: left } : before))
    })
  })

  const reopen = useCallback(() => setAttempt((count) => count + 1), [])
  return { view, ...state, reopen }
}
