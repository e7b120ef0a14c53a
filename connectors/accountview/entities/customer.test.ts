import { describe, expect, it, onTestFinished } from 'vitest'
import type { FieldChange } from '#core/kit/record.ts'
import { aCustomer, anItem } from '#tests/support/builders.ts'
import { startAccountViewSandbox } from '../sandbox/start.ts'
import { createOne, entityOf, noSignal, openPractice } from '../testing/practice.ts'

async function practice(options: Parameters<typeof startAccountViewSandbox>[0] = {}) {
  const sandbox = await startAccountViewSandbox({ debtors: 3, ...options })
  onTestFinished(() => sandbox.close())
  return { sandbox, ...openPractice(sandbox) }
}

describe('a new debtor', () => {
  it('is a company with its contact person, a search code and our number', async () => {
    const { connection, sandbox } = await practice()
    const company = aCustomer({
      kind: 'company',
      name: 'Café Zürich B.V.',
      contacts: [{ name: 'Marieke Visser' }],
      vatNumber: 'nl001234567b01',
    })
    const result = await createOne(connection, 'customer', anItem('customer', company), { collectiveAccount: '1300', vatCode: '2' })
    expect([result, sandbox.rows('CONTACT').at(-1)]).toEqual([
      { ok: true, id: '10004', label: 'Café Zürich B.V. (10004)' },
      expect.objectContaining({
        SUB_NR: '10004',
        ACCT_NAME: 'Café Zürich B.V.',
        SRC_CODE: 'CAFEZURICH',
        MAIN_CONT: 'Marieke Visser',
        ACCT_NR: '1300',
        VAT_CODE: '2',
        VAT_NR: 'NL001234567B01',
        ADDRESS1: 'Oudegracht 12',
        ST_STREET: 'Oudegracht',
        ST_NR: '12',
        DEB_NR: expect.stringMatching(/^[0-9A-Z]{10}$/),
      }),
    ])
  })

  it('is a person when no company is named, and is read as one', async () => {
    const { connection } = await practice()
    await createOne(connection, 'customer', anItem('customer', aCustomer()))
    const found = await entityOf(connection, 'customer').find?.run({
      by: 'email',
      items: [{ key: 'marieke.visser@klant.example' }],
      signal: noSignal,
    })
    expect(found?.get('marieke.visser@klant.example')?.[0]?.data).toMatchObject({ kind: 'person', contacts: [] })
  })

  it('is kept under its address in small letters, so that it is found again', async () => {
    const { connection, sandbox } = await practice()
    await createOne(connection, 'customer', anItem('customer', aCustomer({ email: 'Marieke@Klant.Example' })))
    expect(sandbox.rows('CONTACT').at(-1)?.MAIL_BUS).toBe('marieke@klant.example')
  })

  it('with a name too long is refused with its length, and never cut', async () => {
    const { connection, sent } = await practice()
    const result = await createOne(
      connection,
      'customer',
      anItem('customer', aCustomer({ name: 'Stichting tot Behoud van het Vlaams-Nederlandse Erfgoed' })),
    )
    expect([result, sent.some(({ method }) => method === 'POST')]).toEqual([
      expect.objectContaining({
        ok: false,
        uncertain: false,
        error: expect.objectContaining({ code: 'too-long', message: expect.stringContaining('AccountView keeps 40') }),
      }),
      false,
    ])
  })

  it('takes fields of AccountView’s own by their names, and refuses those there are not', async () => {
    const { connection, sandbox } = await practice()
    await createOne(connection, 'customer', anItem('customer', aCustomer({ extra: { RPL_GRP: 'horeca', DISC_PCT: '2.5' } })))
    const refused = await createOne(connection, 'customer', anItem('customer', aCustomer({ email: 'x@y.example', extra: { NOPE: '1' } })))
    expect([sandbox.rows('CONTACT').at(-1), refused]).toEqual([
      expect.objectContaining({ RPL_GRP: 'HORECA', DISC_PCT: 2.5 }),
      expect.objectContaining({ ok: false, error: expect.objectContaining({ code: 'field-not-open' }) }),
    ])
  })
})

describe('changing a debtor', () => {
  const change = async (changes: readonly FieldChange[], data: object, options = {}) => {
    const set = await practice(options)
    const item = { key: 'x', id: '10001', data: { ...aCustomer({ kind: 'company', name: 'Buitensport De Wit' }), ...data }, changes }
    const [result] = (await entityOf(set.connection, 'customer').update?.run({ items: [item], settings: {}, signal: noSignal })) ?? []
    return { ...set, result }
  }

  it('looks it up, then sends its number, what is demanded and what changes', async () => {
    const { sent, result } = await change([{ path: 'phone', from: null, to: '+31 20 555 0100' }], { phone: '+31 20 555 0100' })
    expect([result, sent.slice(-2).map(({ method, body }) => [method, body])]).toEqual([
      expect.objectContaining({ ok: true, id: '10001' }),
      [
        ['GET', undefined],
        [
          'PUT',
          expect.objectContaining({
            BusinessObject: 'AR1',
            id: '10001',
            Table: {
              Definition: {
                Name: 'CONTACT',
                Fields: ['RowId', 'SUB_NR', 'ACCT_NAME', 'SRC_CODE', 'TEL_BUS'].map((Name) => ({ Name, FieldType: 'C' })),
              },
            },
            TableData: {
              Data: { Rows: [{ Values: ['1', '10001', 'Buitensport De Wit', 'Buitenspor'.toUpperCase(), '+31 20 555 0100'] }] },
            },
          }),
        ],
      ],
    ])
  })

  it('sends an address whole when one part of it changes', async () => {
    const billing = {
      name: 'Noord',
      street: 'Meir',
      number: '101',
      addition: 'derde verdieping',
      postalCode: '2000',
      city: 'Antwerpen',
      country: 'BE',
    }
    const { sandbox } = await change([{ path: 'billing.street', from: 'Oudegracht', to: 'Meir' }], { billing })
    expect(sandbox.rows('CONTACT')[0]).toMatchObject({
      ADDRESS1: 'Meir 101 derde verdieping',
      ST_STREET: 'Meir',
      ST_EXTRA: '',
      ST_PROP: 'derde verdieping',
      CITY: 'Antwerpen',
    })
  })

  it('says so when it is gone', async () => {
    const { connection, sandbox } = await practice()
    sandbox.change('CONTACT', { SUB_NR: '10001' }, { SUB_NR: '55555' })
    const item = { key: 'x', id: '10001', data: aCustomer(), changes: [{ path: 'phone', from: null, to: '1' }] }
    const [result] = (await entityOf(connection, 'customer').update?.run({ items: [item], settings: {}, signal: noSignal })) ?? []
    expect(result).toMatchObject({ ok: false, uncertain: false, error: { code: 'not-found' } })
  })
})

it('does not hold the name on an address, or letter case AccountView does not keep, against a debtor', async () => {
  const { connection } = await practice()
  const customer = aCustomer({
    vatNumber: 'nl001b01',
    billing: { name: 'Marieke', street: 'Oudegracht', number: '12', postalCode: '3511 ab', city: 'Utrecht', country: 'NL' },
  })
  const item = anItem('customer', customer)
  await createOne(connection, 'customer', item)
  const find = entityOf(connection, 'customer').find
  const [found] = (await find?.run({ by: 'email', items: [item], signal: noSignal }))?.get(item.key) ?? []
  expect(found?.wanted).toMatchObject({ vatNumber: 'NL001B01', billing: { postalCode: '3511 AB' } })
})
