import type { CreateItem, WriteResult } from '#core/kit/define-connector.ts'
import { type AppError, DataError } from '#core/kit/errors.ts'
import type { Order } from '#core/model/order.ts'
import type { OdooClient } from '../client.ts'
import type { OrderWriteSettings } from './order-write-fields.ts'

export type OrderItem = CreateItem<Order>

/** A draft or order in Odoo on its way to the asked document. */
export interface Placed {
  readonly item: OrderItem
  readonly id: number
  /** Found, not made by this call. */
  readonly existed: boolean
}

export interface OrderBatch {
  readonly client: OdooClient
  readonly settings: OrderWriteSettings
  readonly signal: AbortSignal
}

export function failed(error: AppError, uncertain: boolean): Extract<WriteResult, { ok: false }> {
  return { ok: false, error, uncertain }
}

/** Puts the order's number before a refusal of Odoo, which only knows its own names. */
export function inOrder(error: AppError, { data }: OrderItem): AppError {
  if (!(error instanceof DataError)) return error
  const { code, hint, facts } = error
  return new DataError(`Order ${data.number}: ${error.message}`, { code, hint, facts, cause: error })
}
