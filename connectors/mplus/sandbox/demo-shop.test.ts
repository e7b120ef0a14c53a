import { describe, expect, it } from 'vitest'
import { seededRandom } from '#connectors/sandbox-kit/random.ts'
import { completeEan13, demoCatalogue } from './demo-catalogue.ts'
import { giftVoucher, oddOrders, unmappedVatCode } from './demo-orders.ts'
import { oddRelations } from './demo-relations.ts'
import { createDemoShop } from './demo-shop.ts'
import { plantSeed } from './shop/seed.ts'
import { createShop } from './shop/shop.ts'
import { createTill } from './shop/till.ts'

function openDemoShop() {
  const shop = createShop({ now: () => new Date('2026-11-22T09:00:00Z'), random: seededRandom(1) })
  plantSeed(createTill(shop), createDemoShop({ seed: 1 }))
  const orders = [...shop.orders.values()]
  return { shop, orders, orderWith: (reference: string) => orders.find((order) => order.reference === reference) }
}

describe('the demo catalogue', () => {
  it('has at least sixty articles with six-digit numbers of their own', () => {
    const skus = new Set(demoCatalogue.map(({ sku }) => sku))
    expect([skus.size >= 60, skus.size === demoCatalogue.length, [...skus].every((sku) => /^\d{6}$/.test(sku))]).toEqual([true, true, true])
  })

  it('ends a barcode with the check digit of EAN-13', () => {
    expect(completeEan13('400638133393')).toBe('4006381333931')
  })

  it('leaves the gift voucher out', () => {
    expect(demoCatalogue.map(({ sku }) => Number(sku))).not.toContain(giftVoucher.articleNumber)
  })
})

describe('the demo shop', () => {
  it('has the relations and orders it promises', () => {
    const { shop, orders } = openDemoShop()
    expect([shop.relations.size >= 120, orders.length]).toEqual([true, 320])
  })

  it('has orders in every state', () => {
    const { orders } = openDemoShop()
    const states = orders.map(({ prepaidAmount = 0, fullyPaid, cancelState, invoiceIds }) => {
      if (cancelState === 'ORDER-CANCEL-STATE-COMPLETE') return 'cancelled'
      if (invoiceIds) return 'invoiced'
      return fullyPaid ? 'paid' : prepaidAmount > 0 ? 'partly paid' : 'open'
    })
    expect(new Set(states)).toEqual(new Set(['cancelled', 'invoiced', 'paid', 'partly paid', 'open']))
  })

  it('has one relation without an e-mail address', () => {
    const { shop } = openDemoShop()
    const without = [...shop.relations.values()].filter(({ email }) => !email).map(({ relationNumber }) => relationNumber)
    expect(without).toEqual([oddRelations.withoutEmail])
  })

  it('has exactly one e-mail address that two relations share', () => {
    const { shop } = openDemoShop()
    const byEmail = Map.groupBy(
      [...shop.relations.values()].filter(({ email }) => email),
      ({ email }) => email,
    )
    const shared = [...byEmail.values()].filter((relations) => relations.length > 1)
    expect(shared.map((relations) => relations.map(({ relationNumber }) => relationNumber))).toEqual([oddRelations.sharedEmail])
  })

  it('has an order for the gift voucher', () => {
    const lines = openDemoShop().orderWith(oddOrders.giftVoucher)?.lineList?.line ?? []
    expect(lines.map(({ articleNumber }) => articleNumber)).toContain(giftVoucher.articleNumber)
  })

  it('has one order whose total is not the sum of its VAT groups', () => {
    const { orders } = openDemoShop()
    const wrong = orders.filter(({ totalInclAmount, vatGroupList }) => {
      const sum = (vatGroupList?.vatGroup ?? []).reduce((total, group) => total + (group.exclAmount ?? 0) + (group.vatAmount ?? 0), 0)
      return sum !== totalInclAmount
    })
    expect(wrong.map(({ reference }) => reference)).toEqual([oddOrders.totalDoesNotAddUp])
  })

  it('has an order with the VAT code that nobody maps', () => {
    const groups = openDemoShop().orderWith(oddOrders.unmappedVatCode)?.vatGroupList?.vatGroup ?? []
    expect(groups.map(({ vatCode }) => vatCode)).toContain(unmappedVatCode)
  })

  it('has orders of the relations a customer flow must not stumble over', () => {
    const { orderWith } = openDemoShop()
    const numbers = [oddOrders.relationWithoutEmail, oddOrders.sharedEmail].map((reference) => orderWith(reference)?.relationNumber)
    expect(numbers).toEqual([oddRelations.withoutEmail, oddRelations.sharedEmail[1]])
  })
})
