/** Rows of a long list, fetched by the page around what is on screen. The rows of pages long unseen are forgotten. */
export interface RowPages<Row> {
  readonly total: () => number
  /** Undefined while it is on its way. */
  readonly row: (index: number) => Row | undefined
  /** What is on screen now, and which way it moves: those pages first, then one ahead. */
  readonly show: (first: number, end: number, direction: -1 | 1) => void
  /** More rows have arrived at the end. */
  readonly grow: (total: number) => void
  readonly failure: () => unknown
  readonly retry: () => void
  /** Tells that something changed; returns the function that unsubscribes. */
  readonly subscribe: (listener: () => void) => () => void
  /** Counts changes, for React. */
  readonly version: () => number
  readonly close: () => void
}

export interface RowSource<Row> {
  readonly total: number
  readonly load: (offset: number, limit: number) => Promise<{ readonly rows: readonly Row[]; readonly total: number }>
  readonly pageSize?: number
  /** Pages kept at most. */
  readonly keep?: number
}

const atOnce = 2
/** A row that comes late in time is put into its place a little before the end. */
const movable = 50

export function createRowPages<Row>({ total: first, load, pageSize = 200, keep = 60 }: RowSource<Row>): RowPages<Row> {
  const pages = new Map<number, readonly Row[]>()
  const underWay = new Set<number>()
  const stale = new Set<number>()
  const listeners = new Set<() => void>()
  let wanted: readonly number[] = []
  let total = first
  let failure: unknown
  let version = 0
  let isClosed = false

  const changed = () => {
    version += 1
    for (const listener of listeners) listener()
  }

  const isWhole = (page: number) => {
    const rows = pages.get(page)
    return rows !== undefined && !stale.has(page) && rows.length >= Math.min(pageSize, total - page * pageSize)
  }

  const pump = () => {
    for (const page of wanted) {
      if (isClosed || failure !== undefined || underWay.size >= atOnce) return
      if (underWay.has(page) || isWhole(page)) continue
      underWay.add(page)
      stale.delete(page)
      load(page * pageSize, pageSize).then(
        (found) => {
          underWay.delete(page)
          if (isClosed) return
          keepPage(page, found.rows)
          total = Math.max(total, found.total)
          changed()
          // A page that came shorter than promised would be asked for without end: it is asked again when it is next shown.
          if (!isWhole(page)) wanted = wanted.filter((one) => one !== page)
          pump()
        },
        (error: unknown) => {
          underWay.delete(page)
          if (isClosed) return
          failure = error
          changed()
        },
      )
    }
  }

  const keepPage = (page: number, rows: readonly Row[]) => {
    pages.delete(page)
    pages.set(page, rows)
    for (const old of pages.keys()) {
      if (pages.size <= keep) break
      if (!wanted.includes(old)) pages.delete(old)
    }
  }

  return {
    total: () => total,
    row: (index) => pages.get(Math.floor(index / pageSize))?.[index % pageSize],
    show: (from, end, direction) => {
      const lastPage = Math.floor(Math.max(0, total - 1) / pageSize)
      const top = Math.floor(from / pageSize)
      const bottom = Math.floor(Math.max(from, end - 1) / pageSize)
      const ahead = direction > 0 ? bottom + 1 : top - 1
      const seen = Array.from({ length: bottom - top + 1 }, (_, place) => top + place)
      wanted = [...seen, ahead].filter((page) => page >= 0 && page <= lastPage && total > 0)
      for (const page of seen) touch(pages, page)
      pump()
    },
    grow: (now) => {
      if (now === total) return
      const lastPage = Math.floor(Math.max(0, total - 1) / pageSize)
      for (let page = Math.floor(Math.max(0, total - movable) / pageSize); page <= lastPage; page += 1) stale.add(page)
      total = now
      changed()
      pump()
    },
    failure: () => failure,
    retry: () => {
      failure = undefined
      changed()
      pump()
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

/** A map forgets its oldest entry first: what is looked at becomes the newest. */
function touch<Value>(map: Map<number, Value>, key: number): void {
  const value = map.get(key)
  if (value === undefined) return
  map.delete(key)
  map.set(key, value)
}
