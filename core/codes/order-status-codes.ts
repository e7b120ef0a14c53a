import { orderStatuses } from '#core/model/order.ts'
import type { CodeSource } from './code-kinds.ts'

type OrderStatus = (typeof orderStatuses)[number]

const labels: Readonly<Record<OrderStatus, string>> = {
  quotation: 'Quotation',
  open: 'Open',
  delivered: 'Delivered',
  completed: 'Completed',
  cancelled: 'Cancelled',
}

/** Statuses of a system that tells them in the neutral model's words: all, or those it knows. */
export function neutralStatuses(known: readonly OrderStatus[] = orderStatuses): CodeSource {
  return { choices: Object.fromEntries(known.map((status) => [status, labels[status]])) }
}
