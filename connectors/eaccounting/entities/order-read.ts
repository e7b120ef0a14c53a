import { defineRead, type Page, type ReadRequest } from '#core/kit/define-connector.ts'
import { field, type ValuesOf } from '#core/kit/fields.ts'
import { type TranslatedPage, translatePage, type Untranslated } from '#core/kit/translate-page.ts'
import type { Order } from '#core/model/order.ts'
import { loadCompany } from '../check.ts'
import type { EaccountingClient } from '../client.ts'
import { changesFields, describeSweep, pagesByChange } from '../sweep.ts'
import { type CustomerRow, customerRow } from './customer-rows.ts'
import { orderRow, quoteRow } from './document-rows.ts'
import { documentNumber, fromOrder, fromQuote } from './order-from-document.ts'

const fields = {
  documents: field.choice({ label: 'Documents', options: { orders: 'Orders', quotations: 'Quotations' }, default: 'orders' }),
  statuses: field.choices({
    label: 'Status of the order',
    help: 'Counts for orders. A status that is reached later is read then, because the order changes with it.',
    options: { draft: 'Draft', ongoing: 'Ongoing', shipped: 'Shipped', invoiced: 'Invoiced' },
    default: ['ongoing', 'shipped', 'invoiced'],
  }),
  ...changesFields,
} as const

const statusNumbers = { draft: 1, ongoing: 2, shipped: 3, invoiced: 4 } as const

export const orderRead = defineRead<EaccountingClient, typeof fields>({ fields, describePosition: describeSweep, pages })

async function* pages(client: EaccountingClient, request: ReadRequest<ValuesOf<typeof fields>>): AsyncGenerator<Page> {
  const { settings, signal } = request
  const currency = (await loadCompany(client, signal)).CurrencyCode ?? 'EUR'
  const customers = openCustomers(client, signal)
  if (settings.documents === 'quotations') {
    yield* pagesByChange(client, request, {
      ...{ collection: 'quotes', schema: quoteRow, stamp: 'ModifiedUtc' },
      translate: (rows) => translate(client, rows, { customers, toOrder: (row, customer) => fromQuote(row, customer, currency) }),
    })
    return
  }
  const wanted = settings.statuses.map((status) => `Status eq ${statusNumbers[status]}`)
  yield* pagesByChange(client, request, {
    ...{ collection: 'orders', schema: orderRow, stamp: 'ModifiedUtc' },
    where: wanted.length === 0 || wanted.length === 4 ? undefined : `(${wanted.join(' or ')})`,
    translate: (rows) => translate(client, rows, { customers, toOrder: (row, customer) => fromOrder(row, customer, currency) }),
  })
}

type Customers = (id: string | null | undefined) => Promise<CustomerRow | undefined>

/** A document tells its customer's name and number; e-mail and VAT number only the customer itself. Each is asked for once. */
function openCustomers(client: EaccountingClient, signal: AbortSignal): Customers {
  const known = new Map<string, Promise<CustomerRow | undefined>>()
  return async (id) => {
    if (!id) return undefined
    const asked = known.get(id) ?? client.get('customers', id, customerRow, signal)
    known.set(id, asked)
    return asked
  }
}

async function translate<
  Row extends { readonly Id: string; readonly Number?: number | null | undefined; readonly CustomerId?: string | null | undefined },
>(
  { account }: EaccountingClient,
  rows: readonly Row[],
  { customers, toOrder }: { readonly customers: Customers; toOrder(row: Row, customer: CustomerRow | undefined): Order },
): Promise<TranslatedPage<Order>> {
  const loaded = new Map(await Promise.all(rows.map(async ({ Id, CustomerId }) => [Id, await customers(CustomerId)] as const)))
  const nameOf = (row: Row): Untranslated => ({
    entity: 'order',
    key: documentNumber(row),
    raw: { ...row, customer: loaded.get(row.Id) ?? null },
    origin: { connector: 'eaccounting', account, id: row.Id },
  })
  return translatePage(rows, { name: nameOf, translate: (row) => ({ ...nameOf(row), data: toOrder(row, loaded.get(row.Id)) }) })
}
