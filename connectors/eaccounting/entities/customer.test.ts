import { describe, expect, it } from 'vitest'
import { compileCompare } from '#core/upsert/compare.ts'
import { aCustomer, anItem } from '#tests/support/builders.ts'
import { openBooks, signal } from '#tests/support/eaccounting-books.ts'
import { termsOfPayment } from '../sandbox/books/fixed-lists.ts'
import { customer } from './customer.ts'

const settings = { paymentTerms: String(termsOfPayment[0]?.Id), longTexts: 'cut' }
const compare = compileCompare({ schema: customer.schema, paths: customer.update?.paths ?? [] })

/** What would change at the next run of the same customer. */
async function leftToChange(given: ReturnType<typeof aCustomer>): Promise<readonly string[]> {
  const books = await openBooks()
  const item = anItem('customer', given)
  const [result] = (await books.entity('customer').create?.run({ items: [item], settings, signal })) ?? []
  if (!result?.ok) throw result?.error
  const found = await books.entity('customer').find?.run({ by: 'email', items: [item], settings, signal })
  const [existing] = found?.get(item.key) ?? []
  return compare(existing?.wanted ?? item.data, existing?.data ?? {}).map(({ path }) => path)
}

describe('a customer sent twice is unchanged the second time', () => {
  it('with a name and a street that eAccounting cuts', async () => {
    const street = 'Burgemeester van Tuyll van Serooskerkenplein achter de kerk'
    const given = aCustomer({
      name: 'Stichting tot Behoud van het Nederlandse Landschap in Oude Ansichten',
      billing: { street, number: '3', city: 'Velsen', postalCode: '1990 AA', country: 'NL' },
    })
    expect(await leftToChange(given)).toEqual([])
  })

  it('with a name in the address, which a customer has no field for', async () => {
    expect(
      await leftToChange(
        aCustomer({
          billing: { name: 'Marieke Visser', street: 'Oudegracht', number: '12', city: 'Utrecht', postalCode: '3511 AB', country: 'NL' },
        }),
      ),
    ).toEqual([])
  })

  it('as a company with two contacts, of whom eAccounting keeps the first', async () => {
    const contacts = [{ name: 'Örjan Åkesson', email: 'orjan@fjall.example' }, { name: 'Zoë Żak' }]
    expect(await leftToChange(aCustomer({ kind: 'company', name: 'Fjäll & Sjö AB', contacts }))).toEqual([])
  })

  it('with terms of payment by their number of days', async () => {
    expect(await leftToChange(aCustomer({ paymentTerms: '30' }))).toEqual([])
  })
})

describe('an update of a customer', () => {
  it('changes the contact person of a company', async () => {
    const books = await openBooks()
    const { Id } = books.only('customers', ({ EmailAddress }) => EmailAddress === 'inkoop@bergsport-amersfoort.example')
    const contacts = [{ name: 'Nieuwe Inkoper', email: 'nieuw@bergsport-amersfoort.example' }]
    const item = {
      key: 'inkoop@bergsport-amersfoort.example',
      id: String(Id),
      data: { contacts },
      changes: [{ path: 'contacts', from: [], to: contacts }],
    }
    await books.entity('customer').update?.run({ items: [item], settings, signal })
    expect(books.only('customers', (row) => row.Id === Id)).toMatchObject({
      ContactPersonName: 'Nieuwe Inkoper',
      Name: 'Bergsport Amersfoort B.V.',
    })
  })

  it('sets a field of eAccounting’s own', async () => {
    const books = await openBooks()
    const { Id } = books.only('customers', ({ EmailAddress }) => EmailAddress === 'inkoop@bergsport-amersfoort.example')
    const extra = { ElectronicReference: 'Inkoop 3' }
    const item = { key: 'x', id: String(Id), data: { extra }, changes: [{ path: 'extra.ElectronicReference', from: null, to: 'Inkoop 3' }] }
    await books.entity('customer').update?.run({ items: [item], settings, signal })
    expect(books.only('customers', (row) => row.Id === Id).ElectronicReference).toBe('Inkoop 3')
  })

  it('refuses a field it does not know, naming those there are', async () => {
    const books = await openBooks()
    const item = anItem('customer', aCustomer({ extra: { Colour: 'red' } }))
    const [result] = (await books.entity('customer').create?.run({ items: [item], settings, signal })) ?? []
    expect(result).toMatchObject({ ok: false, error: { code: 'extra-unknown', message: expect.stringMatching(/"Colour"/) } })
  })
})
