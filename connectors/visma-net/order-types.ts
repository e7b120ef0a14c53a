import { z } from 'zod'
import { SettingsError } from '#core/kit/errors.ts'
import type { VismaNetClient } from './client.ts'

export interface OrderType {
  readonly id: string
  readonly description: string
  /** What a document of this type is: an order, an invoice, a quotation. */
  readonly behavior: string
}

const rows = z.array(
  z.looseObject({
    orderType: z.string(),
    behavior: z.string().nullish(),
    description: z.string().nullish(),
    active: z.boolean().nullish(),
  }),
)

/** The active order types, asked for once. */
export function orderTypes(client: VismaNetClient, signal: AbortSignal): Promise<readonly OrderType[]> {
  return client.once('order types', async () => {
    const all = await client.get({ service: 'erp', path: '/salesordertype', label: 'salesordertype.list', schema: rows, signal })
    return all
      .filter(({ active }) => active !== false)
      .map(({ orderType, behavior, description }) => ({ id: orderType, description: description ?? orderType, behavior: behavior ?? '' }))
  })
}

const behaviors = { order: 'SalesOrder', 'sales-invoice': 'Invoice', quotation: 'Quote' } as const

export type OrderDocument = keyof typeof behaviors

/** @throws SettingsError when no type was chosen and the company has none, or several, of the kind. */
export async function orderTypeFor(
  client: VismaNetClient,
  { document, chosen, signal }: { readonly document: OrderDocument; readonly chosen: string | undefined; readonly signal: AbortSignal },
): Promise<string> {
  if (chosen) return chosen
  const fitting = (await orderTypes(client, signal)).filter(({ behavior }) => behavior === behaviors[document])
  const [only, ...others] = fitting
  if (only && others.length === 0) return only.id
  const what = { order: 'orders', 'sales-invoice': 'sales invoices', quotation: 'quotations' }[document]
  throw new SettingsError(
    only
      ? `Visma.net has ${fitting.length} order types for ${what}: ${fitting.map(({ id }) => id).join(', ')}.`
      : `Visma.net has no active order type for ${what}.`,
    {
      code: 'order-type-open',
      hint: only ? 'Choose one in the settings of the node.' : 'Activate one in Visma.net, or choose another document.',
    },
  )
}
