import { describe, expect, it } from 'vitest'
import type { Page } from '#core/kit/define-connector.ts'
import type { Order } from '#core/model/order.ts'
import { order as orderSchema } from '#core/model/order.ts'
import { noSignal, type Script, scriptedTill } from '../testing/scripted-till.ts'
import { orderPages } from './order-read.ts'

const settings = { start: 'beginning', orderTypes: ['ORDER-TYPE-SALES-ORDER'], includeLines: true, pageSize: 2 } as const

const header = (marker: number, extra = '') =>
  `<order><orderId>id-${marker}</orderId><syncMarker>${marker}</syncMarker>${extra}<orderNumber><year>2026</year><number>${marker}</number></orderNumber></order>`

const full = `<order><orderId>6f1c</orderId><extOrderId>shop.1</extOrderId><syncMarker>7</syncMarker><orderType>ORDER-TYPE-SALES-ORDER</orderType>
<entryTimestamp><sec>5</sec><min>3</min><hour>14</hour><day>1</day><mon>7</mon><year>2026</year><isdst>true</isdst><timezone>120</timezone></entryTimestamp>
<relationNumber>681</relationNumber><relationName>Fietsen BV</relationName>
<invoiceAddress><name>Fietsen BV</name><contact>Jan Bakker</contact><address>Oudegracht 231 bis</address><zipcode>3511 NK</zipcode><city>Utrecht</city><country>Nederland</country></invoiceAddress>
<financialDate><day>1</day><mon>7</mon><year>2026</year></financialDate><financialBranchNumber>1</financialBranchNumber><reference>PO 9</reference>
<totalInclAmount>10490</totalInclAmount><totalExclAmount>8669</totalExclAmount><vatMethod>VAT-METHOD-INCLUSIVE</vatMethod>
<vatGroupList><vatGroup><vatCode>1</vatCode><vatPercentage>2100</vatPercentage><exclAmount>8669</exclAmount><vatAmount>1821</vatAmount></vatGroup></vatGroupList>
<deliveryMethod>POST</deliveryMethod><prepaidAmount>5000</prepaidAmount><fullyPaid>false</fullyPaid><orderNumber><year>2026</year><number>77</number></orderNumber>
<tableNumber>4</tableNumber>
<lineList><line><lineId>l1</lineId><articleNumber>120101</articleNumber><text>Regenjas</text><data><quantity>20</quantity><decimalPlaces>1</decimalPlaces><price>4995</price><priceExcl>4128</priceExcl><vatCode>1</vatCode><discountPercentage>0</discountPercentage><totalInclAmount>9990</totalInclAmount><totalExclAmount>8256</totalExclAmount></data>
<preparationList><line><lineId>l2</lineId><articleNumber>55</articleNumber><text>Inpakken</text><data><quantity>1</quantity><price>500</price><totalInclAmount>500</totalInclAmount></data></line></preparationList></line></lineList>
<paymentList><payment><financialDate><day>1</day><mon>7</mon><year>2026</year></financialDate><method>PIN</method><amount>5000</amount></payment></paymentList></order>`

const relation = `<relation><relationNumber>681</relationNumber><name>Fietsen BV</name><contact>Jan Bakker</contact><telephone>030-1234567</telephone>
<email>jan@fietsen.nl</email><vatNumber>NL001234567B01</vatNumber><companyName>Fietsen BV</companyName></relation>`

const page = (...orders: readonly string[]) => `<orderList>${orders.join('')}</orderList>`

async function readAll(
  script: Script,
  options: { readonly position?: Page['position']; readonly start?: 'beginning' | 'now'; readonly fromDate?: string } = {},
) {
  const till = scriptedTill(script)
  const pages: Page[] = []
  const { position = null, ...rest } = options
  for await (const one of orderPages(till.client, { position, settings: { ...settings, ...rest }, signal: noSignal })) pages.push(one)
  return { till, pages, data: pages.flatMap(({ records }) => records.map((record) => record.data as Order)) }
}

