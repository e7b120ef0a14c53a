import { type CreateItem, defineEntity, type WriteRequest, type WriteResult } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import { type Order, order as orderSchema } from '#core/model/order.ts'
import { attemptInOrder } from '../attempt.ts'
import type { AccountViewClient } from '../client.ts'
import { loadInstallation, requireFields, requireOpen } from '../installation.ts'
import { loadJournals } from '../lists.ts'
import { deliveryCode, ownDelivery } from './delivery-address.ts'
import { journalInvoiceOf } from './journal-invoice.ts'
import { type DocumentKind, findKind, findOrders, journalInvoice, namesOf, salesOrder } from './order-find.ts'
import { searchText } from './order-reference.ts'
import { type OrderWriteSettings, orderWriteFields } from './order-write-fields.ts'
import { salesOrderOf } from './sales-order.ts'

/**
 * Orders are placed as sales orders or booked as invoices in a journal, once, and never changed afterwards. They are not read:
 * the fields of an order's number and status are not published.
 */
export const order = defineEntity<AccountViewClient, Order>({
  entity: 'order',
  label: 'Orders',
  schema: orderSchema,
  find: { by: ['reference'], run: findOrders },
  create: { idempotency: 'lookup', batch: 10, run: createOrders },
  writeFields: orderWriteFields,
  documentTypes: { order: 'Sales order', invoice: 'Invoice in a journal' },
  codes: {
    write: { 'tax-code': { list: 'vat-codes' } },
    // A sales order is booked on the accounts of its articles.
    writeByDocument: { invoice: { 'revenue-account': { list: 'ledger-accounts' } } },
  },
})

type OrderItem = CreateItem<Order>

async function createOrders(
  client: AccountViewClient,
  { items, settings, signal }: WriteRequest<OrderItem, OrderWriteSettings>,
): Promise<readonly WriteResult[]> {
  return attemptInOrder(items, {
    find: (item) => findMade(client, item, signal),
    write: async (item, leave) => {
      const kind = kindOf(item)
      const installation = await loadInstallation(client, signal)
      // An order nobody could find again would be placed twice after a lost answer.
      requireOpen(installation, kind.object, 'read')
      requireOpen(installation, kind.object, 'insert')
      requireFields(installation, kind.object, [kind.referenceField])
      const debtor = debtorOf(item)
      checkCurrency(item.data, client)
      const day = dayOfOrder(item.data, client)
      const isOld = Number(day.slice(0, 4)) < client.clock.now().getUTCFullYear() - 1
      // Finding looks at this book year and the last one only.
      const made = kind.isByYear && isOld ? await findMade(client, item, signal) : undefined
      if (made) return made
      const command =
        kind === journalInvoice
          ? journalInvoiceOf(item, { installation, settings, debtor, day, numbersItself: await numbersItself(client, settings, signal) })
          : await (async () => {
              const own = ownDelivery(item.data)
              const around = { installation, settings, debtor, day }
              // Refused before anything is written, where the order itself cannot be made.
              salesOrderOf(item, around)
              const delivery = own && (await deliveryCode(client, { debtor, address: own, bookDate: day, leave, signal }))
              return salesOrderOf(item, { ...around, delivery })
            })()
      leave()
      const stored = await client.create({ ...command, signal })
      return { ok: true, ...namesOf(stored, searchText(item.externalId)) }
    },
  })
}

function kindOf({ documentType }: OrderItem): DocumentKind {
  return documentType === 'invoice' ? journalInvoice : salesOrder
}

/** What an earlier attempt made, in the book year of the order. */
async function findMade(client: AccountViewClient, item: OrderItem, signal: AbortSignal): Promise<WriteResult | undefined> {
  const kind = kindOf(item)
  const installation = await loadInstallation(client, signal)
  requireOpen(installation, kind.object, 'read')
  const bookDate = kind.isByYear ? dayOfOrder(item.data, client) : undefined
  const [made] = (await findKind(client, kind, { items: [item], installation, bookDate, signal })).get(item.key) ?? []
  return made && { ok: true, id: made.id, label: made.label, existed: true }
}

/** @throws DataError when the planner found no debtor */
function debtorOf({ links, data }: OrderItem): string {
  if (links?.customerId !== undefined) return links.customerId
  throw new DataError(`Order ${data.number} has no debtor in AccountView.`, {
    code: 'customer-missing',
    hint: 'Let the flow create customers, or choose a default debtor.',
  })
}

function checkCurrency({ number, currency }: Order, client: AccountViewClient): void {
  if (currency === client.currency) return
  throw new DataError(`Order ${number} is in ${currency}; this administration is kept in ${client.currency}.`, {
    code: 'currency-refused',
    hint: 'How AccountView takes documents in another currency from outside is not published.',
  })
}

/** The booking day, else the day it was placed in its own zone, else today. */
function dayOfOrder({ date, placedAt }: Order, { clock }: AccountViewClient): string {
  return date ?? placedAt?.slice(0, 10) ?? clock.now().toISOString().slice(0, 10)
}

async function numbersItself(client: AccountViewClient, { journal }: OrderWriteSettings, signal: AbortSignal): Promise<boolean> {
  const found = (await loadJournals(client, signal)).find(({ code }) => code === journal)
  return found?.numbersItself ?? true
}
