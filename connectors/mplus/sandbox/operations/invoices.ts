import type { Answer, Taken } from '../schema/operations.ts'
import type { Value } from '../schema/shapes.ts'
import { negateScaled } from '../shop/amounts.ts'
import { defaultBranch, employees, hasBranch, paymentMethods } from '../shop/configuration.ts'
import { takeFromMarker } from '../shop/marker-page.ts'
import { toDay, toMoment } from '../shop/moments.ts'
import { completeLines, quantityOf, refuseLines, totalsOf } from '../shop/sale-lines.ts'
import { findArticle, type Invoice, nextMarker, type Order, type Shop } from '../shop/shop.ts'
import { chosen, saleMatches } from './read-orders.ts'
import { moveStock } from './stock.ts'

export function getInvoices(shop: Shop, { request }: Taken<'getInvoices'>): Answer<'getInvoices'> {
  const matching = [...shop.invoices.values()]
    .filter(({ invoiceId }) => chosen(request.invoiceIds, invoiceId))
    .filter((invoice) => saleMatches(shop, invoice, request))
    .filter((invoice) => request.directDebit === undefined || (invoice.directDebit ?? false) === request.directDebit)
    .filter(
      ({ invoiceNumber }) =>
        !request.invoiceNumbers ||
        request.invoiceNumbers.some(({ year, number }) => year === invoiceNumber?.year && number === invoiceNumber.number),
    )
  const page =
    request.syncMarker === undefined ? matching : takeFromMarker(matching, { from: request.syncMarker, limit: request.syncMarkerLimit })
  const written = request.includeLineList === false ? page.map(({ lineList: _lines, ...invoice }) => invoice) : page
  return { invoiceList: { invoice: shop.shuffle(written) } }
}

export function getInvoice(shop: Shop, { invoiceId }: Taken<'getInvoice'>): Answer<'getInvoice'> {
  return answerInvoice(shop.invoices.get(invoiceId))
}

export function findInvoice(shop: Shop, { extInvoiceId }: Taken<'findInvoice'>): Answer<'findInvoice'> {
  return answerInvoice(invoiceByExtId(shop, extInvoiceId))
}

function answerInvoice(invoice: Invoice | undefined): Answer<'getInvoice'> {
  return invoice ? { result: 'GET-INVOICE-RESULT-OK', invoice } : { result: 'GET-INVOICE-RESULT-NOT-FOUND' }
}

function invoiceByExtId(shop: Shop, extInvoiceId: string | undefined): Invoice | undefined {
  return extInvoiceId ? shop.invoices.get(shop.invoiceIdsByExtId.get(extInvoiceId) ?? '') : undefined
}

/** Without `invoiceId` a new invoice; with one, the invoice of that id is replaced if nobody changed it meanwhile. */
export function saveInvoice(shop: Shop, { invoice }: Taken<'saveInvoice'>): Answer<'saveInvoice'> {
  const kept = invoice.invoiceId ? shop.invoices.get(invoice.invoiceId) : undefined
  const refused = (result: Exclude<Answer<'saveInvoice'>['result'], 'SAVE-INVOICE-RESULT-OK'>, errorMessage: string) => ({
    result,
    info: { invoiceId: '', invoiceString: '' },
    errorMessage,
  })
  if (invoice.invoiceId && !kept) return refused('SAVE-INVOICE-RESULT-NOT-FOUND', `There is no invoice ${invoice.invoiceId}.`)
  const owner = invoiceByExtId(shop, invoice.extInvoiceId)
  if (owner && owner.invoiceId !== kept?.invoiceId) {
    return refused('SAVE-INVOICE-RESULT-EXT-INVOICE-ID-ALREADY-EXISTS', `External invoice id "${invoice.extInvoiceId}" already exists.`)
  }
  if (kept && invoice.changeCounter !== kept.changeCounter) {
    return refused('SAVE-INVOICE-RESULT-INVOICE-HAS-CHANGED', `The invoice stands at change ${kept.changeCounter}.`)
  }
  if (kept?.finalized) return refused('SAVE-INVOICE-RESULT-FAILED', 'The invoice is final.')
  const refusal = refuseInvoice(shop, invoice)
  if (refusal) return refused('SAVE-INVOICE-RESULT-FAILED', refusal)
  const saved = keepInvoice(shop, { ...invoice, invoiceId: kept?.invoiceId }, kept)
  return {
    result: 'SAVE-INVOICE-RESULT-OK',
    info: {
      invoiceId: saved.invoiceId,
      invoiceString: `${saved.invoiceNumber?.year}-${saved.invoiceNumber?.number}`,
      invoiceNumber: saved.invoiceNumber,
    },
    errorMessage: '',
  }
}

