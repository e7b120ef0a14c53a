import type { LogFilter, LogRow, ViewSize } from '#core/contract/log.ts'
import type { OutcomeEntry, RecordPage, RunReport } from '#core/contract/runs.ts'
import { SettingsError } from '#core/kit/errors.ts'
import type { Clock } from '#core/kit/ports.ts'
import { toJournalError } from '#host/journal/journal-error.ts'
import { type JournalDatabase, journalFile, openDatabase } from '#host/journal/open-database.ts'
import { listOutcomes, type OutcomeFilter, type PageOf, type PageRequest } from '#host/journal/run-queries.ts'
import { createSampleQueries, type SampleQueries } from '#host/samples/sample-queries.ts'
import { nodes } from '#nodes/index.ts'
import { isTextFilter, type LogSource } from './log-matching.ts'
import { createRowReader, type RowDetails } from './log-rows.ts'
import { LogView } from './log-view.ts'
import { recordPage, toOutcomeEntry } from './record-page.ts'
import { runReport } from './run-report.ts'
import { createSearchIndex } from './search-index.ts'
import { type RecordHit, searchRecords } from './search-records.ts'

/**
 * Everything heavy that reads, in one place; runs on the reader's own thread. One argument each, plain data in and out, so that
 * it crosses to a thread as it is.
 */
export interface ReaderService extends SampleQueries {
  openView(given: { readonly viewId: string; readonly filter: LogFilter }, signal: AbortSignal): Promise<ViewSize>
  /** The file was put aside for a new one; views are made anew where they are asked for. */
  reopenJournal(given: Readonly<Record<string, never>>): void
  closeView(given: { readonly viewId: string }): void
  viewRows(given: ViewRange): { readonly rows: readonly LogRow[]; readonly total: number }
  /** Rows at places picked one by one; those beyond the end are left out. */
  pickedRows(given: { readonly viewId: string; readonly places: readonly number[] }): readonly LogRow[]
  placeInView(given: { readonly viewId: string; readonly source: LogSource; readonly id: number }): number | null
  logRow(given: { readonly source: LogSource; readonly id: number }): RowDetails | null
  recordPage(given: { readonly key: string }): RecordPage
  searchRecords(given: { readonly text: string; readonly limit?: number }, signal: AbortSignal): Promise<readonly RecordHit[]>
  runReport(given: { readonly runId: number }): RunReport
  runOutcomes(given: { readonly runId: number; readonly filter: OutcomeFilter; readonly page: PageRequest }): PageOf<OutcomeEntry>
}

type JournalCalls = Omit<ReaderService, keyof SampleQueries>

export interface ViewRange {
  readonly viewId: string
  readonly offset: number
  readonly limit: number
}

export interface ViewGrew extends ViewSize {
  readonly viewId: string
}

/** How long opening a view with a text waits for the text search; what is left comes in while one looks. */
const patienceMs = 300
const indexingMs = 200

/** @param grew is told when a view has more rows, at most once for each `look`. */
export function createReaderService({
  dataFolder,
  clock,
  grew,
}: {
  readonly dataFolder: string
  readonly clock: Clock
  readonly grew: (view: ViewGrew) => void
}): { readonly service: ReaderService; look(signal: AbortSignal): Promise<void>; close(): void } {
  const views = new Map<string, { readonly view: LogView; readonly isText: boolean }>()
  let opened:
    | {
        readonly database: JournalDatabase
        readonly rows: ReturnType<typeof createRowReader>
        readonly index: ReturnType<typeof createSearchIndex>
      }
    | undefined

  const journal = () => {
    if (opened) return opened
    const database = openDatabase({ folder: dataFolder, clock, role: 'guest' })
    // Reading never waits for a writer; the one thing written here, the search index, gives way instead (search-index.ts).
    database.pragma('busy_timeout = 5')
    opened = { database, rows: createRowReader(database), index: createSearchIndex(database) }
    return opened
  }
  const close = () => {
    opened?.database.close()
    opened = undefined
  }
  const viewOf = (viewId: string): LogView => {
    const found = views.get(viewId)
    if (!found) throw viewGone(viewId)
    return found.view
  }

  const journalCalls: JournalCalls = {
    async openView({ viewId, filter }, signal) {
      const { database, index } = journal()
      const isText = isTextFilter(filter)
      if (isText) await index.catchUp(patienceMs, signal)
      const view = new LogView(database, filter)
      await view.build(signal)
      views.set(viewId, { view, isText })
      return view.size()
    },
    reopenJournal() {
      views.clear()
      close()
    },
    closeView({ viewId }) {
      views.delete(viewId)
    },
    viewRows({ viewId, offset, limit }) {
      const view = viewOf(viewId)
      return { rows: journal().rows.rows(view.codes(offset, limit)), total: view.size().total }
    },
    pickedRows({ viewId, places }) {
      const view = viewOf(viewId)
      return journal().rows.rows(places.flatMap((place) => view.at(place) ?? []))
    },
    placeInView: ({ viewId, source, id }) => viewOf(viewId).placeOf(source, id),
    logRow: ({ source, id }) => journal().rows.row(source, id),
    recordPage: ({ key }) => recordPage(journal().database, key),
    searchRecords: (given, signal) => searchRecords(journal().database, given, signal),
    runReport: ({ runId }) => runReport(journal().database, runId),
    runOutcomes({ runId, filter, page }) {
      const { rows, next } = listOutcomes(journal().database, runId, filter, page)
      return { rows: rows.map(toOutcomeEntry), next }
    },
  }

  return {
    service: { ...sayingWhatSqliteMeans(journalCalls, journalFile(dataFolder)), ...createSampleQueries(dataFolder, nodes) },
    async look(signal) {
      if (views.size === 0) return
      const isSearching = [...views.values()].some(({ isText }) => isText)
      if (isSearching) await journal().index.catchUp(indexingMs, signal)
      for (const [viewId, { view }] of views) {
        const before = view.size()
        if (view.grow() || view.size().unsearched !== before.unsearched) grew({ viewId, ...view.size() })
      }
    },
    close,
  }
}

export const viewGoneCode = 'view-gone'

function viewGone(viewId: string): SettingsError {
  return new SettingsError(`The log view "${viewId.slice(0, 60)}" is not open.`, { code: viewGoneCode, hint: 'Open the log again.' })
}

/** Codes of SQLite become sentences that say what to do, as everywhere the journal is used. */
function sayingWhatSqliteMeans(service: JournalCalls, file: string): JournalCalls {
  const wrapped = Object.entries(service).map(([name, run]) => [
    name,
    async (...given: unknown[]) => {
      try {
        return await (run as (...given: unknown[]) => unknown)(...given)
      } catch (thrown) {
        throw toJournalError(thrown, file)
      }
    },
  ])
  // Every member answers the same, later: whoever asks a thread waits anyway.
  return Object.fromEntries(wrapped) as JournalCalls
}
