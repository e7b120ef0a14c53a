import { describe, expect, it, onTestFinished } from 'vitest'
import type { CreateItem } from '#core/kit/define-connector.ts'
import type { Order } from '#core/model/order.ts'
import { anItem, anOrder } from '#tests/support/builders.ts'
import { type AccountViewSandboxOptions, startAccountViewSandbox } from '../sandbox/start.ts'
import { createOne, entityOf, noSignal, openPractice } from '../testing/practice.ts'

async function practice(options: AccountViewSandboxOptions = {}) {
  const sandbox = await startAccountViewSandbox(options)
  onTestFinished(() => sandbox.close())
  return { sandbox, ...openPractice(sandbox, { now: options.now }) }
}

const links = { customerId: '10001', productIds: { '120101': '120101', '150301': '150301' } }
const salesOrder = (order: Partial<Order> = {}, own: Partial<CreateItem> = {}) =>
  anItem('order', anOrder(order), { documentType: 'order', links, ...own })
const invoice = (order: Partial<Order> = {}, own: Partial<CreateItem> = {}) =>
  anItem('order', anOrder(order), { documentType: 'invoice', links, ...own })
const booking = { journal: '700', revenueAccount: '8000', vatCode: '1' }
const product = { kind: 'product', sku: '120101', name: 'Koffiemok', quantity: '2', priceExcl: '7.40' } as const