function refuseInvoice(shop: Shop, invoice: Value<'Invoice'>): string | undefined {
  const { relationNumber, employeeNumber, financialBranchNumber } = invoice
  if (relationNumber === undefined) return 'An invoice needs a relation number.'
  if (!shop.relations.has(relationNumber)) return `There is no relation ${relationNumber}.`
  if (employeeNumber === undefined) return 'An invoice needs an employee number.'
  if (!employees.has(employeeNumber)) return `There is no employee ${employeeNumber}.`
  if (financialBranchNumber !== undefined && !hasBranch(financialBranchNumber)) return `There is no branch ${financialBranchNumber}.`
  const missingOrder = invoice.orderIds?.id?.find((orderId) => !shop.orders.has(orderId))
  if (missingOrder !== undefined) return `There is no order ${missingOrder}.`
  const unknown = invoice.paymentList?.payment?.find(({ method }) => !paymentMethods.some((one) => one.method === method))
  if (unknown) return `There is no payment method "${unknown.method}".`
  return refuseLines(shop, invoice.lineList?.line ?? [])
}

/** The invoice of a paid and delivered order, dated like its last payment; the order's delivery moves the stock. */
export function keepInvoiceOfOrder(shop: Shop, order: Order): Invoice {
  return keepInvoice(shop, {
    orderIds: { id: [order.orderId] },
    financialDate: order.paymentList?.payment?.at(-1)?.financialDate,
    ...(order.extOrderId && { extOrderIds: { id: [order.extOrderId] } }),
    relationNumber: order.relationNumber,
    employeeNumber: order.employeeNumber,
    financialBranchNumber: order.financialBranchNumber,
    reference: order.reference,
    vatMethod: order.vatMethod,
    lineList: order.lineList,
    paymentList: order.paymentList,
    deliveryAddress: order.deliveryAddress,
    invoiceAddress: order.invoiceAddress,
  })
}

function keepInvoice(shop: Shop, given: Value<'Invoice'>, kept?: Invoice): Invoice {
  const now = shop.now()
  const relation = shop.relations.get(given.relationNumber ?? 0)
  const vatMethod = given.vatMethod ?? relation?.defaultVatMethod ?? 'VAT-METHOD-INCLUSIVE'
  const line = completeLines(shop, given.lineList?.line ?? [], vatMethod)
  const totals = totalsOf(line, vatMethod)
  const paidAmount = (given.paymentList?.payment ?? []).reduce((sum, { amount }) => sum + amount, 0)
  const financialDate = given.financialDate ?? kept?.financialDate ?? toDay(now)
  const changeCounter = (kept?.changeCounter ?? 0) + 1
  const invoice: Invoice = {
    ...given,
    invoiceId: kept?.invoiceId ?? shop.newId(),
    syncMarker: nextMarker(shop, 'invoice'),
    invoiceNumber: kept?.invoiceNumber ?? { year: financialDate.year, number: shop.invoices.size + 1 },
    invoiceType: given.invoiceType ?? 'INVOICE-TYPE-INVOICE',
    employeeName: employees.get(given.employeeNumber ?? 0),
    entryTimestamp: kept?.entryTimestamp ?? toMoment(now),
    relationName: relation?.name,
    relationVatNumber: relation?.vatNumber,
    financialDate,
    financialBranchNumber: given.financialBranchNumber ?? defaultBranch,
    vatMethod,
    ...totals,
    changeCounter,
    versionNumber: changeCounter,
    paidAmount,
    state: stateOf(paidAmount, totals.totalInclAmount),
    finalized: given.finalized ?? false,
    lineList: { line },
  }
  shop.invoices.set(invoice.invoiceId, invoice)
  if (kept?.extInvoiceId) shop.invoiceIdsByExtId.delete(kept.extInvoiceId)
  if (invoice.extInvoiceId) shop.invoiceIdsByExtId.set(invoice.extInvoiceId, invoice.invoiceId)
  if (!given.orderIds?.id?.length) moveSoldGoods(shop, invoice, kept)
  return invoice
}

function stateOf(paidAmount: number, total: number): NonNullable<Invoice['state']> {
  if (total < 0 && paidAmount === 0) return 'INVOICE-STATE-OUTSTANDING-CREDIT'
  if (paidAmount === 0 && total !== 0) return 'INVOICE-STATE-OUTSTANDING'
  return Math.abs(paidAmount) < Math.abs(total) ? 'INVOICE-STATE-PARTLY-PAID' : 'INVOICE-STATE-PAID'
}

/** An invoice without an order hands the goods over itself; a replaced one gives the former goods back first. */
function moveSoldGoods(shop: Shop, invoice: Invoice, replaced: Invoice | undefined): void {
  const move = (sale: Invoice, sign: 'sold' | 'returned') => {
    for (const line of sale.lineList?.line ?? []) {
      if (findArticle(shop, line.articleNumber)?.article.stockArticle !== true) continue
      const quantity = quantityOf(line)
      moveStock(shop, {
        branchNumber: sale.financialBranchNumber ?? defaultBranch,
        articleNumber: line.articleNumber,
        change: sign === 'sold' ? negateScaled(quantity) : quantity,
        type: 'STOCK-HISTORY-TYPE-SALES',
        invoiceId: sale.invoiceId,
      })
    }
  }
  if (replaced) move(replaced, 'returned')
  move(invoice, 'sold')
}
