import { describe, expect, it } from 'vitest'
import { FakeFailure, fakeOdoo } from './testing/fake-odoo.ts'

describe('createOdooClient', () => {
  it('refuses a record method without ids before it leaves', async () => {
    const { client, calls } = fakeOdoo({})
    await expect(client.act('sale.order', 'action_confirm', [])).rejects.toMatchObject({ code: 'no-ids' })
    expect(calls).toEqual([])
  })

  it('never writes a state', async () => {
    const { client, calls } = fakeOdoo({ 'sale.order.write': () => true })
    await expect(client.write('sale.order', [1], { state: 'sale' })).rejects.toMatchObject({ code: 'state-written' })
    expect(calls).toEqual([])
  })

  it('takes false for the ordinary answer of an action', async () => {
    const { client } = fakeOdoo({ 'account.move.action_post': () => false })
    expect(await client.act('account.move', 'action_post', [3])).toBe(false)
  })

  it('works in the chosen company by name', async () => {
    const { client, bodiesOf } = fakeOdoo(
      {
        'res.users.read': () => [{ id: 2, name: 'Sluice', company_id: [1, 'Demo BV'], company_ids: [1, 3] }],
        'res.company.read': () => [
          { id: 1, name: 'Demo BV' },
          { id: 3, name: 'Demo Retail BV' },
        ],
        'res.partner.search_read': () => [],
      },
      { company: 'Demo Retail BV' },
    )
    await client.searchRead('res.partner', { domain: [], fields: ['name'] })
    expect(bodiesOf('res.partner.search_read')[0]?.context).toEqual({ lang: 'en_US', allowed_company_ids: [3] })
  })

  it('names the companies there are when the chosen one is not among them', async () => {
    const { client } = fakeOdoo({}, { company: 'Other BV' })
    await expect(client.session()).rejects.toMatchObject({ code: 'company-unknown', hint: 'Choose one of: Demo BV.' })
  })

  it('knows a model whose app is not installed', async () => {
    const { client } = fakeOdoo({})
    expect(await client.fieldsOf('mrp.production')).toBeUndefined()
  })

  it('asks again for what it failed to learn', async () => {
    let attempts = 0
    const { client } = fakeOdoo({
      'res.users.context_get': () => {
        attempts++
        if (attempts === 1) throw new FakeFailure('werkzeug.exceptions.Unauthorized', 'Invalid apikey', 401)
        return { uid: 2 }
      },
    })
    await expect(client.session()).rejects.toMatchObject({ code: 'key-refused' })
    expect((await client.session()).userId).toBe(2)
  })

  it('never asks for no field, which Odoo takes for all of them', async () => {
    const { client, bodiesOf } = fakeOdoo({ 'res.partner.read': () => [] })
    await client.read('res.partner', [1], { fields: [] })
    expect(bodiesOf('res.partner.read')[0]?.fields).toEqual(['id'])
  })
})
