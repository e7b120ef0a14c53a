import { defineNode, type NodeContext, type NodeRunner, type Result } from '#core/kit/define-node.ts'
import { DataError } from '#core/kit/errors.ts'
import { externalIdOf } from '#core/kit/external-id.ts'
import type { FlowRecord } from '#core/kit/record.ts'
import { pluralOf } from '#core/model/entities.ts'
import { type Stock, stock } from '#core/model/stock.ts'
import { checkData } from '#core/upsert/check-data.ts'
import { fieldPolicyNames } from '#core/upsert/field-policies.ts'
import { matchKeyOf } from '#core/upsert/match-key.ts'
import { chosenStock } from '#core/upsert/stock-figure.ts'
import { type UpsertSettings, upsertFields } from './fields.ts'
import { createNamesakes, namesakeOutcome } from './namesakes.ts'
import { fail } from './outcomes.ts'
import { type EntityTarget, openTarget } from './target.ts'
import { createOrderWriter } from './upsert-orders.ts'
import { createRecordWriter } from './upsert-records.ts'
import { type KeyedRecord, wavesOf } from './waves.ts'

/**
 * Writes records to a connection: finds them there, decides field by field, creates or updates, and remembers what was sent.
 * The one place that writes, for every kind of record and every connector; decisions are taken in `core/upsert`.
 *
 * `process` rejects with BusyError, ConnectionError or SettingsError when the target is down, refuses the credentials or
 * a setting: the run then ends, the position stays, and the next run looks up what was left open.
 */
export const upsert = defineNode({
  type: 'upsert',
  version: 1,
  label: 'Create or update',
  summary: 'Writes records to a system: creates what is missing, updates what changed, leaves the rest alone.',
  category: 'target',
  icon: 'database-zap',
  inputs: 1,
  outputs: ['out'],
  effect: 'write',
  // One batch at a time: the second batch has to see which customers the first one made.
  concurrency: 1,
  fields: upsertFields,
  describe,
  validate,
  prepare,
})

function describe(settings: UpsertSettings): string {
  const plural = pluralOf(settings.entity)
  if (settings.entity === 'order') {
    const document = settings.documentType ? ` → ${settings.documentType.replaceAll('-', ' ')}` : ''
    return `${plural}${document} · ${settings.customers === 'by-email' ? 'customers by e-mail' : 'default debtor'}`
  }
  const does = settings.create && settings.update ? 'create or update' : settings.create ? 'create only' : 'update only'
  return [plural, does, settings.matchBy && `by ${settings.matchBy}`].filter(Boolean).join(' · ')
}

function validate(settings: UpsertSettings): readonly { readonly path: string; readonly message: string }[] {
  const problems: { readonly path: string; readonly message: string }[] = []
  if (!settings.create && !settings.update && settings.entity !== 'order') {
    problems.push({ path: 'create', message: 'Creating and updating are both off: nothing would ever be written.' })
  }
  if (settings.entity === 'order' && !settings.defaultCustomer) {
    if (settings.customers === 'default')
      problems.push({ path: 'defaultCustomer', message: 'Fill in the debtor that orders are booked on.' })
    else if (settings.missingEmail === 'default-customer') {
      problems.push({ path: 'defaultCustomer', message: 'Fill in the debtor for orders without an e-mail address.' })
    }
  }
  for (const name of ['policies', 'customerPolicies'] as const) {
    for (const [path, policy] of Object.entries(settings[name] ?? {})) {
      if (fieldPolicyNames.includes(policy)) continue
      problems.push({ path: `${name}.${path}`, message: `"${String(policy)}" is none of ${fieldPolicyNames.join(', ')}.` })
    }
  }
  return problems
}

function prepare(context: NodeContext<UpsertSettings>): NodeRunner {
  const { connection, main } = openTarget(context)
  const write = main.entity.entity === 'order' ? createOrderWriter(connection, main) : createRecordWriter(main)
  const namesakesIn = createNamesakes()
  return {
    process: async (records) => {
      const results = new Array<Result>(records.length)
      const places = new Map<KeyedRecord, number>()
      for (const [place, record] of records.entries()) {
        const one = keyOf(withChosenStock(record, main), main)
        if (one instanceof DataError) results[place] = fail({ record }, one)
        else places.set(one, place)
      }
      for (const [one, keeper] of namesakesIn([...places.keys()])) {
        results[places.get(one) as number] = { record: one.record, outcome: namesakeOutcome(one, keeper) }
        places.delete(one)
      }
      for (const wave of wavesOf([...places.keys()])) {
        const written = await write(wave)
        // The writer answers in the order it was asked; the batch wants every answer at its record's place.
        for (const [index, keyed] of wave.entries()) results[places.get(keyed) as number] = written[index] as Result
      }
      return results
    },
  }
}

/** A stock record with the figure and the places that count; one that lacks them fails alone. */
function withChosenStock(record: FlowRecord, { context, label }: EntityTarget): FlowRecord | DataError {
  const { stockFigure: figure, stockLocations: locations = [] } = context.settings
  if (record.entity !== 'stock' || (figure === 'record' && locations.length === 0)) return record
  const name = `${label} ${record.key}`
  const checked = checkData(stock, record.data, name)
  if (!checked.ok) return checked.error
  try {
    // Just parsed by the model's own schema.
    return { ...record, data: chosenStock(checked.data as unknown as Stock, { figure, locations }, name) }
  } catch (error) {
    if (error instanceof DataError) return error
    throw error
  }
}

function keyOf(record: FlowRecord | DataError, { entity, label, matchBy }: EntityTarget): KeyedRecord | DataError {
  if (record instanceof DataError) return record
  const name = `${label} ${record.key}`
  if (record.entity !== entity.entity) {
    return new DataError(`"${record.key}" is a ${record.entity}; this node writes ${pluralOf(entity.entity).toLowerCase()}.`, {
      code: 'wrong-entity',
      hint: 'Lead it to a node for its own kind, or map it to this kind first.',
    })
  }
  const matchKey = matchBy === undefined ? record.key : matchKeyOf(record, matchBy)
  if (matchKey === undefined) {
    return new DataError(`${name} has no ${matchBy} to look it up by.`, {
      code: 'match-key-missing',
      hint: `Fill in ${matchBy} in the source, or match by something else.`,
    })
  }
  return { record, name, matchKey, externalId: externalIdOf(record) }
}
