import { z } from 'zod'
import type { PracticeSystem } from '#host/practice/practice-systems.ts'

/** What came into the books from outside, asked over Odoo's own API without any of the code that wrote it. */
export interface BooksFacts {
  readonly orders: number
  readonly confirmed: number
  /** References that stand on more than one order. */
  readonly doubledReferences: readonly string[]
  readonly customers: number
  /** E-mail addresses of more than one customer. */
  readonly doubledEmails: readonly string[]
  /** Sum of all order totals, cents. */
  readonly totalCents: bigint
}

const orderRow = z.object({ client_order_ref: z.union([z.string(), z.literal(false)]), state: z.string(), amount_total: z.number() })
const partnerRow = z.object({ email: z.union([z.string(), z.literal(false)]) })

export async function readBooks({ settings }: PracticeSystem): Promise<BooksFacts> {
  const ask = async (model: string, fields: readonly string[], domain: unknown): Promise<unknown> => {
    const response = await fetch(`${settings.url}/json/2/${model}/search_read`, {
      method: 'POST',
      headers: { authorization: `bearer ${settings.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ domain, fields }),
    })
    if (!response.ok) throw new Error(`The practice Odoo answered ${response.status} to ${model}.search_read.`)
    return response.json()
  }
  const orders = z
    .array(orderRow)
    .parse(await ask('sale.order', ['client_order_ref', 'state', 'amount_total'], [['origin', '=like', 'Sluice%']]))
  const partners = z.array(partnerRow).parse(
    await ask(
      'res.partner',
      ['email'],
      [
        ['customer_rank', '>', 0],
        // The practice ERP has customers of its own.
        ['email', 'not ilike', '@afnemer.example'],
        ['parent_id', '=', false],
      ],
    ),
  )
  return {
    orders: orders.length,
    confirmed: orders.filter((order) => order.state === 'sale').length,
    doubledReferences: doubled(orders.map((order) => String(order.client_order_ref))),
    customers: partners.length,
    doubledEmails: doubled(partners.flatMap((partner) => (partner.email === false ? [] : [partner.email.toLowerCase()]))),
    // Odoo sends amounts as numbers with two decimals; cents are whole again.
    totalCents: orders.reduce((sum, order) => sum + BigInt(Math.round(order.amount_total * 100)), 0n),
  }
}

function doubled(values: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const value of values) (seen.has(value) ? twice : seen).add(value)
  return [...twice]
}
