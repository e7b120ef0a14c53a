import { useEffect, useState, useSyncExternalStore } from 'react'
import type { DataRow } from '#core/contract/data.ts'
import type { ContractError } from '#core/contract/reply.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { createRowPages, type RowPages } from '#renderer/log/row-pages.ts'

export interface Rows {
  readonly total: number
  /** Undefined while it is on its way. */
  readonly row: (index: number) => DataRow | undefined
  /** What is on screen: those are fetched. */
  readonly show: (first: number, end: number) => void
  readonly isLoading: boolean
  readonly error: ContractError | undefined
  readonly retry: () => void
}

interface Wanted {
  readonly flowId: string
  readonly nodeId: string
  readonly side: 'in' | 'out'
  readonly port?: string
  readonly search: string
  readonly version: number
}

const pageSize = 200
/** Typing in the search rests this long before rows are asked for. */
const pauseMs = 200

/** Rows at a place, by the page. A new search keeps the rows before it on screen until its own are there. */
export function useRows({ flowId, nodeId, side, port, search, version }: Wanted): Rows {
  const [pages, setPages] = useState<RowPages<DataRow> | null>(null)
  const [error, setError] = useState<ContractError>()
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` and `attempt` ask again
  useEffect(() => {
    let isOver = false
    let made: RowPages<DataRow> | undefined
    const place = { flowId, nodeId, side, ...(port !== undefined && { port }), ...(search !== '' && { search }) }
    const load = (offset: number, limit: number) => host.request('data:rows', { ...place, offset, limit })
    const timer = setTimeout(
      () => {
        load(0, pageSize).then(
          (first) => {
            if (isOver) return
            // The first page is there already: it is handed out when it is asked for, once.
            let waiting: typeof first | undefined = first
            made = createRowPages<DataRow>({
              total: first.total,
              pageSize,
              load: (offset, limit) => {
                const given = offset === 0 ? waiting : undefined
                waiting = undefined
                return given ? Promise.resolve(given) : load(offset, limit)
              },
            })
            made.show(0, Math.min(first.total, pageSize), 1)
            setError(undefined)
            setPages(made)
          },
          (thrown: unknown) => isOver || setError(toContractError(thrown)),
        )
      },
      search === '' ? 0 : pauseMs,
    )
    return () => {
      isOver = true
      clearTimeout(timer)
      made?.close()
    }
  }, [flowId, nodeId, side, port, search, version, attempt])
  useSyncExternalStore(pages?.subscribe ?? never, pages?.version ?? zero)
  const failure = pages?.failure()
  return {
    total: pages?.total() ?? 0,
    row: (index) => pages?.row(index),
    show: (first, end) => pages?.show(first, end, 1),
    isLoading: pages === null && error === undefined,
    error: error ?? (failure === undefined ? undefined : toContractError(failure)),
    retry: () => {
      setError(undefined)
      if (failure !== undefined) pages?.retry()
      else setAttempt((before) => before + 1)
    },
  }
}

const never = () => () => {}
const zero = () => 0
