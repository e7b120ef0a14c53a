import { describe, expect, it } from 'vitest'
import type { CreateItem, Page, UpdateItem } from '#core/kit/define-connector.ts'
import { AnswerLostError } from '#core/kit/errors.ts'
import { type Customer, customer as customerSchema } from '#core/model/customer.ts'
import { noSignal, type Script, scriptedTill } from '../testing/scripted-till.ts'
import { customer } from './customer.ts'
import type { CustomerData } from './customer-fields.ts'
import { createCustomers, updateCustomers } from './customer-write.ts'

const company: CustomerData = {
  kind: 'company',
  name: 'Fietsen BV',
  email: 'info@fietsen.nl',
  phone: '030-1234567',
  vatNumber: 'NL001234567B01',
  billing: { street: 'Oudegracht', number: '231 bis', postalCode: '3511 NK', city: 'Utrecht', country: 'NL' },
  contacts: [{ name: 'Jan Bakker' }],
  paymentTerms: '30 days',
}
const anItem = (values: Partial<CreateItem<CustomerData>> = {}): CreateItem<CustomerData> => ({
  key: 'info@fietsen.nl',
  externalId: 'odoo.demo.customer.7',
  data: company,
  attempt: 'first',
  ...values,
})
const created = '<result>CREATE-RELATION-RESULT-OK</result><relationNumber>681</relationNumber><errorMessage/>'
const notFound = '<result>FIND-RELATION-RESULT-NOT-FOUND</result>'
const found = (inside: string) =>
  `<result>FIND-RELATION-RESULT-OK</result><relation><relationNumber>681</relationNumber>${inside}</relation>`

async function create(script: Script, item: Partial<CreateItem<CustomerData>> = {}) {
  const till = scriptedTill(script)
  const [result] = await createCustomers(till.client, { items: [anItem(item)], settings: {}, signal: noSignal })
  return { till, result }
}

describe('creating a customer', () => {
  it('sends a company with its contact person exactly like this', async () => {
    const { till, result } = await create({ createRelation: created })
    expect(till.body('createRelation')).toBe(
      '<createRelation><relation><extRelationId>odoo.demo.customer.7</extRelationId><name>Fietsen BV</name><address>Oudegracht 231 bis</address>' +
        '<zipcode>3511 NK</zipcode><city>Utrecht</city><country>Nederland</country><contact>Jan Bakker</contact><telephone>030-1234567</telephone>' +
        '<email>info@fietsen.nl</email><paymentWithinDays>30</paymentWithinDays><vatNumber>NL001234567B01</vatNumber>' +
        '<companyName>Fietsen BV</companyName></relation></createRelation>',
    )
    expect(result).toEqual({ ok: true, id: '681', label: 'Fietsen BV' })
  })

  it('sends a person without a company name', async () => {
    const { till } = await create({ createRelation: created }, { data: { kind: 'person', name: 'Sanne de Vries' } })
    expect(till.body('createRelation')).toContain(
      '<relation><extRelationId>odoo.demo.customer.7</extRelationId><name>Sanne de Vries</name></relation>',
    )
  })

  it('sends extra fields under the till’s own names', async () => {
    const { till } = await create(
      { createRelation: created },
      { data: { ...company, extra: { relationCode: 'K7', alwaysEmailReceipt: true } } },
    )
    expect(till.body('createRelation')).toMatch(/<relationCode>K7<\/relationCode>.*<alwaysEmailReceipt>true<\/alwaysEmailReceipt>/)
  })

  it('refuses payment terms that are no days before sending', async () => {
    const { till, result } = await create({}, { data: { ...company, paymentTerms: 'Einde maand' } })
    expect([result, till.sent]).toMatchObject([{ ok: false, error: { code: 'payment-terms-not-days' } }, []])
  })

  it('is uncertain after a lost answer', async () => {
    const { result } = await create({ createRelation: [new AnswerLostError('lost')] })
    expect(result).toMatchObject({ ok: false, uncertain: true })
  })

  it('looks on a second attempt by our id, then by e-mail, and creates nothing when one is there', async () => {
    const { till, result } = await create(
      { findRelationV2: [notFound, found('<email>Info@Fietsen.nl</email><name>Fietsen BV</name>')] },
      { attempt: 'again' },
    )
    expect(result).toEqual({ ok: true, id: '681', label: 'Fietsen BV', existed: true })
    expect([0, 1].map((call) => till.body('findRelationV2', call))).toEqual([
      '<findRelationV2><request><relation><extRelationId>odoo.demo.customer.7</extRelationId></relation><exactMatch>true</exactMatch></request></findRelationV2>',
      '<findRelationV2><request><relation><email>info@fietsen.nl</email></relation><exactMatch>true</exactMatch></request></findRelationV2>',
    ])
  })

  it('tells a taken number in words', async () => {
    const answer =
      '<result>CREATE-RELATION-RESULT-FAILED-RELATION-NUMBER-ALREADY-TAKEN</result><relationNumber>0</relationNumber><errorMessage/>'
    const { result } = await create({ createRelation: answer })
    expect(result).toMatchObject({ ok: false, uncertain: false, error: { code: 'number-taken' } })
  })
})

