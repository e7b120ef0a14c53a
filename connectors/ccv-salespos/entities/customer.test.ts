import { describe, expect, it, onTestFinished } from 'vitest'
import type { Page } from '#core/kit/define-connector.ts'
import type { FieldChange, Json } from '#core/kit/record.ts'
import { type Customer, customer as customerSchema } from '#core/model/customer.ts'
import { compileCompare } from '#core/upsert/compare.ts'
import { aCustomer, anItem } from '#tests/support/builders.ts'
import { noSignal, openPracticeShop, type PracticeShop } from '../testing/practice-shop.ts'
import { customer } from './customer.ts'
import { customerPaths } from './customer-fields.ts'

async function open(...args: Parameters<typeof openPracticeShop>): Promise<PracticeShop> {
  const shop = await openPracticeShop({ orderCount: 0, ...args[0] }, args[1])
  onTestFinished(() => shop.server.close())
  return shop
}

async function find({ client }: PracticeShop, email: string, data?: object) {
  const items = [{ key: email, ...(data && { data: data as never }) }]
  return (await customer.find?.run(client, { by: 'email', items, signal: noSignal } as never))?.get(email) ?? []
}

async function create({ client }: PracticeShop, data: Partial<Customer>, own: object = {}) {
  const item = anItem('customer', aCustomer(data), own)
  return (await customer.create?.run(client, { items: [item], settings: {}, signal: noSignal } as never))?.[0]
}

async function update({ client }: PracticeShop, id: string, data: Partial<Customer>) {
  const changes: readonly FieldChange[] = Object.entries(data).map(([path, to]) => ({ path, from: null, to: to as Json }))
  const items = [{ key: 'klant1@voorbeeld.example', id, data: { kind: 'company', ...data }, changes }]
  return (await customer.update?.run(client, { items, settings: {}, signal: noSignal } as never))?.[0]
}

async function read({ client }: PracticeShop, position: Json = null, start = 'beginning'): Promise<readonly Page<Customer>[]> {
  const pages: Page<Customer>[] = []
  const request = { position, settings: { start, pageSize: 5 }, signal: noSignal }
  for await (const page of customer.read?.pages(client, request as never) ?? []) pages.push(page as Page<Customer>)
  return pages
}

describe('finding customers by e-mail', () => {
  it('takes capitals and spaces for the same address', async () => {
    const [found] = await find(await open(), ' Klant3@Voorbeeld.example ')
    expect(found).toMatchObject({ id: '303', label: "Guus in 't Veld" })
  })

  it('finds both who share an address, so that nobody picks one by chance', async () => {
    expect((await find(await open(), 'klant2@voorbeeld.example')).map(({ id }) => id)).toEqual(['302', '310'])
  })

  it('reads all users once, and afterwards only the newest', async () => {
    const shop = await open()
    await find(shop, 'klant1@voorbeeld.example')
    await create(shop, { email: 'nieuw@voorbeeld.example' })
    const before = shop.sent.length
    expect(await find(shop, 'nieuw@voorbeeld.example')).toHaveLength(1)
    expect(shop.sent.slice(before).map(({ path }) => path)).toEqual(['/api/rest/v1/users?orderby=id_desc&start=0&size=25'])
  })
})

