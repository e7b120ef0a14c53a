import { describe, expect, it } from 'vitest'
import { startOdooSandbox } from './start.ts'
import { doorsOf } from './transports/clients.ts'

const create = (name: string) => ({ vals_list: [{ name }] })

async function open(options: Parameters<typeof startOdooSandbox>[0]) {
  const sandbox = await startOdooSandbox(options)
  const count = (name: string) => sandbox.call('res.partner', 'search_count', [[['name', '=', name]]])
  return { sandbox, doors: doorsOf(sandbox), count, [Symbol.asyncDispose]: () => sandbox.close() }
}

describe('a fault', () => {
  it('that loses the answer leaves the write done', async () => {
    await using shop = await open({ faults: [{ kind: 'answer-lost', on: 'res.partner.create' }] })
    await expect(shop.doors.json2('res.partner/create', create('Kwijt'))).rejects.toThrow()
    expect(shop.count('Kwijt')).toBe(1)
  })

  it('that cuts the connection leaves nothing done', async () => {
    await using shop = await open({ faults: [{ kind: 'connection-cut', on: 'res.partner.create' }] })
    await expect(shop.doors.json2('res.partner/create', create('Kwijt'))).rejects.toThrow()
    expect(shop.count('Kwijt')).toBe(0)
  })

  it('of too many requests is HTML with the seconds to wait', async () => {
    await using shop = await open({ faults: [{ kind: 'too-many-requests', retryAfterS: 3 }] })
    const { status, headers } = await shop.doors.json2('res.partner/create', create('Druk'))
    expect([status, headers.get('retry-after'), headers.get('content-type')]).toEqual([429, '3', 'text/html'])
  })

  it('strikes a call by its name through every door', async () => {
    await using shop = await open({ faults: [{ kind: 'status-503', on: 'res.partner.search' }] })
    const answers = await Promise.all([
      shop.doors.json2('res.partner/search', { domain: [] }),
      shop.doors.execute('res.partner', 'search', [[]]),
      shop.doors.xmlExecute('res.partner', 'search'),
    ])
    expect(answers.map((answer) => answer.status)).toEqual([503, 503, 503])
  })

  it('of an expired key is 401 in JSON-2 and AccessDenied in JSON-RPC', async () => {
    await using shop = await open({ faults: [{ kind: 'credentials-expired' }] })
    const { status } = await shop.doors.json2('res.partner/search_count', { domain: [] })
    const { json } = await shop.doors.execute('res.partner', 'search_count', [[]])
    expect([status, json]).toEqual([
      401,
      expect.objectContaining({
        error: expect.objectContaining({ data: expect.objectContaining({ name: 'odoo.exceptions.AccessDenied' }) }),
      }),
    ])
  })

  it('can be switched on and off while the sandbox runs', async () => {
    await using shop = await open({})
    const statuses: number[] = []
    for (const faults of [[{ kind: 'status-500' } as const], []]) {
      shop.sandbox.misbehave(faults)
      statuses.push((await shop.doors.json2('res.partner/search_count', { domain: [] })).status)
    }
    expect(statuses).toEqual([500, 200])
  })
})

describe('a sandbox', () => {
  it('counts calls by name', async () => {
    await using shop = await open({})
    await shop.doors.json2('res.partner/create', create('Eén'))
    await shop.doors.execute('res.partner', 'create', [{ name: 'Twee' }])
    expect(shop.sandbox.counts.get('res.partner.create')).toBe(2)
  })

  it('gives the same key for the same seed', async () => {
    await using one = await open({ seed: 4 })
    await using two = await open({ seed: 4 })
    expect([one.sandbox.credentials.apiKey, one.sandbox.credentials.apiKey?.length]).toEqual([two.sandbox.credentials.apiKey, 40])
  })

  it('shows the same state for the same business done in another order', async () => {
    await using one = await open({ shop: 'empty' })
    await using two = await open({ shop: 'empty' })
    for (const [shop, names] of [
      [one, ['A', 'B']],
      [two, ['B', 'A']],
    ] as const) {
      for (const name of names) {
        const id = shop.sandbox.call('res.partner', 'create', [{ name }])
        shop.sandbox.call('sale.order', 'create', [{ partner_id: id, client_order_ref: name }])
      }
    }
    expect(JSON.stringify(one.sandbox.state())).toBe(JSON.stringify(two.sandbox.state()))
  })

  it('shows a doubled order in its state', async () => {
    await using shop = await open({ shop: 'empty' })
    for (const _time of [1, 2]) shop.sandbox.call('sale.order', 'create', [{ partner_id: 1, client_order_ref: 'WEB-1' }])
    expect(shop.sandbox.state()['sale.order']).toHaveLength(2)
  })

  it('shifts pages that are read by offset when asked to', async () => {
    await using shop = await open({ shiftingPages: ['res.partner'] })
    const ids: number[] = []
    for (const offset of [0, 2]) {
      const body = { domain: [], fields: ['id'], order: 'write_date, id', offset, limit: 2 }
      const { json } = await shop.doors.json2('res.partner/search_read', body)
      ids.push(...(json as readonly { id: number }[]).map((record) => record.id))
    }
    const all = shop.sandbox.call('res.partner', 'search', [[]], { order: 'id' }) as readonly number[]
    expect(all.slice(0, 4)).not.toEqual(ids)
  })

  it('edits a record as a colleague would', async () => {
    let now = new Date('2026-11-22T09:00:00Z')
    await using shop = await open({ now: () => now })
    now = new Date('2026-11-22T09:05:00Z')
    shop.sandbox.editRecord('res.partner', 3, { phone: '010' })
    expect(shop.sandbox.call('res.partner', 'read', [[3], ['phone', 'write_date']])).toEqual([
      { id: 3, phone: '010', write_date: '2026-11-22 09:05:00' },
    ])
  })

  it('takes its own shop', async () => {
    await using shop = await open({
      shop: { products: [{ sku: '1', name: 'Bal', priceIncl: '12.10', taxRate: 21, gtin: '1234', onHand: 3 }] },
    })
    expect(
      shop.sandbox.call('product.product', 'search_read', [[['default_code', '=', '1']], ['lst_price', 'barcode', 'free_qty']]),
    ).toEqual([{ id: expect.any(Number), lst_price: 12.1, barcode: '1234', free_qty: 3 }])
  })
})
