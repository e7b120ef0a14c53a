import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startMplusSandbox } from '#connectors/mplus/sandbox/start.ts'
import { startOdooSandbox } from '#connectors/odoo/sandbox/start.ts'
import type { Fault } from '#connectors/sandbox-kit/faults.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import { parseFlowText } from '#core/flow/parse.ts'
import { shopOfTheTill } from '#host/practice/practice-systems.ts'
import type { OpenableConnection, RunEnded, StartRun } from '#host/run/protocol.ts'
import { runInProcess } from '#host/run/run-process.ts'

export interface MainJobOptions {
  readonly orderCount?: number
  /** Orders per page of the till; small pages make many positions. */
  readonly pageSize?: number
  readonly tillFaults?: readonly Fault[]
  readonly booksFaults?: readonly Fault[]
}

/** The product's main job with everything real but the vendors: paid till orders become confirmed sales orders, in a run process. */
export interface MainJob {
  readonly till: Awaited<ReturnType<typeof startMplusSandbox>>
  readonly books: Awaited<ReturnType<typeof startOdooSandbox>>
  readonly dataFolder: string
  readonly start: Omit<StartRun, 'type'>
  run(options?: { readonly killAt?: string; readonly signal?: AbortSignal; readonly mode?: 'run' | 'plan' }): Promise<RunEnded>
  /** What the books hold, as text to compare byte by byte. */
  booksState(): string
  close(): Promise<void>
}

/** Sandboxes stamp everything with the same moment, so that two histories with the same end give the same bytes. */
const fixedNow = () => new Date('2026-11-22T09:00:00Z')

export async function startMainJob({ orderCount = 60, pageSize = 10, tillFaults, booksFaults }: MainJobOptions = {}): Promise<MainJob> {
  const till = await startMplusSandbox({ orderCount, faults: tillFaults, now: fixedNow })
  const books = await startOdooSandbox({ shop: shopOfTheTill(), faults: booksFaults, now: fixedNow })
  const dataFolder = mkdtempSync(join(tmpdir(), 'sluice-job-'))
  const start = { dataFolder, document: mainFlow(pageSize), mode: 'run', connections: connectionsTo({ till, books }) } as const
  return {
    ...{ till, books, dataFolder, start },
    run: ({ killAt, signal = new AbortController().signal, mode = 'run' } = {}) =>
      runInProcess({ ...start, mode }, { signal, environment: killAt === undefined ? {} : { SLUICE_KILL_AT: killAt } }),
    // The till's port is in every external id, and every job has another one.
    booksState: () => JSON.stringify(books.state(), null, 1).replaceAll(`127_2e0_2e0_2e1_3a${till.port}`, 'till'),
    close: async () => {
      await Promise.all([till.close(), books.close()])
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

function mainFlow(pageSize: number): FlowDocument {
  const parsed = parseFlowText(readFileSync(new URL('../../assets/templates/mplus-orders-to-odoo.flow.json', import.meta.url), 'utf8'))
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  const nodes = parsed.ok.nodes.map((node) =>
    node.type === 'read' ? { ...node, settings: { ...node.settings, settings: { start: 'beginning', pageSize } } } : node,
  )
  return { ...parsed.ok, nodes }
}

function connectionsTo({ till, books }: Pick<MainJob, 'till' | 'books'>): Readonly<Record<string, OpenableConnection>> {
  const common = { readOnly: false, createdAt: '2026-11-22T09:00:00Z' }
  return {
    till: {
      stored: {
        ...common,
        id: 'till',
        name: 'Till',
        connectorId: 'mplus',
        settings: { address: 'http://127.0.0.1', port: till.port },
        secretFields: ['ident', 'secret'],
      },
      secrets: till.credentials as unknown as Record<string, string>,
    },
    books: {
      stored: {
        ...common,
        id: 'books',
        name: 'Books',
        connectorId: 'odoo',
        settings: { url: books.origin, database: books.database },
        secretFields: ['apiKey'],
      },
      secrets: { apiKey: books.credentials.apiKey ?? '' },
    },
  }
}
