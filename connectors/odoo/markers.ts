import { AppError, DataError } from '#core/kit/errors.ts'
import type { OdooClient } from './client.ts'
import { textOf } from './values.ts'

const model = 'ir.model.data'
const module = 'sluice'

export interface Marker {
  readonly id: number
  readonly externalId: string
  readonly recordId: number
}

/**
 * Markers are Odoo's own external ids: rows of `ir.model.data`, of which (module, name) is unique in the database. They say
 * which record we made for which source record, and a second marker for the same one is refused, which no other key can do.
 */
export interface Markers {
  /** False once this user turned out to have no right to them; natural keys have to do. */
  readonly areAvailable: boolean
  byExternalId(externalIds: readonly string[]): Promise<ReadonlyMap<string, Marker>>
  /** Record id → the external id it was made for. */
  byRecord(recordIds: readonly number[]): Promise<ReadonlyMap<number, string>>
  /** Marks records just made. A record that lost a race comes back as `taken`, with the record that won. */
  mark(records: readonly NewMarker[]): Promise<ReadonlyMap<string, MarkResult>>
}

export interface NewMarker {
  readonly externalId: string
  readonly recordId: number
}

export type MarkResult =
  | { readonly kind: 'marked' }
  | { readonly kind: 'taken'; readonly by: number }
  | { readonly kind: 'failed'; readonly error: AppError }

/** Opens the markers of one model. */
export async function openMarkers(client: OdooClient, targetModel: string, signal?: AbortSignal): Promise<Markers> {
  const may = await client.memory.recall('may mark', async () => {
    const allowed = (await client.may(model, 'read', signal)) && (await client.may(model, 'create', signal))
    if (!allowed) {
      client.log({
        level: 'warn',
        message:
          'This Odoo user may not keep external ids (ir.model.data). Records are recognised by their order number, e-mail or SKU only; give the user the right "Administration: Access Rights" for full protection against doubles.',
      })
    }
    return allowed
  })
  if (!may) return withoutMarkers

  const search = async (condition: readonly unknown[]): Promise<readonly Marker[]> => {
    const rows = await client.searchRead(model, {
      domain: [['module', '=', module], ['model', '=', targetModel], condition],
      fields: ['name', 'res_id'],
      signal,
    })
    return rows.map((row) => ({ id: row.id, externalId: textOf(row.name) ?? '', recordId: Number(row.res_id) }))
  }
  const byExternalId = async (externalIds: readonly string[]) => {
    if (externalIds.length === 0) return new Map<string, Marker>()
    return new Map((await search(['name', 'in', externalIds])).map((marker) => [marker.externalId, marker]))
  }
  const createRows = (records: readonly NewMarker[]) =>
    client.create(
      model,
      // `noupdate` keeps Odoo's own module upgrades away from it.
      records.map(({ externalId, recordId }) => ({ module, name: externalId, model: targetModel, res_id: recordId, noupdate: true })),
      { signal },
    )

  async function markOne(record: NewMarker): Promise<MarkResult> {
    try {
      await createRows([record])
      return { kind: 'marked' }
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'stopped') throw error
      return settleRefusal(record, error)
    }
  }

  /** A refused or lost marker: somebody else's record holds the name, or ours does already, or it points to a deleted one. */
  async function settleRefusal(record: NewMarker, error: AppError): Promise<MarkResult> {
    const holder = (await byExternalId([record.externalId])).get(record.externalId)
    if (!holder) return { kind: 'failed', error }
    if (holder.recordId === record.recordId) return { kind: 'marked' }
    const [alive] = await client.read(targetModel, [holder.recordId], { fields: ['id'], signal })
    if (alive) return { kind: 'taken', by: holder.recordId }
    await client.write(model, [holder.id], { res_id: record.recordId }, { signal })
    return { kind: 'marked' }
  }

  return {
    areAvailable: true,
    byExternalId,
    byRecord: async (recordIds) => {
      if (recordIds.length === 0) return new Map()
      return new Map((await search(['res_id', 'in', recordIds])).map((marker) => [marker.recordId, marker.externalId]))
    },
    mark: async (records) => {
      if (records.length === 0) return new Map()
      try {
        await createRows(records)
        return new Map(records.map(({ externalId }) => [externalId, { kind: 'marked' as const }]))
      } catch (error) {
        // One double spoils the whole batch; an answer that got lost is settled by looking, which `markOne` does on refusal.
        if (!(error instanceof DataError) && !(error instanceof AppError && error.code === 'answer-lost')) throw error
      }
      const results = new Map<string, MarkResult>()
      for (const record of records) results.set(record.externalId, await markOne(record))
      return results
    },
  }
}

const withoutMarkers: Markers = {
  areAvailable: false,
  byExternalId: async () => new Map(),
  byRecord: async () => new Map(),
  mark: async (records) => new Map(records.map(({ externalId }) => [externalId, { kind: 'marked' as const }])),
}
