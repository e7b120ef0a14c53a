import Big from 'big.js'
import type { WriteResult } from '#core/kit/define-connector.ts'
import { type AppError, DataError } from '#core/kit/errors.ts'
import type { OdooClient } from '../client.ts'
import { concernsOneRecord, failureOf } from '../create-batch.ts'
import { byId, decimalOf, type OdooRecord, textOf } from '../values.ts'
import { orderModel } from './order-find.ts'
import { failed, type OrderBatch, type OrderItem, type Placed } from './order-placing.ts'
import { orderTime } from './order-values.ts'

interface Ending {
  readonly row: OdooRecord | undefined
  readonly refusal: AppError | undefined
  readonly isAsked: boolean
}

/**
 * Confirms the orders among the placed documents in one call and reads all of them back. A quotation that Odoo does not confirm
 * stays open (`uncertain`), so that the next attempt finds and confirms it instead of taking it for done.
 */
export async function confirmOrders(batch: OrderBatch, placed: readonly Placed[], results: Map<OrderItem, WriteResult>): Promise<void> {
  if (placed.length === 0) return
  try {
    const before = await readStates(
      batch,
      placed.filter(({ existed }) => existed),
    )
    // What was just made is a draft; only what was found may have moved on.
    const isOpen = ({ id, existed }: Placed) => !existed || before.get(id)?.state === 'draft' || before.get(id)?.state === 'sent'
    const asked = placed.filter((one) => one.item.documentType === 'order' && isOpen(one))
    const refusals = await confirmEach(
      batch,
      asked.map(({ id }) => id),
    )
    const after = await readStates(batch, placed)
    await keepDates(
      batch,
      asked.filter(({ id }) => after.get(id)?.state === 'sale'),
    )
    for (const one of placed) {
      const ending = { row: after.get(one.id), refusal: refusals.get(one.id), isAsked: asked.includes(one) }
      results.set(one.item, resultOf(batch.client, one, ending))
    }
  } catch (thrown) {
    const { error } = failureOf(thrown)
    for (const { item } of placed) if (!results.has(item)) results.set(item, failed(error, true))
  }
}

async function readStates({ client, signal }: OrderBatch, placed: readonly Placed[]): Promise<ReadonlyMap<number, OdooRecord>> {
  const ids = placed.map(({ id }) => id)
  return byId(await client.read(orderModel, ids, { fields: ['name', 'state', 'amount_total'], signal }))
}

/** Confirms all at once; when Odoo refuses one, all are still drafts and go one by one. The state read afterwards decides. */
async function confirmEach(batch: OrderBatch, ids: readonly number[]): Promise<ReadonlyMap<number, AppError>> {
  if (ids.length === 0) return new Map()
  try {
    await batch.client.act(orderModel, 'action_confirm', ids, { signal: batch.signal })
    return new Map()
  } catch (thrown) {
    const failure = failureOf(thrown)
    if (ids.length === 1 || !concernsOneRecord(failure)) return new Map(ids.map((id) => [id, failure.error]))
  }
  const refusals = new Map<number, AppError>()
  for (const id of ids) for (const [refused, error] of await confirmEach(batch, [id])) refusals.set(refused, error)
  return refusals
}

/** Confirming sets the date to now; the source's date is the one the books want. */
async function keepDates({ client, settings, signal }: OrderBatch, placed: readonly Placed[]): Promise<void> {
  if (!settings.keepOrderDate) return
  await Promise.all(
    placed.map(async ({ item, id }) => {
      const date = orderTime(item.data)
      if (date !== undefined) await client.write(orderModel, [id], { date_order: date }, { signal })
    }),
  )
}

function resultOf(client: OdooClient, { item, id, existed }: Placed, { row, refusal, isAsked }: Ending): WriteResult {
  const label = textOf(row?.name)
  if (row === undefined) return failed(refusal ?? gone(item), true)
  if (isAsked && row.state !== 'sale' && row.state !== 'done') return failed(unconfirmed(item, { label, refusal }), true)
  warnOfOtherTotal(client, item, { label, total: decimalOf(row.amount_total) })
  return { ok: true, id: String(id), ...(label === undefined ? {} : { label }), ...(existed ? { existed: true } : {}) }
}

/** Rounding and fiscal positions can make Odoo's total differ from the till's; somebody should know before the customer does. */
function warnOfOtherTotal(
  client: OdooClient,
  item: OrderItem,
  { label, total }: { readonly label: string | undefined; readonly total: string | undefined },
): void {
  const expected = item.data.totals?.incl
  if (expected === undefined || total === undefined || new Big(expected).eq(total)) return
  client.log({
    level: 'warn',
    message: `Order ${item.data.number}: the total is ${expected}, and ${label ?? 'the order in Odoo'} comes to ${total}.`,
    recordKey: item.key,
    facts: { expected, total },
  })
}

function unconfirmed(
  item: OrderItem,
  { label, refusal }: { readonly label: string | undefined; readonly refusal: AppError | undefined },
): AppError {
  const reason = refusal === undefined ? 'Odoo gave no reason.' : refusal.message
  return new DataError(`Order ${item.data.number}: ${label ?? 'the quotation'} was made in Odoo but is not confirmed. ${reason}`, {
    code: 'not-confirmed',
    hint: 'Mend the cause in Odoo and run again, or confirm the quotation there by hand.',
    cause: refusal,
  })
}

function gone(item: OrderItem): AppError {
  return new DataError(`Order ${item.data.number} disappeared from Odoo right after it was made.`, { code: 'record-gone' })
}
