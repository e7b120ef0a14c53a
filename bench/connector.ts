import { z } from 'zod'
import { defineConnector, defineRead, type Page } from '#core/kit/define-connector.ts'
import { field } from '#core/kit/fields.ts'
import type { HttpClient } from '#core/kit/ports.ts'

interface SourcePage {
  readonly next: number | null
  readonly total: number
  readonly data: readonly { readonly number: string }[]
}

/** As every connector does, ours declares what it takes; each record is held against it before it is written. */
const row = z.object({
  key: z.string(),
  externalId: z.number(),
  orderDate: z.string(),
  channel: z.string(),
  currency: z.string(),
  customerId: z.number(),
  customerName: z.string(),
  email: z.string(),
  company: z.string(),
  vatId: z.string(),
  billStreet: z.string(),
  billZip: z.string(),
  billCity: z.string(),
  billCountry: z.string(),
  shipStreet: z.string(),
  shipZip: z.string(),
  shipCity: z.string(),
  shipCountry: z.string(),
  paymentMethod: z.string(),
  paymentRef: z.string(),
  lineCount: z.number(),
  totalQty: z.number(),
  net: z.number(),
  vat: z.number(),
  gross: z.number(),
  firstSku: z.string(),
})

const write = async (
  http: HttpClient,
  {
    method,
    path,
    value,
    signal,
  }: { readonly method: 'PUT' | 'POST'; readonly path: string; readonly value: unknown; readonly signal: AbortSignal },
) => {
  await http.send({
    method,
    path,
    body: JSON.stringify(value),
    headers: { 'content-type': 'application/json' },
    repeatable: true,
    label: 'orders.put',
    signal,
  })
}

const connector = (id: string, batch: number) =>
  defineConnector({
    id,
    label: 'Benchmark',
    summary: 'The source and the target of the benchmark.',
    hue: '#888888',
    fields: { origin: field.text({ label: 'Address' }) },
    origin: ({ origin }) => origin,
    account: ({ origin }) => new URL(origin).host,
    limits: { concurrency: 64 },
    connect: ({ http }) => http,
    check: async () => ({ account: 'bench', warnings: [] }),
    entities: {
      // Not `order`: the peers write plain rows, without customers and products.
      row: {
        entity: 'row',
        label: 'Row',
        schema: row,
        read: defineRead({
          fields: { count: field.number({ label: 'Orders' }) },
          describePosition: (position) => `page ${String(position)}`,
          async *pages(http: HttpClient, { position, settings, signal }): AsyncGenerator<Page> {
            for (let page: number | null = typeof position === 'number' ? position + 1 : 1; page !== null; ) {
              const response = await http.send({
                method: 'GET',
                path: '/orders',
                query: { n: String(settings.count), page: String(page) },
                repeatable: true,
                label: 'orders.list',
                signal,
              })
              const { data, next, total } = response.json() as SourcePage
              yield {
                records: data.map((order) => ({
                  entity: 'row',
                  key: order.number,
                  data: order,
                  raw: order,
                  origin: { connector: id, account: 'bench' },
                })),
                position: page,
                remaining: total - page * 250,
              }
              page = next
            }
          },
        }),
        create: {
          idempotency: 'absolute',
          batch,
          async run(
            http: HttpClient,
            { items, signal }: { readonly items: readonly { readonly key: string; readonly data: object }[]; readonly signal: AbortSignal },
          ) {
            if (batch > 1) await write(http, { method: 'POST', path: '/bulk', value: items.map((item) => item.data), signal })
            else for (const item of items) await write(http, { method: 'PUT', path: `/orders/${item.key}`, value: item.data, signal })
            return items.map((item) => ({ ok: true, id: item.key }) as const)
          },
        },
      },
    },
  })

export const benchConnector = connector('bench', 1)
export const bulkConnector = connector('bench-bulk', 250)
