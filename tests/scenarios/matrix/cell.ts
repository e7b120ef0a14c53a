import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { connectors } from '#connectors/index.ts'
import type { FlowDocument } from '#core/flow/document.ts'
import type { BoundConnection } from '#core/kit/define-node.ts'
import type { Json } from '#core/kit/record.ts'
import { systemClock } from '#host/clock.ts'
import { openConnection } from '#host/connections/open-connection.ts'
import { partSettings } from '#host/connections/secret-settings.ts'
import { type Journal, openJournal } from '#host/journal/open-journal.ts'
import type { StoredOutcome } from '#host/journal/run-queries.ts'
import { executeRun } from '#host/run/execute-run.ts'
import type { OpenableConnection, RunEnded } from '#host/run/protocol.ts'
import { nodes } from '#nodes/index.ts'
import type { System } from './systems.ts'
import { tablesOf, writeSettings } from './terms.ts'

export interface Pass {
  readonly ended: RunEnded
  readonly outcomes: readonly StoredOutcome[]
}

/** One kind of record going from one running imitation into another. */
export interface Cell {
  readonly entity: string
  readonly source: System
  readonly target: System
  /** Settings of the read node beside those that make it begin at the beginning. */
  readonly read?: Readonly<Record<string, Json>>
  /** Settings of the write node beside those its system needs. */
  readonly write?: Readonly<Record<string, Json>>
}

/** A flow with a journal of its own; a pass goes on from where the last one stopped, or from the beginning with all that is remembered. */
export interface CellRunner {
  readonly dataFolder: string
  run(from?: { readonly source?: System; readonly beginning?: boolean }): Promise<Pass>
}

const flowId = 'cell'

export function openCell(opened: Cell): CellRunner {
  const dataFolder = mkdtempSync(join(tmpdir(), 'sluice-matrix-'))
  onTestFinished(() => rmSync(dataFolder, { recursive: true, force: true }))
  return {
    dataFolder,
    async run({ source = opened.source, beginning = false } = {}) {
      const cell = { ...opened, source }
      const connections = { source: openable(cell.source, 'source'), target: openable(cell.target, 'target') }
      if (beginning)
        withJournal(dataFolder, (journal) => journal.setPosition(flowId, { sourceNodeId: 'read', position: null, described: '' }))
      const ended = await executeRun(
        { type: 'start', dataFolder, document: flowOf(cell), mode: 'run', connections },
        {
          ...{ nodes, connectors, clock: systemClock, signal: new AbortController().signal, tell: () => {} },
          accessTokens: ({ id }) => tokensOf(id === 'source' ? cell.source : cell.target),
        },
      )
      return { ended, outcomes: withJournal(dataFolder, (journal) => journal.outcomes(ended.runId ?? 0, {}, { limit: 1_000 }).rows) }
    },
  }
}

function withJournal<T>(folder: string, use: (journal: Journal) => T): T {
  const journal = openJournal({ folder, clock: systemClock })
  try {
    return use(journal)
  } finally {
    journal.close()
  }
}

/** A connection for looking, beside those of the runs. */
export function connect(system: System): BoundConnection {
  const { stored, secrets } = openable(system, 'looking')
  const definition = connectors[system.connectorId]
  if (!definition) throw new Error(`There is no connector ${system.connectorId}.`)
  return openConnection(definition, stored, secrets, { clock: systemClock, log: () => {}, accessTokens: () => tokensOf(system) })
}

/** Practice tokens live an hour; a run asks for one and keeps it. */
function tokensOf({ signIn }: System) {
  let token: string | undefined
  return async (rejected?: string) => {
    if (token === undefined || token === rejected) token = signIn?.().accessToken
    return token ?? ''
  }
}

function openable({ connectorId, settings }: System, id: string): OpenableConnection {
  const { plain, secrets } = partSettings(connectors[connectorId]?.fields ?? {}, settings)
  return {
    stored: {
      ...{ id, connectorId, name: id, settings: plain, secretFields: Object.keys(secrets), readOnly: false },
      createdAt: '2026-11-22T09:00:00Z',
    },
    secrets,
  }
}

/** What a read has to be told so that it begins where the source does. */
export const readSettings: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  'mplus order': { start: 'beginning' },
  'mplus customer': { start: 'beginning' },
  'mplus product': { start: 'beginning' },
  'ccv-salespos order': { start: 'beginning' },
  'ccv-salespos customer': { start: 'beginning' },
  'ccv-salespos product': { start: 'beginning' },
  'accountview price': {
    ...{ sources: ['table'], object: 'K_PX', table: 'K_PRICES', keyField: 'REC_ID', listField: 'K_LIST', groupField: 'K_GROUP' },
    ...{ skuField: 'K_ART', fromField: 'K_FROM', priceField: 'K_PRICE', percentField: 'K_PCT' },
  },
}

function flowOf({ entity, source, target, read = {}, write = {} }: Cell): FlowDocument {
  const written = writeSettings[target.connectorId] ?? {}
  const tables = tablesOf(entity, source.connectorId, target.connectorId)
  const node = (id: string, type: string, settings: Readonly<Record<string, Json>>) =>
    ({ id, type, version: 1, position: [0, 0], settings }) as const
  const nodesInLine = [
    node('read', 'read', { slot: 'source', entity, settings: { ...readSettings[`${source.connectorId} ${entity}`], ...read } }),
    ...(tables.length > 0 ? [node('codes', 'codes', { from: 'source', to: 'target', tables })] : []),
    node('write', 'upsert', {
      ...{ slot: 'target', entity, settings: { ...written[entity], ...write } },
      ...(entity === 'order' && { documentType: 'order', customerSettings: written.customer ?? {} }),
    }),
  ]
  return {
    format: 1,
    id: flowId,
    name: `${source.connectorId} ${entity} to ${target.connectorId}`,
    nodes: nodesInLine,
    wires: nodesInLine.slice(1).map(({ id }, index) => ({ from: [nodesInLine[index]?.id ?? '', 'out'] as const, to: id })),
    slots: {
      source: { connector: source.connectorId, label: 'Source' },
      target: { connector: target.connectorId, label: 'Target' },
    },
    options: { onFailure: 'continue', timeZone: 'Europe/Amsterdam' },
  }
}