describe('reading orders', () => {
  it('asks for everything from the beginning, with the wrappers the schema demands', async () => {
    const { till } = await readAll({ getOrders: page() }, { fromDate: '2026-01-31' })
    expect(till.body('getOrders')).toBe(
      '<getOrders><request><syncMarker>0</syncMarker><syncMarkerLimit>2</syncMarkerLimit>' +
        '<fromFinancialDate><day>31</day><mon>1</mon><year>2026</year></fromFinancialDate><articlePluNumbers/><articleBarcodes/>' +
        '<orderTypeList><orderType>ORDER-TYPE-SALES-ORDER</orderType></orderTypeList><includeLineList>true</includeLineList></request></getOrders>',
    )
  })

  it('takes the address of the relation for an order without an invoice address, as at the counter', async () => {
    const at = '<address>Neude 11</address><zipcode>3512 AE</zipcode><city>Utrecht</city><country>Nederland</country>'
    const { data } = await readAll({
      getOrders: [page(header(4, '<relationNumber>681</relationNumber>')), page()],
      getRelations: `<relationList><relation><relationNumber>681</relationNumber><name>Jan Bakker</name>${at}</relation></relationList>`,
    })
    expect(data[0]?.billing).toEqual({ street: 'Neude', number: '11', postalCode: '3512 AE', city: 'Utrecht', country: 'NL' })
  })

  it('goes on after the highest marker of an unsorted page until a page is empty', async () => {
    const { till, pages } = await readAll({ getOrders: [page(header(9), header(4)), page(header(12)), page()] })
    const asked = [0, 1, 2].map((call) => /<syncMarker>(\d+)</.exec(till.body('getOrders', call))?.[1])
    expect([asked, pages.map(({ position }) => position)]).toEqual([
      ['0', '10', '13'],
      [{ syncMarker: '10' }, { syncMarker: '13' }],
    ])
  })

  it('continues where the last run stood', async () => {
    const { till, pages } = await readAll({ getOrders: page() }, { position: { syncMarker: '4712' } })
    expect([/<syncMarker>(\d+)</.exec(till.body('getOrders'))?.[1], pages]).toEqual(['4712', []])
  })

  it('begins behind what is there when the first run is to begin now, and remembers that at once', async () => {
    const { till, pages } = await readAll(
      { getCurrentSyncMarkersV2: '<orderSyncMarker>4711</orderSyncMarker>', getOrders: page() },
      { start: 'now' },
    )
    expect(pages).toEqual([{ records: [], position: { syncMarker: '4712' } }])
    expect(till.body('getCurrentSyncMarkersV2')).toContain('<includeOrderSyncMarker>true</includeOrderSyncMarker>')
  })

  it('stops with an error when the service sends an old page again and again', async () => {
    await expect(readAll({ getOrders: page(header(3)) }, { position: { syncMarker: '10' } })).rejects.toMatchObject({
      code: 'marker-not-moving',
    })
  })

  it('asks for each customer once', async () => {
    const of681 = '<relationNumber>681</relationNumber>'
    const { till } = await readAll({
      getOrders: [page(header(1, of681), header(2, of681)), page(header(3, of681)), page()],
      getRelations: `<relationList>${relation}</relationList>`,
    })
    expect(till.sent.filter(({ label }) => label === 'getRelations')).toHaveLength(1)
    expect(till.body('getRelations')).toBe('<getRelations><request><relationNumbers>681</relationNumbers></request></getRelations>')
  })
})

describe('an order that cannot be understood', () => {
  const data = (inside: string) => `<lineList><line><text>Regenjas</text><data>${inside}</data></line></lineList>`

  it('leaves the others of its page alone, and the position moves past it', async () => {
    const bad = header(2, '<financialDate><day>32</day><mon>1</mon><year>2026</year></financialDate>')
    const { pages } = await readAll({ getOrders: [page(header(1), bad, header(3)), page()] })
    expect([pages[0]?.records.map(({ key }) => key), pages[0]?.position]).toEqual([['2026-1', '2026-3'], { syncMarker: '4' }])
  })

  it('comes under its name, with what the till sent', async () => {
    const { pages } = await readAll({ getOrders: [page(header(2, '<totalInclAmount>9.95</totalInclAmount>')), page()] })
    expect(pages[0]?.unreadable).toMatchObject([
      { entity: 'order', key: '2026-2', origin: { connector: 'mplus', id: 'id-2' }, raw: { totalInclAmount: '9.95' } },
    ])
  })

  it.each([
    ['<entryTimestamp><day>Foo</day><mon>1</mon><year>2026</year></entryTimestamp>', 'date-unreadable', '2026-01-Foo'],
    ['<prepaidAmount>tien</prepaidAmount>', 'amount-unreadable', '"tien"'],
    [data('<price>1,50</price>'), 'amount-unreadable', '"1,50"'],
    [data('<quantity>2</quantity><decimalPlaces>-400</decimalPlaces>'), 'quantity-unreadable', '"-400"'],
  ])('because of %s is named together with that value', async (inside, code, value) => {
    const { pages } = await readAll({ getOrders: [page(header(2, inside)), page()] })
    expect(pages[0]?.unreadable).toMatchObject([
      { error: { code, fix: 'user', message: expect.stringMatching(new RegExp(`^Order 2026-2: .*${value}`)) } },
    ])
  })

  it('because of its relation number does not spoil the question for the relations of the others', async () => {
    const orders = page(header(1, '<relationNumber>681</relationNumber>'), header(2, '<relationNumber>zes</relationNumber>'))
    const { till, pages } = await readAll({ getOrders: [orders, page()], getRelations: `<relationList>${relation}</relationList>` })
    expect(till.body('getRelations')).toContain('<relationNumbers>681</relationNumbers></request>')
    expect(pages[0]?.unreadable).toMatchObject([{ error: { message: expect.stringMatching(/^Order 2026-2: .*"zes"/) } }])
  })

  it('because nothing tells which one it is goes by its marker', async () => {
    const { pages } = await readAll({ getOrders: [page('<order><syncMarker>5</syncMarker></order>'), page()] })
    expect(pages[0]?.unreadable).toMatchObject([{ key: 'marker 5', error: { code: 'number-missing' } }])
  })
})

