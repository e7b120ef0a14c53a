import type { CreateItem, WriteResult } from '#core/kit/define-connector.ts'
import { type AppError, DataError } from '#core/kit/errors.ts'
import type { OdooClient, Values } from './client.ts'
import { createEach, failureOf } from './create-batch.ts'
import { type Markers, openMarkers } from './markers.ts'

interface Marking<Data> {
  readonly model: string
  readonly items: readonly CreateItem<Data>[]
  /** Record ids by natural key, for items whose first attempt may have died between record and marker. */
  readonly findEarlier: (items: readonly CreateItem<Data>[]) => Promise<ReadonlyMap<string, readonly number[]>>
  /** @throws DataError when the record cannot be said in Odoo's terms. */
  readonly values: (item: CreateItem<Data>) => Values
  readonly label: (item: CreateItem<Data>) => string
  readonly signal: AbortSignal
}

interface Made<Data> {
  readonly item: CreateItem<Data>
  readonly id: number
  readonly existed: boolean
}

type Results<Data> = Map<CreateItem<Data>, WriteResult>

/**
 * Creates records and their markers, each kind in one call. A second attempt first looks for what the first left behind; a record
 * that lost a race to another run is taken away again. Ids in the results are those of `model`.
 */
export async function createMarked<Data>(client: OdooClient, marking: Marking<Data>): Promise<readonly WriteResult[]> {
  const { model, items, label, signal } = marking
  const results: Results<Data> = new Map()
  const markers = await openMarkers(client, model, signal)
  const adopted = await adoptEarlier(client, marking, { markers, results })
  const isAdopted = new Set(adopted.map(({ item }) => item))
  const created = await createNew(client, marking, { items: items.filter((item) => !isAdopted.has(item) && !results.has(item)), results })
  const all = [...adopted, ...created]
  try {
    const marks = await markers.mark(all.map(({ item, id }) => ({ externalId: item.externalId, recordId: id })))
    for (const { item, id, existed } of all) {
      const mark = marks.get(item.externalId)
      if (mark?.kind === 'taken') {
        if (!existed) await client.unlink(model, [id], { signal })
        results.set(item, { ok: true, id: String(mark.by), label: label(item), existed: true })
      } else if (mark?.kind === 'failed') results.set(item, { ok: false, error: mark.error, uncertain: true })
      else results.set(item, { ok: true, id: String(id), label: label(item), ...(existed ? { existed } : {}) })
    }
  } catch (thrown) {
    const { error } = failureOf(thrown)
    for (const { item } of all) if (!results.has(item)) results.set(item, { ok: false, error, uncertain: true })
  }
  return items.map((item) => results.get(item) ?? unanswered(label(item)))
}

async function adoptEarlier<Data>(
  client: OdooClient,
  { model, items, findEarlier, label, signal }: Marking<Data>,
  { markers, results }: { readonly markers: Markers; readonly results: Results<Data> },
): Promise<readonly Made<Data>[]> {
  const again = items.filter(({ attempt }) => attempt === 'again')
  if (again.length === 0) return []
  const marked = await markers.byExternalId(again.map(({ externalId }) => externalId))
  const ids = [...marked.values()].map(({ recordId }) => recordId)
  const alive = new Set((ids.length === 0 ? [] : await client.read(model, ids, { fields: ['id'], signal })).map(({ id }) => id))
  const byKey = await findEarlier(again)
  return again.flatMap((item) => {
    const recordId = marked.get(item.externalId)?.recordId
    if (recordId !== undefined && alive.has(recordId)) return [{ item, id: recordId, existed: true }]
    const [first, ...others] = byKey.get(item.key) ?? []
    if (first === undefined) return []
    if (others.length === 0) return [{ item, id: first, existed: true }]
    const error = new DataError(`${label(item)}: Odoo has several records with this key.`, {
      code: 'ambiguous',
      hint: 'Archive the ones that should not be there, then run again.',
      facts: { ids: [first, ...others] },
    })
    results.set(item, { ok: false, error, uncertain: false })
    return []
  })
}

async function createNew<Data>(
  client: OdooClient,
  { model, values, label, signal }: Marking<Data>,
  { items, results }: { readonly items: readonly CreateItem<Data>[]; readonly results: Results<Data> },
): Promise<readonly Made<Data>[]> {
  const ready = items.flatMap((item) => {
    try {
      return [{ item, values: values(item) }]
    } catch (thrown) {
      results.set(item, failureOf(thrown))
      return []
    }
  })
  const made = await createEach(client, model, { values: ready.map((one) => one.values), signal })
  return ready.flatMap(({ item }, index) => {
    const one = made[index]
    if (one?.ok) return [{ item, id: one.id, existed: false }]
    if (one) results.set(item, { ok: false, error: named(one.error, label(item)), uncertain: one.uncertain })
    return []
  })
}

/** Puts the record's name before a refusal of Odoo. */
export function named(error: AppError, label: string): AppError {
  if (!(error instanceof DataError)) return error
  const { code, hint, facts } = error
  return new DataError(`${label}: ${error.message}`, { code, hint, facts, cause: error })
}

function unanswered(label: string): WriteResult {
  return { ok: false, error: new DataError(`${label} got no result.`, { code: 'defect' }), uncertain: true }
}
