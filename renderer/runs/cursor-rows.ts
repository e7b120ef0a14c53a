/** Rows that come page after page, each page named by the end of the one before; fetched as the list is scrolled towards them. */
export interface CursorRows<Row> {
  readonly row: (index: number) => Row | undefined
  /** Rows there are, and one more while the next page is not there yet. */
  readonly total: () => number
  readonly isLoaded: () => boolean
  readonly show: (first: number, end: number) => void
  readonly failure: () => unknown
  readonly retry: () => void
  readonly subscribe: (listener: () => void) => () => void
  readonly version: () => number
  readonly close: () => void
}

export type LoadPage<Row> = (after: number | undefined) => Promise<{ readonly rows: readonly Row[]; readonly next: number | null }>

/** So many rows before the last one that is there, the next page is fetched. */
const ahead = 100

export function createCursorRows<Row>(load: LoadPage<Row>): CursorRows<Row> {
  const listeners = new Set<() => void>()
  const rows: Row[] = []
  let next: number | null | undefined
  let isLoading = false
  let isClosed = false
  let failure: unknown
  let version = 0

  const changed = () => {
    version += 1
    for (const listener of listeners) listener()
  }
  const fetchNext = () => {
    if (isLoading || isClosed || next === null || failure !== undefined) return
    isLoading = true
    load(next).then(
      (page) => {
        isLoading = false
        if (isClosed) return
        rows.push(...page.rows)
        next = page.next
        changed()
      },
      (error: unknown) => {
        isLoading = false
        if (isClosed) return
        failure = error
        changed()
      },
    )
  }
  fetchNext()
  return {
    row: (index) => rows[index],
    total: () => rows.length + (next === null ? 0 : 1),
    isLoaded: () => next !== undefined,
    show: (_first, end) => {
      if (next !== undefined && end > rows.length - ahead) fetchNext()
    },
    failure: () => failure,
    retry: () => {
      failure = undefined
      changed()
      fetchNext()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    version: () => version,
    close: () => {
      isClosed = true
    },
  }
}
