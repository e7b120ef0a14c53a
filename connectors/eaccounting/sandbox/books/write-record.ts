import { Fault, invalid, notFound } from '../fault.ts'
import { article, label } from '../schema/article.ts'
import { customer } from '../schema/customer.ts'
import { invoice, invoiceDraft } from '../schema/invoice.ts'
import { order } from '../schema/order.ts'
import { quote } from '../schema/quote.ts'
import type { Row, Shape } from '../schema/shape.ts'
import { takeBody } from '../schema/take-body.ts'
import { articleAfter, articleShown } from './articles.ts'
import { type Books, type RecordCollection, recordOf } from './books.ts'
import { customerAfter } from './customers.ts'
import { documentAfter } from './documents.ts'

export const shapes: Readonly<Record<RecordCollection, Shape>> = {
  articles: article,
  articlelabels: label,
  customers: customer,
  orders: order,
  quotes: quote,
  customerinvoicedrafts: invoiceDraft,
  customerinvoices: invoice,
}

/** Creates a record, or replaces the one with this id, and gives it as a reader sees it. */
export function writeRecord(books: Books, collection: RecordCollection, body: unknown, id?: string): Row {
  if (id !== undefined && collection === 'customerinvoices') throw new Fault(405, 0, 'An invoice is booked and cannot be changed')
  const before = id === undefined ? undefined : recordOf(books, collection, id)
  const { row, problems } = takeBody(shapes[collection], body)
  if (problems.length > 0) throw invalid(...problems)
  const after = { ...emptyMembers(shapes[collection]), ...recordAfter(books, collection, row, before) }
  books.records[collection].set(String((after as Row).Id), after)
  return shown(books, collection, after)
}

/** What nobody set is there as null, where the vendor allows a null. */
function emptyMembers({ fields }: Shape): Row {
  return Object.fromEntries(Object.entries(fields).flatMap(([name, { nullable }]) => (nullable ? [[name, null]] : [])))
}

/** As a reader sees it. */
export function shown(books: Books, collection: RecordCollection, row: Row): Row {
  return collection === 'articles' ? articleShown(books, row) : row
}

export function removeRecord(books: Books, collection: RecordCollection, id: string): void {
  if (collection === 'articles' || collection === 'customerinvoices') throw new Fault(405, 0, 'This cannot be removed')
  if (!books.records[collection].has(id)) throw notFound(`${collection}/${id}`)
  if (collection === 'customers') {
    const documents = [books.records.orders, books.records.quotes, books.records.customerinvoicedrafts, books.records.customerinvoices]
    const isUsed = documents.some((one) => [...one.values()].some(({ CustomerId }) => CustomerId === id))
    if (isUsed) throw new Fault(400, 4001, 'The customer has transactions')
  }
  books.records[collection].delete(id)
}

function recordAfter(books: Books, collection: RecordCollection, row: Row, before: Row | undefined): Row {
  switch (collection) {
    case 'articles':
      return articleAfter(books, row, before)
    case 'customers':
      return customerAfter(books, row, before)
    case 'articlelabels': {
      for (const other of books.records.articlelabels.values()) {
        if (other.Name === row.Name && other.Id !== before?.Id) throw new Fault(409, 4000, `Label ${String(row.Name)} is already in use`)
      }
      return { Description: null, ...row, Id: before?.Id ?? books.nextId() }
    }
    default:
      return documentAfter(books, collection, row, before)
  }
}