it('stops when the whole answer cannot be read', async () => {
  const reading = readAll({ getOrders: [page(header(1)), { status: 200, body: '<half' }] })
  await expect(reading).rejects.toMatchObject({ code: 'answer-unreadable' })
})

describe('an order of the till', () => {
  const script: Script = { getOrders: [page(full), page()], getRelations: `<relationList>${relation}</relationList>` }

  it('becomes this neutral order, with its customer from the relation', async () => {
    const { data } = await readAll(script)
    expect(data[0]).toEqual({
      number: '2026-77',
      placedAt: '2026-07-01T14:03:05+02:00',
      date: '2026-07-01',
      currency: 'EUR',
      status: 'open',
      paymentState: 'partly-paid',
      customer: {
        number: '681',
        name: 'Jan Bakker',
        company: 'Fietsen BV',
        email: 'jan@fietsen.nl',
        phone: '030-1234567',
        vatNumber: 'NL001234567B01',
      },
      billing: {
        name: 'Jan Bakker',
        company: 'Fietsen BV',
        street: 'Oudegracht',
        number: '231 bis',
        postalCode: '3511 NK',
        city: 'Utrecht',
        country: 'NL',
      },
      shipping: undefined,
      pricesIncludeTax: true,
      lines: [
        expect.objectContaining({
          sku: '120101',
          quantity: '2',
          priceIncl: '49.95',
          priceExcl: '41.28',
          taxCode: '1',
          totalIncl: '99.90',
          discountPercent: undefined,
        }),
        // The total of the order counts it, so it is a line of its own.
        expect.objectContaining({ sku: '55', name: 'Inpakken', totalIncl: '5.00' }),
      ],
      shippingMethod: 'POST',
      payments: [{ method: 'PIN', amount: '50.00', paidOn: '2026-07-01', reference: undefined }],
      taxes: [{ code: '1', base: '86.69', amount: '18.21' }],
      totals: { excl: '86.69', tax: '18.21', incl: '104.90' },
      customerReference: 'PO 9',
      branch: '1',
    })
  })

  it('follows the neutral model', async () => {
    const { data } = await readAll(script)
    expect(orderSchema.safeParse(data[0]).error).toBeUndefined()
  })

  it('keeps what the neutral model has no place for in raw, and its own id as origin', async () => {
    const { pages } = await readAll(script)
    expect(pages[0]?.records[0]).toMatchObject({
      key: '2026-77',
      raw: { tableNumber: '4', orderType: 'ORDER-TYPE-SALES-ORDER' },
      origin: { connector: 'mplus', account: 'api.mpluskassa.nl:49999', id: '6f1c' },
    })
  })

  it.each([
    ['<cancelState>ORDER-CANCEL-STATE-COMPLETE</cancelState><completeState>ORDER-COMPLETE-STATE-COMPLETE</completeState>', 'cancelled'],
    [
      '<deliveryState>ORDER-DELIVERY-STATE-COMPLETE</deliveryState><completeState>ORDER-COMPLETE-STATE-COMPLETE</completeState>',
      'completed',
    ],
    ['<deliveryState>ORDER-DELIVERY-STATE-COMPLETE</deliveryState>', 'delivered'],
    ['<deliveryState>ORDER-DELIVERY-STATE-PARTIAL</deliveryState><cancelState>ORDER-CANCEL-STATE-PARTIAL</cancelState>', 'open'],
  ])('with %s is %s', async (states, status) => {
    const { data } = await readAll({ getOrders: [page(header(1, states)), page()] })
    expect(data[0]?.status).toBe(status)
  })

  it.each([
    ['<prepaidAmount>100</prepaidAmount><fullyPaid>true</fullyPaid>', 'paid'],
    ['<prepaidAmount>100</prepaidAmount><fullyPaid>false</fullyPaid>', 'partly-paid'],
    ['<prepaidAmount>0</prepaidAmount>', 'unpaid'],
  ])('with %s is %s', async (paid, state) => {
    const { data } = await readAll({ getOrders: [page(header(1, paid)), page()] })
    expect(data[0]?.paymentState).toBe(state)
  })

  it('without a number goes by its own id', async () => {
    const { pages } = await readAll({ getOrders: [page('<order><orderId>6f1c</orderId><syncMarker>1</syncMarker></order>'), page()] })
    expect(pages[0]?.records[0]?.key).toBe('6f1c')
  })
})
