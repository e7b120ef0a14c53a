import { describe, expect, it } from 'vitest'
import type { CreateItem } from '#core/kit/define-connector.ts'
import { type Customer, customer as schema } from '#core/model/customer.ts'
import { type Answers, fakeOdoo } from '../testing/fake-odoo.ts'
import { customer } from './customer.ts'
import { findCustomers } from './customer-find.ts'

const signal = new AbortController().signal

function partner(id: number, own: Record<string, unknown> = {}) {
  return {
    id,
    name: `Partner ${id}`,
    type: 'contact',
    parent_id: false,
    commercial_partner_id: [id, ''],
    email: 'jan@devries.example',
    active: true,
    ...own,
  }
}

async function find(rows: readonly Record<string, unknown>[], own: Answers = {}) {
  const shop = fakeOdoo({
    'res.partner.search_read': () => rows.filter(({ email }) => email === 'jan@devries.example'),
    'res.partner.read': ({ ids }: { ids: number[] }) => rows.filter(({ id }) => ids.includes(id as number)),
    ...own,
  })
  const found = await findCustomers(shop.client, { items: [{ key: ' Jan@DeVries.example ', externalId: 'x' }], signal })
  return { shop, ids: (found.get(' Jan@DeVries.example ') ?? []).map(({ id }) => id) }
}

function company(): Customer {
  return schema.parse({
    kind: 'company',
    name: 'Demo Retail BV',
    email: 'info@retail.example',
    mobile: '0612345678',
    language: 'nl',
    billing: { street: 'Keizersgracht', number: '12', postalCode: '1015 CX', city: 'Amsterdam', country: 'NL' },
    contacts: [{ name: 'Jan', email: 'jan@retail.example' }],
  })
}

function item(data: Customer, own: Partial<CreateItem<Customer>> = {}): CreateItem<Customer> {
  return { key: data.email ?? data.name, externalId: 'mplus.till.customer.1', data, attempt: 'first', ...own }
}

describe('findCustomers', () => {
  it('compares e-mail addresses trimmed and in lower case', async () => {
    const { shop, ids } = await find([partner(7)])
    expect(ids).toEqual(['7'])
    expect(shop.bodiesOf('res.partner.search_read')[0]?.domain).toEqual([['email_normalized', 'in', ['jan@devries.example']]])
  })

  it('prefers a customer of its own to a contact below a company', async () => {
    expect((await find([partner(7, { parent_id: [3, 'BV'], commercial_partner_id: [3, 'BV'] }), partner(8)])).ids).toEqual(['8'])
  })

  it('takes a contact for its company', async () => {
    const { ids } = await find([partner(7, { parent_id: [3, 'BV'], commercial_partner_id: [3, 'BV'] }), partner(3, { email: false })])
    expect(ids).toEqual(['3'])
  })

  it('answers all customers with the address when there are several', async () => {
    expect((await find([partner(7), partner(8)])).ids).toEqual(['7', '8'])
  })

  it('leaves what this Odoo has no field for out of the comparison', async () => {
    const shop = fakeOdoo({ 'res.partner.search_read': () => [partner(7)], 'res.partner.read': () => [] })
    const data = { name: 'Jan', mobile: '0612345678', phone: '020' }
    const found = await findCustomers(shop.client, { items: [{ key: 'jan@devries.example', data }], signal })
    expect(found.get('jan@devries.example')?.[0]?.wanted).toEqual({ name: 'Jan', phone: '020' })
  })

  it('lets our own marker decide among several', async () => {
    const marked = { 'ir.model.data.search_read': () => [{ id: 1, name: 'x', res_id: 8 }] }
    expect((await find([partner(7), partner(8)], marked)).ids).toEqual(['8'])
  })
})

describe('reading customers', () => {
  const read = async (rows: readonly Record<string, unknown>[]) => {
    const shop = fakeOdoo({ 'res.partner.search_read': () => rows })
    const settings = { onlyCustomers: false, overlapMinutes: 10 } as never
    for await (const page of customer.read?.pages(shop.client, { position: null, settings, signal }) ?? []) return page
    return undefined
  }

  it('names one with neither name nor e-mail address, gives the others and moves past it', async () => {
    const nameless = partner(7, { name: false, email: false, write_date: '2026-11-22 09:00:05' })
    const page = await read([partner(8, { write_date: '2026-11-22 09:00:00' }), nameless])
    expect([page?.records.map(({ origin }) => origin.id), page?.position]).toMatchObject([['8'], { since: '2026-11-22 09:00:05' }])
    expect(page?.unreadable).toMatchObject([
      {
        ...{ entity: 'customer', key: 'odoo-7', origin: { id: '7' }, raw: { id: 7 } },
        error: { code: 'name-missing', message: 'Customer odoo-7: it has neither a name nor an e-mail address.' },
      },
    ])
  })
})

describe('creating customers', () => {
  it('makes a company with its contact below it in one call', async () => {
    const shop = fakeOdoo({ 'res.partner.create': () => [90], 'ir.model.data.create': () => [1] })
    const results = await customer.create?.run(shop.client, { items: [item(company())], settings: {} as never, signal })
    expect(results).toEqual([{ ok: true, id: '90', label: 'Customer Demo Retail BV' }])
    expect((shop.bodiesOf('res.partner.create')[0] as { vals_list: unknown[] }).vals_list[0]).toEqual({
      is_company: true,
      name: 'Demo Retail BV',
      email: 'info@retail.example',
      lang: 'nl_NL',
      active: true,
      customer_rank: 1,
      street: 'Keizersgracht 12',
      street2: false,
      zip: '1015 CX',
      city: 'Amsterdam',
      country_id: 165,
      child_ids: [[0, 0, { type: 'contact', name: 'Jan', email: 'jan@retail.example' }]],
    })
  })

  it('adopts on a second attempt what the first left without a marker', async () => {
    const shop = fakeOdoo({
      'res.partner.search_read': () => [partner(90, { email: 'info@retail.example' })],
      'res.partner.read': () => [partner(90, { email: 'info@retail.example' })],
      'ir.model.data.create': () => [1],
    })
    const results = await customer.create?.run(shop.client, {
      items: [item(company(), { attempt: 'again' })],
      settings: {} as never,
      signal,
    })
    expect(results).toMatchObject([{ ok: true, id: '90', existed: true }])
    expect(shop.bodiesOf('res.partner.create')).toEqual([])
  })

  it('refuses a country Odoo does not know', async () => {
    const shop = fakeOdoo({})
    const results = await customer.create?.run(shop.client, {
      items: [item({ ...company(), billing: { country: 'XX' } })],
      settings: {} as never,
      signal,
    })
    expect(results).toMatchObject([{ ok: false, error: { code: 'country-unknown' } }])
  })
})

describe('updating customers', () => {
  it('sends the changed fields and nothing else', async () => {
    const shop = fakeOdoo({ 'res.partner.write': () => true })
    const changes = [
      { path: 'phone', from: null, to: '020' },
      { path: 'billing.number', from: '12', to: '14' },
    ]
    await customer.update?.run(shop.client, {
      items: [{ key: 'x', id: '90', data: { ...company(), phone: '020', billing: { street: 'Keizersgracht', number: '14' } }, changes }],
      settings: {} as never,
      signal,
    })
    expect(shop.bodiesOf('res.partner.write')).toMatchObject([
      { ids: [90], vals: { phone: '020', street: 'Keizersgracht 14', street2: false, zip: false, city: false, country_id: false } },
    ])
  })
})
