import { describe, expect, it } from 'vitest'
import { type Answers, fakeOdoo } from '../testing/fake-odoo.ts'
import { findOrders } from './order-find.ts'

const signal = new AbortController().signal
const items = [{ key: '1042', externalId: 'mplus.till.order.1042' }]
const row = (id: number, own: Record<string, unknown> = {}) => ({
  id,
  name: `S${id}`,
  state: 'sale',
  client_order_ref: '1042',
  origin: false,
  ...own,
})

async function find(answers: Answers) {
  const shop = fakeOdoo({ 'sale.order.read': ({ ids }: { ids: number[] }) => ids.map((id) => row(id)), ...answers })
  const found = await findOrders(shop.client, { items, signal })
  return (found.get('1042') ?? []).map(({ id }) => id)
}

describe('findOrders', () => {
  it('finds an order by its reference', async () => {
    expect(await find({ 'sale.order.search_read': () => [row(5)] })).toEqual(['5'])
  })

  it('answers every order with the reference when several are there', async () => {
    expect(await find({ 'sale.order.search_read': () => [row(5), row(6)] })).toEqual(['5', '6'])
  })

  it('lets the marker decide among several', async () => {
    const marker = { id: 1, name: 'mplus.till.order.1042', res_id: 6 }
    expect(await find({ 'sale.order.search_read': () => [row(5), row(6)], 'ir.model.data.search_read': () => [marker] })).toEqual(['6'])
  })

  it('finds a marked order whose reference was changed', async () => {
    const marker = { id: 1, name: 'mplus.till.order.1042', res_id: 9 }
    expect(await find({ 'sale.order.search_read': () => [], 'ir.model.data.search_read': () => [marker] })).toEqual(['9'])
  })

  it('does not take the order 1042 of another till', async () => {
    expect(await find({ 'sale.order.search_read': () => [row(5, { origin: 'Sluice mplus.other.order.1042' })] })).toEqual([])
  })

  it('asks once for all references of a batch', async () => {
    const shop = fakeOdoo({ 'sale.order.search_read': () => [] })
    await findOrders(shop.client, { items: [...items, { key: '1043', externalId: 'mplus.till.order.1043' }], signal })
    expect(shop.bodiesOf('sale.order.search_read')).toMatchObject([
      {
        domain: [
          '|',
          ['client_order_ref', 'in', ['1042', '1043']],
          ['origin', 'in', ['Sluice mplus.till.order.1042', 'Sluice mplus.till.order.1043']],
        ],
      },
    ])
  })
})
