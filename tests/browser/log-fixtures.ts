import type { Handlers } from '#core/contract/dispatch.ts'
import type { LogFilter, LogRow } from '#core/contract/log.ts'
import { hostWith } from './support/host-fixtures.ts'

const kinds = ['created', 'updated', 'unchanged', 'filtered', 'skipped', 'failed', 'created', 'info', 'unchanged', 'warn'] as const
export const logStart = Date.UTC(2026, 10, 20, 8)

/** The n-th row of a log that is always the same; one every ten milliseconds, one in ten failed. */
export function logRow(index: number): LogRow {
  const kind = kinds[index % kinds.length] ?? 'info'
  const isLine = kind === 'info' || kind === 'warn'
  return {
    id: index + 1,
    source: isLine ? 'log' : 'outcome',
    at: logStart + index * 10,
    runId: Math.floor(index / 10_000) + 1,
    flowId: 'orders',
    flowName: 'Webshop orders to Odoo',
    nodeId: isLine ? 'till' : 'books',
    nodeName: isLine ? 'Read orders' : 'Write quotations',
    kind,
    entity: isLine ? null : 'order',
    key: isLine ? null : `ORD-${index + 1}`,
    message: messages[kind]?.(index) ?? null,
    hint: kind === 'failed' ? 'Create the product in Odoo, or let this flow send products first.' : null,
  }
}

const messages: Readonly<Record<string, ((index: number) => string) | undefined>> = {
  failed: (index) => `Order ORD-${index + 1}: no product with SKU 12010${index % 10} in Odoo.`,
  filtered: () => 'Not paid yet.',
  info: (index) => `Read page ${Math.floor(index / 200) + 1}: 200 orders.`,
  warn: () => 'MplusKASSA asked to wait 2 s.',
  updated: () => 'Total changed from 12.50 to 12.95.',
}

/** A host with a log of so many rows. Outcomes and text are filtered as the real one would, as far as the rows are regular. */
export function logHost(total: number): { readonly handlers: Partial<Handlers>; readonly filters: LogFilter[] } {
  const filters: LogFilter[] = []
  const views = new Map<string, { readonly count: number; readonly at: (place: number) => number }>()
  const viewOf = (filter: LogFilter) => {
    if (filter.text?.includes('nothing-has-this')) return { count: 0, at: () => 0 }
    if (filter.outcomes?.length === 1 && filter.outcomes[0] === 'failed')
      return { count: Math.floor((total + 4) / 10), at: (place: number) => place * 10 + 5 }
    return { count: total, at: (place: number) => place }
  }
  const view = (viewId: string) => {
    const found = views.get(viewId)
    if (!found) throw new Error(`There is no view ${viewId}.`)
    return found
  }
  const handlers: Partial<Handlers> = {
    ...hostWith(),
    'log:open': ({ filter }) => {
      filters.push(filter)
      const viewId = `view-${filters.length}`
      views.set(viewId, viewOf(filter))
      return { viewId, total: view(viewId).count }
    },
    'log:rows': ({ viewId, offset, limit }) => {
      const { count, at } = view(viewId)
      const rows = Array.from({ length: Math.max(0, Math.min(limit, count - offset)) }, (_, place) => logRow(at(offset + place)))
      return { rows, total: count }
    },
    'log:close': ({ viewId }) => void views.delete(viewId),
    'log:row': ({ id }) => ({
      row: logRow(id - 1),
      facts: { status: 422, request: { sku: '120101', line: 3 }, warehouse: null },
      changes: [{ path: 'total', from: '12.50', to: '12.95', rule: 'the amount of the order' }],
    }),
    'log:export': ({ viewId, format, places, after = 0 }) => {
      const { count, at } = view(viewId)
      const all = places ?? Array.from({ length: Math.min(count, 50) }, (_, place) => place)
      const chunk = all
        .slice(after, after + 20)
        .map((place) => logRow(at(place)))
        .map((row) => (format === 'csv' ? `${row.key},${row.kind}\n` : `${JSON.stringify(row)}\n`))
        .join('')
      return { chunk, next: after + 20 < all.length ? after + 20 : null }
    },
  }
  return { handlers, filters }
}