describe('updating a customer', () => {
  const current =
    '<relationList><relation><relationNumber>681</relationNumber><syncMarker>40</syncMarker><name>Fietsen BV</name><address>Oudegracht 1</address><city>Utrecht</city>' +
    '<email>oud@fietsen.nl</email><points>12</points><balance>500</balance><categoryIds><categoryId>3</categoryId></categoryIds>' +
    '<customFieldList><customField><fieldName>regio</fieldName><strValue>Midden</strValue></customField></customFieldList><companyName>Fietsen BV</companyName></relation></relationList>'
  const updated = '<result>UPDATE-RELATION-RESULT-OK</result><errorMessage/>'
  const change = (path: string): UpdateItem<CustomerData> => ({
    key: 'info@fietsen.nl',
    id: '681',
    data: company,
    changes: [{ path, from: null, to: null }],
  })

  it('sends the relation back whole with the changed field in it, so that nothing is cleared', async () => {
    const till = scriptedTill({ getRelations: current, updateRelation: updated })
    await updateCustomers(till.client, { items: [change('email')], settings: {}, signal: noSignal })
    expect(till.body('updateRelation')).toBe(
      '<updateRelation><relation><relationNumber>681</relationNumber><name>Fietsen BV</name><address>Oudegracht 1</address><city>Utrecht</city>' +
        '<email>info@fietsen.nl</email><points>12</points><categoryIds><categoryId>3</categoryId></categoryIds>' +
        '<customFieldList><customField><fieldName>regio</fieldName><strValue>Midden</strValue></customField></customFieldList><companyName>Fietsen BV</companyName></relation></updateRelation>',
    )
  })

  it('changes an address whole', async () => {
    const till = scriptedTill({ getRelations: current, updateRelation: updated })
    await updateCustomers(till.client, { items: [change('billing')], settings: {}, signal: noSignal })
    expect(till.body('updateRelation')).toContain(
      '<address>Oudegracht 231 bis</address><zipcode>3511 NK</zipcode><city>Utrecht</city><country>Nederland</country><email>oud@',
    )
  })

  it('fails for a relation that is gone, without sending', async () => {
    const till = scriptedTill({ getRelations: '<relationList/>' })
    const [result] = await updateCustomers(till.client, { items: [change('email')], settings: {}, signal: noSignal })
    expect(result).toMatchObject({ ok: false, uncertain: false, error: { code: 'not-found' } })
  })
})

describe('finding customers by e-mail', () => {
  const find = async (script: Script, email: string) => {
    const till = scriptedTill(script)
    const result = await customer.find?.run(till.client, { by: 'email', items: [{ key: email }], signal: noSignal })
    return { till, hits: result?.get(email) }
  }

  it('gives the relation as a neutral customer', async () => {
    const { hits } = await find(
      { findRelationV2: found('<email>sanne@voorbeeld.nl</email><name>Sanne de Vries</name><active>false</active>') },
      'sanne@voorbeeld.nl',
    )
    expect(hits).toMatchObject([{ id: '681', label: 'Sanne de Vries', data: { kind: 'person', name: 'Sanne de Vries', active: false } }])
  })

  it('does not take a longer address for a hit', async () => {
    const { hits, till } = await find({ findRelationV2: found('<email>aa@shop.nl</email><name>Ander</name>') }, 'a@shop.nl')
    expect([hits, till.sent.length]).toEqual([[], 2])
  })
})

describe('reading customers', () => {
  const read = async (relations: string) => {
    const till = scriptedTill({ getRelations: [`<relationList>${relations}</relationList>`, '<relationList/>'] })
    const request = { position: null, settings: { start: 'beginning', pageSize: 500 } as never, signal: noSignal }
    const pages: Page[] = []
    for await (const page of customer.read?.pages(till.client, request) ?? []) pages.push(page)
    return pages[0]
  }

  it('gives companies with their contact, persons, and those without e-mail by number', async () => {
    const relations =
      '<relation><relationNumber>1</relationNumber><syncMarker>5</syncMarker><name>Fietsen BV</name><contact>Jan Bakker</contact><email>Info@Fietsen.nl </email><companyName>Fietsen BV</companyName></relation>' +
      '<relation><relationNumber>2</relationNumber><syncMarker>3</syncMarker><name>Sanne de Vries</name><country>Friesland</country></relation>'
    const page = await read(relations)
    expect(page?.position).toEqual({ syncMarker: '6' })
    expect(page?.records.map(({ key, data }) => [key, (data as Customer).kind, (data as Customer).contacts])).toEqual([
      ['info@fietsen.nl', 'company', [{ name: 'Jan Bakker', email: 'Info@Fietsen.nl ' }]],
      ['2', 'person', []],
    ])
    expect(page?.records.map(({ data }) => customerSchema.safeParse(data).success)).toEqual([true, true])
  })

  it.each([
    ['without a name', '<relationNumber>7</relationNumber>', 'Customer 7: it has neither a name nor an e-mail address.'],
    ['without a number', '<name>Jan Bakker</name>', 'Customer Jan Bakker: MplusKASSA sent it without a relation number.'],
  ])('names a relation %s, gives the others and moves past it', async (_which, inside, message) => {
    const sanne = '<relation><relationNumber>2</relationNumber><syncMarker>3</syncMarker><name>Sanne de Vries</name></relation>'
    const page = await read(`<relation><syncMarker>5</syncMarker>${inside}</relation>${sanne}`)
    expect([page?.records.map(({ key }) => key), page?.position]).toEqual([['2'], { syncMarker: '6' }])
    expect(page?.unreadable).toMatchObject([{ entity: 'customer', error: { message, fix: 'user' } }])
  })
})