describe('writing customers', () => {
  it('makes a company with its person, and a password nobody knows', async () => {
    const shop = await open()
    const data = { kind: 'company', name: 'De Kade B.V.', contacts: [{ name: 'Anna de Vries' }], vatNumber: 'NL001234567B01' } as const
    expect(await create(shop, { ...data, contacts: [...data.contacts] })).toMatchObject({ ok: true, id: '313' })
    expect(shop.bodies('users.create')).toEqual([
      {
        username: 'marieke.visser@klant.example',
        password: expect.stringMatching(/^[\w-]{32}$/),
        status: true,
        userinfo: {
          customertype: 'b2b',
          email: 'marieke.visser@klant.example',
          btw: 'NL001234567B01',
          billingaddress: {
            company: 'De Kade B.V.',
            first_name: 'Anna',
            last_name: 'de Vries',
            telephone: '+31 30 555 0142',
            street: 'Oudegracht',
            housenumber: 12,
            zipcode: '3511 AB',
            city: 'Utrecht',
            country_code: 'NL',
          },
        },
      },
    ])
  })

  it('takes a login name that is taken for the customer it was looking for', async () => {
    const shop = await open()
    // The address was changed in the shop, and the login name stayed.
    const user = shop.server.rows('users')[0]
    shop.server.change('users', 301, { userinfo: { ...(user?.userinfo as object), email: 'anders@voorbeeld.example' } })
    expect(await create(shop, { email: 'klant1@voorbeeld.example' })).toMatchObject({ ok: true, id: '301', existed: true })
    expect(shop.server.rows('users')).toHaveLength(12)
  })

  it('keeps everything of a customer that the change is not about', async () => {
    const shop = await open()
    const before = shop.server.rows('users')[0]?.userinfo as Record<string, object>
    expect(await update(shop, '301', { phone: '+31 6 1234 5678' })).toMatchObject({ ok: true })
    const { deliveryaddress, ...kept } = before
    expect(shop.server.rows('users')[0]?.userinfo).toEqual({
      ...kept,
      billingaddress: { ...before.billingaddress, telephone: '+31 6 1234 5678' },
    })
  })

  it.each([
    ['a suffix', { street: 'Dam', number: '1a' }],
    ['a suffix after a space', { street: 'Dam', number: '1 a' }],
    ['a second line', { street: 'Dam', number: '1', addition: '3e verdieping' }],
    ['no number', { street: 'Postbus' }],
    ['a number that is none', { street: 'Dam', number: 'bij de molen' }],
  ])('finds an address with %s unchanged once it is written', async (_what, place) => {
    const shop = await open()
    const data = { email: 'nieuw@voorbeeld.example', billing: { ...place, city: 'Utrecht', country: 'NL' } }
    await create(shop, data)
    const wanted = aCustomer(data)
    const [found] = await find(shop, 'nieuw@voorbeeld.example', wanted)
    const compare = compileCompare({ schema: customerSchema, paths: customerPaths })
    expect(compare((found?.wanted ?? wanted) as never, found?.data as never)).toEqual([])
  })

  it('writes an address anew as a whole, so that nothing of the old one stays', async () => {
    const shop = await open()
    await update(shop, '302', { billing: { street: 'Meir', number: '101', city: 'Antwerpen', country: 'BE' } })
    const info = shop.server.rows('users')[1]?.userinfo as { readonly billingaddress: object } | undefined
    const billingaddress = info?.billingaddress ?? {}
    expect(billingaddress).toMatchObject({ first_name: 'Zoë', street: 'Meir', housenumber: 101, city: 'Antwerpen' })
    expect(Object.keys(billingaddress)).not.toContain('housenumber_suffix')
  })
})

describe('reading customers', () => {
  it('gives only the one that changed the next time', async () => {
    const shop = await open()
    const first = await read(shop)
    await update(shop, '305', { phone: '+31 6 1111 1111' })
    const later = await read(shop, first.at(-1)?.position ?? null)
    expect([first.length, later.flatMap(({ records }) => records.map(({ origin }) => origin.id))]).toEqual([3, ['305']])
  })

  it('tells companies with the person there, and people', async () => {
    const records = (await read(await open())).flatMap((page) => page.records)
    expect(records.slice(0, 2).map(({ key, data }) => [key, data.kind, data.name, data.contacts.map(({ name }) => name)])).toEqual([
      ['klant1@voorbeeld.example', 'company', 'Café De Kade B.V.', ['Sanne de Wit']],
      ['klant2@voorbeeld.example', 'person', 'Zoë van den Berg', []],
    ])
  })

  it('gives nothing of what is there when it begins with now, in however many pages', async () => {
    const shop = await open()
    const first = await read(shop, null, 'now')
    await create(shop, { email: 'nieuw@voorbeeld.example' })
    const later = await read(shop, first.at(-1)?.position ?? null, 'now')
    expect([first, later].map((pages) => pages.flatMap(({ records }) => records.map(({ key }) => key)))).toEqual([
      [],
      ['nieuw@voorbeeld.example'],
    ])
  })
})
