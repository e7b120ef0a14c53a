import { expect, it } from 'vitest'
import { buildShop } from '../shop/build-shop.ts'
import { findInvoice, getInvoice, getInvoices, saveInvoice } from './invoices.ts'
import { levelOf } from './stock.ts'

const invoice = {
  extInvoiceId: 'INV-1',
  relationNumber: 681,
  employeeNumber: 999_999,
  lineList: { line: [{ articleNumber: 120_101, data: { quantity: 2 } }] },
}

it('numbers a new invoice and computes its totals', () => {
  const { shop } = buildShop()
  const { info } = saveInvoice(shop, { invoice })
  expect(getInvoice(shop, info).invoice).toMatchObject({
    totalInclAmount: 9990,
    invoiceNumber: { year: 2026, number: 1 },
    state: 'INVOICE-STATE-OUTSTANDING',
  })
})

it('answers a used external id with a result of its own', () => {
  const { shop } = buildShop()
  saveInvoice(shop, { invoice })
  expect(saveInvoice(shop, { invoice }).result).toBe('SAVE-INVOICE-RESULT-EXT-INVOICE-ID-ALREADY-EXISTS')
})

it('takes the sold goods out of stock', () => {
  const { shop } = buildShop()
  saveInvoice(shop, { invoice })
  expect(levelOf(shop, { branchNumber: 1, articleNumber: 120_101 }).free).toEqual({ amount: -2, places: 0 })
})

it('replaces an invoice that nobody changed meanwhile and moves stock by the difference', () => {
  const { shop } = buildShop()
  const { invoiceId } = saveInvoice(shop, { invoice }).info
  const lineList = { line: [{ articleNumber: 120_101, data: { quantity: 5 } }] }
  saveInvoice(shop, { invoice: { ...invoice, invoiceId, lineList, changeCounter: 1 } })
  expect(levelOf(shop, { branchNumber: 1, articleNumber: 120_101 }).free).toEqual({ amount: -5, places: 0 })
})

it('refuses to replace an invoice that changed meanwhile', () => {
  const { shop } = buildShop()
  const { invoiceId } = saveInvoice(shop, { invoice }).info
  const answer = saveInvoice(shop, { invoice: { ...invoice, invoiceId, changeCounter: 0 } })
  expect(answer.result).toBe('SAVE-INVOICE-RESULT-INVOICE-HAS-CHANGED')
})

it('is found by external id', () => {
  const { shop } = buildShop()
  saveInvoice(shop, { invoice })
  expect(findInvoice(shop, { extInvoiceId: 'INV-1' }).invoice?.extInvoiceId).toBe('INV-1')
})

it('is read from its marker on', () => {
  const { shop } = buildShop()
  saveInvoice(shop, { invoice })
  const answer = getInvoices(shop, { request: { syncMarker: 2, articlePluNumbers: {}, articleBarcodes: {} } })
  expect(answer.invoiceList.invoice).toEqual([])
})