describe('a sales order', () => {
  it('goes out as a definition and rows of values, tied together by RowId and HeaderId', async () => {
    const { connection, sent } = await practice()
    await createOne(connection, 'order', salesOrder())
    expect(sent.at(-1)?.body).toEqual({
      BookDate: '2026-11-20T00:00:00.000Z',
      BusinessObject: 'SO1',
      Table: {
        Definition: {
          Name: 'SO_HDR',
          Fields: [
            { Name: 'RowId', FieldType: 'C' },
            { Name: 'RPL_INV', FieldType: 'C' },
            { Name: 'RPL_DEL', FieldType: 'C' },
            { Name: 'ORD_DATE', FieldType: 'T' },
            { Name: 'DEL_DATE', FieldType: 'T' },
            { Name: 'TO_EMAIL', FieldType: 'C' },
            { Name: 'COMMENT1', FieldType: 'C' },
          ],
        },
        DetailDefinitions: [
          {
            Name: 'SO_LINE',
            Fields: [
              { Name: 'RowId', FieldType: 'C' },
              { Name: 'HeaderId', FieldType: 'C' },
              { Name: 'ART_CODE', FieldType: 'C' },
              { Name: 'ORD_QTY', FieldType: 'N' },
              { Name: 'ART_PX', FieldType: 'N' },
              { Name: 'DEL_DATE', FieldType: 'T' },
            ],
          },
        ],
      },
      TableData: {
        Data: {
          Rows: [
            {
              Values: [
                '1',
                '10001',
                '10001',
                '2026-11-20T00:00:00',
                '2026-11-20T00:00:00',
                'marieke.visser@klant.example',
                expect.stringMatching(/^W-1042 #[0-9a-f]{20}$/),
              ],
            },
          ],
        },
        DetailData: [{ Rows: [{ Values: ['1', '1', '120101', 2, 7.4, '2026-11-20T00:00:00'] }] }],
      },
    })
  })

  it('is named by the number AccountView gave it', async () => {
    const { connection } = await practice()
    expect(await createOne(connection, 'order', salesOrder())).toMatchObject({ ok: true, id: '260001', label: '260001' })
  })

  it('is priced per piece without VAT and after discount, with shipping costs and discounts on articles of their own', async () => {
    const { connection, sandbox } = await practice()
    const lines: Order['lines'] = [
      { ...product, priceExcl: '20.00', discountPercent: '12.5' },
      { kind: 'product', sku: '150301', name: 'Thee', quantity: '1', priceIncl: '5.95', taxRate: '9' },
      { kind: 'shipping', name: 'Verzendkosten', quantity: '1', priceExcl: '4.95' },
      { kind: 'discount', name: 'Actie', quantity: '1', priceExcl: '-2.00' },
      { kind: 'note', name: 'Graag voor tienen', quantity: '0' },
    ]
    await createOne(connection, 'order', salesOrder({ lines }), { shippingArticle: '130201', discountArticle: '120102' })
    expect(sandbox.rows('SO_LINE').map((line) => [line.ART_CODE, line.ORD_QTY, line.ART_PX])).toEqual([
      ['120101', 2, 17.5],
      ['150301', 1, 5.458716],
      ['130201', 1, 4.95],
      ['120102', 1, -2],
    ])
  })

  it.each([
    [
      'shipping costs without an article',
      [{ kind: 'shipping', name: 'Verzendkosten', quantity: '1', priceExcl: '4.95' }],
      {},
      'article-missing',
    ],
    ['a price with VAT and no rate', [{ ...product, priceExcl: undefined, priceIncl: '8.95' }], {}, 'price-missing'],
    ['nothing but text', [{ kind: 'note', name: 'Hallo', quantity: '0' }], {}, 'lines-missing'],
    ['another currency', [product], { currency: 'SEK' }, 'currency-refused'],
  ] as const)('with %s is refused before anything is written', async (_what, lines, changes, code) => {
    const { connection, sent } = await practice()
    const result = await createOne(connection, 'order', salesOrder({ ...changes, lines: lines as unknown as Order['lines'] }))
    expect([result, sent.some(({ method }) => method !== 'GET')]).toEqual([
      expect.objectContaining({ ok: false, uncertain: false, error: expect.objectContaining({ code }) }),
      false,
    ])
  })

  it('fails in AccountView’s words for an article that is not there', async () => {
    const { connection } = await practice()
    const result = await createOne(connection, 'order', salesOrder({ lines: [{ ...product, sku: '999' }] }))
    expect(result).toMatchObject({
      ok: false,
      uncertain: false,
      error: { code: 'request-refused', message: expect.stringContaining('ART_CODE: 999 bestaat niet') },
    })
  })

  it('adds a delivery address once, and names it by its code', async () => {
    const { connection, sandbox } = await practice()
    const shipping = { name: 'Magazijn', street: 'Havenweg', number: '9', postalCode: '3011 aa', city: 'Rotterdam', country: 'NL' }
    await createOne(connection, 'order', salesOrder({ shipping }))
    await createOne(connection, 'order', salesOrder({ shipping, number: 'W-1043' }))
    const codes = sandbox.rows('SO_HDR').map((row) => row.DEL_CODE)
    expect([sandbox.rows('DEL_ADDR').map(({ REC_ID: _id, ...row }) => row), new Set(codes).size, codes[0]]).toEqual([
      [
        {
          SUB_NR: '10001',
          DEL_NAME: 'Magazijn',
          ADDRESS1: 'Havenweg 9',
          POST_CODE: '3011 AA',
          CITY: 'Rotterdam',
          CNT_CODE: 'NL',
          MAIL_BUS: '',
          TEL_BUS: '',
        },
      ],
      1,
      sandbox.rows('DEL_ADDR')[0]?.REC_ID,
    ])
  })

  it.each(['ADDR.create', 'SO1.create'])('whose %s got no answer is there once after the second attempt', async (on) => {
    const { connection, sandbox } = await practice()
    const shipping = { street: 'Havenweg', number: '9', postalCode: '3011 AA', city: 'Rotterdam', country: 'NL' }
    sandbox.misbehave([{ kind: 'answer-lost', on, times: 1 }])
    const first = await createOne(connection, 'order', salesOrder({ shipping }))
    const second = await createOne(connection, 'order', salesOrder({ shipping }, { attempt: 'again' }))
    expect([first, second.ok, sandbox.rows('SO_HDR').length, sandbox.rows('DEL_ADDR').length]).toEqual([
      expect.objectContaining({ ok: false, uncertain: true }),
      true,
      1,
      1,
    ])
  })

  it('stays in doubt when the second attempt cannot look', async () => {
    const { connection } = await practice({ withheld: { SO1: ['read'] } })
    expect(await createOne(connection, 'order', salesOrder({}, { attempt: 'again' }))).toMatchObject({ ok: false, uncertain: true })
  })

  it('with a long number keeps our sign and cuts the number', async () => {
    const { connection, sandbox } = await practice()
    const item = salesOrder({ number: 'WEBWINKEL-2026-000000104299-RETOUR' })
    await createOne(connection, 'order', item)
    const found = await entityOf(connection, 'order').find?.run({ by: 'reference', items: [item], signal: noSignal })
    expect([String(sandbox.rows('SO_HDR')[0]?.COMMENT1).length, found?.get(item.key)?.length]).toEqual([40, 1])
  })
})

describe('an invoice in a journal', () => {
  it('has accounts, amounts and VAT codes, and lets AccountView compute the VAT', async () => {
    const { connection, sandbox } = await practice()
    const lines: Order['lines'] = [
      { ...product, discountPercent: '10' },
      { kind: 'product', sku: '150301', name: 'Thee', quantity: '1', totalExcl: '5.46', taxCode: '2', extra: { ACCT_NR: '8010' } },
      { kind: 'shipping', name: 'Verzendkosten', quantity: '1', priceExcl: '4.95' },
    ]
    const result = await createOne(connection, 'order', invoice({ lines }), { ...booking, shippingAccount: '8090' })
    const [page] = sandbox.rows('DJ_PAGE')
    expect([
      result,
      page?.EXT_DESC,
      page?.GROSS_FLG,
      page?.PAGE_AMT,
      sandbox.rows('DJ_LINE').map((line) => [line.ACCT_NR, line.AMOUNT, line.VAT_CODE]),
    ]).toEqual([
      { ok: true, id: '700/1', label: '260501' },
      'W-1042',
      false,
      28.06,
      [
        ['8000', 13.32, '1'],
        ['8010', 5.46, '2'],
        ['8090', 4.95, '1'],
      ],
    ])
  })

  it('books a line on its own revenue account where it has one', async () => {
    const { connection, sandbox } = await practice()
    const lines: Order['lines'] = [{ ...product, revenueAccount: '8010' }, product]
    await createOne(connection, 'order', invoice({ lines }), booking)
    expect(sandbox.rows('DJ_LINE').map((line) => line.ACCT_NR)).toEqual(['8010', '8000'])
  })

  it('goes with VAT when the source counts so', async () => {
    const { connection, sandbox } = await practice()
    const lines: Order['lines'] = [{ ...product, priceExcl: undefined, priceIncl: '8.95' }]
    await createOne(connection, 'order', invoice({ lines, pricesIncludeTax: true }), booking)
    expect([sandbox.rows('DJ_PAGE')[0]?.GROSS_FLG, sandbox.rows('DJ_PAGE')[0]?.PAGE_AMT]).toEqual([true, 17.9])
  })

  it('bears the order’s number where the journal does not number itself', async () => {
    const { connection, sandbox } = await practice()
    await createOne(connection, 'order', invoice(), { ...booking, journal: '710' })
    expect(sandbox.rows('DJ_PAGE')[0]?.INV_NR).toBe('W-1042')
  })

  it.each([
    ['no journal', { journal: '' }, 'journal-missing'],
    ['no revenue account', { revenueAccount: '' }, 'account-missing'],
    ['no VAT code', { vatCode: '' }, 'tax-missing'],
  ])('with %s is refused before anything is sent', async (_what, changes, code) => {
    const { connection, sandbox } = await practice()
    const result = await createOne(connection, 'order', invoice(), { ...booking, ...changes })
    expect([result, sandbox.rows('DJ_PAGE')]).toEqual([
      expect.objectContaining({ ok: false, error: expect.objectContaining({ code }) }),
      [],
    ])
  })

  it('is found in the last book year too', async () => {
    const now = () => new Date('2027-01-02T08:00:00Z')
    const { connection } = await practice({ now })
    const item = invoice({ date: '2026-12-31' })
    await createOne(connection, 'order', item, booking)
    const found = await entityOf(connection, 'order').find?.run({ by: 'reference', items: [item], signal: noSignal })
    expect(found?.get(item.key)?.map(({ id }) => id)).toEqual(['700/1'])
  })

  it('of an older book year is looked for there before it is booked', async () => {
    const { connection, sandbox } = await practice({ now: () => new Date('2026-11-22T08:00:00Z') })
    const item = invoice({ date: '2023-05-04' })
    await createOne(connection, 'order', item, booking)
    const again = await createOne(connection, 'order', item, booking)
    expect([again, sandbox.rows('DJ_PAGE').length]).toEqual([expect.objectContaining({ ok: true, existed: true }), 1])
  })
})
