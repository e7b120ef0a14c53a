import { attempt, once } from '#core/kit/attempt.ts'
import type { CreateItem, WriteRequest, WriteResult } from '#core/kit/define-connector.ts'
import { DataError } from '#core/kit/errors.ts'
import type { Order } from '#core/model/order.ts'
import { loadCompany } from '../check.ts'
import type { EaccountingClient } from '../client.ts'
import { chosen, loadCodings, loadTerms, type Terms } from '../reference-data.ts'
import { filled } from '../values/text.ts'
import { type ArticleRow, articleRow, articlesByNumber } from './article-rows.ts'
import { type CustomerRow, customerRow } from './customer-rows.ts'
import { type LineSurroundings, rowDrafts } from './document-lines.ts'
import { placedDocument } from './document-rows.ts'
import { documentTypeOf, kinds, labelOf } from './document-types.ts'
import { placedByReference, referenceFor } from './order-find.ts'
import { documentBody } from './order-to-document.ts'
import type { OrderWriteSettings } from './order-write-fields.ts'

type OrderItem = CreateItem<Order>

interface Around {
  readonly articles: LineSurroundings['articles']
  readonly codings: LineSurroundings['codings']
  readonly terms: readonly Terms[]
  readonly country: string | undefined
}

/** Places each order as the document of its type. The vendor takes no key: before a second attempt the document is looked up. */
export function createOrders(
  client: EaccountingClient,
  { items, settings, signal }: WriteRequest<OrderItem, OrderWriteSettings>,
): Promise<readonly WriteResult[]> {
  const around = once(() => loadAround(client, items, settings, signal))
  const customers = new Map<string, Promise<CustomerRow>>()
  const customerOf = (item: OrderItem) => {
    const id = item.links?.customerId
    if (id === undefined) throw withoutCustomer(item)
    const asked = customers.get(id) ?? loadCustomer(client, id, signal)
    customers.set(id, asked)
    return asked
  }
  return Promise.all(
    items.map((item) =>
      attempt(async (leave) => {
        const type = documentTypeOf(item.documentType)
        const reference = referenceFor(item)
        if (item.attempt === 'again') {
          const [made] = (await placedByReference(client, [reference], signal)).get(reference) ?? []
          if (made) return { ok: true, id: made.document.Id, label: labelOf(made.document, kinds[made.type]), existed: true }
        }
        const [customer, { articles, codings, terms, country }] = await Promise.all([customerOf(item), around()])
        const rows = rowDrafts(item.data, {
          ...{ settings, articles, codings },
          productIds: item.links?.productIds ?? {},
          includesVat: customer.IsPrivatePerson === true,
          isDomestic: country === undefined || (filled(customer.InvoiceCountryCode) ?? country) === country,
        })
        const body = documentBody(item.data, type, {
          ...{ customer, rows, reference, settings },
          termsId: termsIdOf(item, terms, settings),
          today: client.clock.now().toISOString().slice(0, 10),
        })
        leave()
        const document = await client.create(kinds[type].collection, body, placedDocument, signal)
        return { ok: true, id: document.Id, label: labelOf(document, kinds[type]) }
      }),
    ),
  )
}

/** Everything the orders of a batch name, in a few calls whatever their number. */
async function loadAround(
  client: EaccountingClient,
  items: readonly OrderItem[],
  settings: OrderWriteSettings,
  signal: AbortSignal,
): Promise<Around> {
  const skus = items.flatMap(({ data }) => data.lines.flatMap(({ sku }) => filled(sku) ?? []))
  const presets = [settings.shippingArticle, settings.discountArticle].flatMap((number) => filled(number) ?? [])
  const [found, codings, terms, company] = await Promise.all([
    articlesByNumber(client, [...skus, ...presets], signal),
    loadCodings(client, signal),
    loadTerms(client, signal),
    loadCompany(client, signal),
  ])
  const rows = [...found.values()].flat()
  // An article may have got another number since it was linked.
  const known = new Set(rows.map(({ Id }) => Id))
  const linked = items.flatMap(({ links }) => Object.values(links?.productIds ?? {})).filter((id) => !known.has(id))
  const others = await Promise.all([...new Set(linked)].map((id) => client.get('articles', id, articleRow, signal)))
  const all = [...rows, ...others.filter((row): row is ArticleRow => row !== undefined)]
  return {
    articles: { byId: new Map(all.map((row) => [row.Id, row])), byNumber: new Map(all.map((row) => [row.Number ?? '', row])) },
    codings: new Map(codings.map((coding) => [coding.Id, coding])),
    terms,
    country: filled(company.CountryCode)?.toUpperCase(),
  }
}

/** Whether the customer is a private person decides whether prices go out with tax. */
async function loadCustomer(client: EaccountingClient, id: string, signal: AbortSignal): Promise<CustomerRow> {
  const customer = await client.get('customers', id, customerRow, signal)
  if (customer) return customer
  throw new DataError(`eAccounting has no customer with the id ${id}.`, {
    code: 'customer-missing',
    hint: 'It was removed after it was found, or the default debtor of this flow is another company’s. Choose it again.',
  })
}

function withoutCustomer({ data }: OrderItem): DataError {
  return new DataError(`Order ${data.number} has no customer in eAccounting.`, {
    code: 'customer-missing',
    hint: 'eAccounting makes every document out to a customer. Let the flow create customers, or choose a default debtor.',
  })
}

function termsIdOf({ data }: OrderItem, terms: readonly Terms[], settings: OrderWriteSettings): string | undefined {
  const wanted = filled(data.paymentTerms)
  if (wanted === undefined) return filled(settings.paymentTerms)
  const namesOf = ({ Name, NumberOfDays }: Terms) => [Name, NumberOfDays === null ? undefined : String(NumberOfDays)]
  return chosen(terms, wanted, { namesOf, what: `Order ${data.number}`, list: 'terms of payment' }).Id
}
