import { describe, expect, it } from 'vitest'
import type { CreateItem } from '#core/kit/define-connector.ts'
import { AnswerLostError } from '#core/kit/errors.ts'
import type { Order } from '#core/model/order.ts'
import { aLine, anOrder, anOrderItem, orderSettings } from '../testing/order-builder.ts'
import { noSignal, type Script, scriptedTill, soapFault } from '../testing/scripted-till.ts'
import { createOrders } from './order-write.ts'
import type { OrderWriteSettings } from './order-write-fields.ts'

const placed = (extra = 'ORIGINAL') =>
  `<idempotencyResult>IDEMPOTENCY-RESULT-${extra}-RESPONSE</idempotencyResult><result>CREATE-ORDER-RESULT-OK</result>` +
  '<info><orderId>6f1c</orderId><orderString>2026-77</orderString></info>'
const refused = (result: string, message = '', kind = 'ORIGINAL') =>
  `<idempotencyResult>IDEMPOTENCY-RESULT-${kind}-RESPONSE</idempotencyResult><result>CREATE-ORDER-RESULT-${result}</result>` +
  `<errorMessage>${message}</errorMessage><info><orderId/><orderString/></info>`
const foundOrder =
  '<result>GET-ORDER-RESULT-OK</result><order><orderId>6f1c</orderId><orderNumber><year>2026</year><number>77</number></orderNumber></order>'
const methods =
  '<paymentMethodList><paymentMethod><method>IDEAL</method><description>iDEAL</description><buttonText/><allowNegativeAmount>false</allowNegativeAmount></paymentMethod></paymentMethodList>'

async function place(script: Script, item: Partial<CreateItem<Order>> = {}, settings: Partial<OrderWriteSettings> = {}) {
  const till = scriptedTill(script)
  const [result] = await createOrders(till.client, {
    items: [anOrderItem(item)],
    settings: { ...orderSettings, ...settings },
    signal: noSignal,
  })
  return { till, result }
}

describe('placing an order', () => {
  it('sends exactly this', async () => {
    const data = anOrder({
      customerReference: 'PO 9',
      billing: { name: 'Sanne de Vries', street: 'Kerkstraat', number: '12-b', postalCode: '3511 AB', city: 'Utrecht', country: 'NL' },
      placedAt: '2026-11-22T08:30:00Z',
      lines: [aLine({ quantity: '1.5', discountPercent: '15', taxCode: '1' })],
      payments: [{ method: 'ideal', amount: '63.69', paidOn: '2026-11-22' }],
    })
    const { till } = await place({ createOrderV3: placed(), getPaymentMethodsV2: methods }, { data })
    expect(till.body('createOrderV3')).toBe(
      '<createOrderV3><request><idempotencyKey>odoo.demo.order.1042</idempotencyKey><order><orderId/>' +
        '<extOrderId>odoo.demo.order.1042</extOrderId><orderType>ORDER-TYPE-EXTERNAL-SALES-ORDER</orderType>' +
        '<employeeNumber>999999</employeeNumber>' +
        '<entryTimestamp><sec>0</sec><min>30</min><hour>9</hour><day>22</day><mon>11</mon><year>2026</year><isdst>false</isdst><timezone>60</timezone></entryTimestamp>' +
        '<relationNumber>681</relationNumber>' +
        '<invoiceAddress><name>Sanne de Vries</name><address>Kerkstraat 12-b</address><zipcode>3511 AB</zipcode><city>Utrecht</city><country>Nederland</country></invoiceAddress>' +
        '<financialDate><day>22</day><mon>11</mon><year>2026</year></financialDate><reference>1042 · PO 9</reference>' +
        '<vatMethod>VAT-METHOD-INCLUSIVE</vatMethod><lineList><line><articleNumber>120101</articleNumber><text>Regenjas blauw M</text>' +
        '<data><quantity>15</quantity><decimalPlaces>1</decimalPlaces><price>4995</price><vatCode>1</vatCode><discountPercentage>15</discountPercentage></data></line></lineList></order>' +
        '<prepay>true</prepay><paymentList><payment><financialDate><day>22</day><mon>11</mon><year>2026</year></financialDate><method>IDEAL</method><amount>6369</amount></payment></paymentList>' +
        '</request></createOrderV3>',
    )
  })

  it('tells the id and number it got', async () => {
    const { result } = await place({ createOrderV3: placed() })
    expect(result).toEqual({ ok: true, id: '6f1c', label: '2026-77', existed: false })
  })

  it('knows a repeated answer for an order that was there', async () => {
    const { result } = await place({ createOrderV3: placed('REPLAY') }, { attempt: 'again' })
    expect(result).toMatchObject({ ok: true, id: '6f1c', existed: true })
  })

  it('takes an order whose id is used for the one that is there', async () => {
    const { result, till } = await place({ createOrderV3: refused('EXT-ORDER-ID-ALREADY-EXISTS'), findOrder: foundOrder })
    expect(result).toEqual({ ok: true, id: '6f1c', label: '2026-77', existed: true })
    expect(till.body('findOrder')).toBe('<findOrder><extOrderId>odoo.demo.order.1042</extOrderId></findOrder>')
  })

  it('asks anew under a fresh key when the service only repeats an old refusal', async () => {
    const { result, till } = await place({ createOrderV3: [refused('FAILED', 'Unknown article', 'REPLAY'), placed()] })
    expect(result).toMatchObject({ ok: true, id: '6f1c' })
    expect(till.body('createOrderV3', 1)).toMatch(/<idempotencyKey>odoo\.demo\.order\.1042\.[a-z0-9]+<\/idempotencyKey>/)
  })

  it('is certain of a refusal', async () => {
    const { result } = await place({ createOrderV3: refused('FAILED', 'Unknown article 120101') })
    expect(result).toMatchObject({
      ok: false,
      uncertain: false,
      error: { code: 'refused', message: expect.stringContaining('"Unknown article 120101"') },
    })
  })

  it('says whether the order stands when only its payment was refused', async () => {
    const { result } = await place({ createOrderV3: refused('PAYMENT-FAILED'), findOrder: foundOrder })
    expect(result).toMatchObject({
      error: { code: 'payment-refused', message: expect.stringContaining('is in the till as 2026-77, unpaid') },
    })
  })

  it.each([
    ['no answer came', new AnswerLostError('lost')],
    ['the service broke inside', soapFault('Server', 'crash')],
    ['the answer cannot be read', { status: 200, body: '<html/>' }],
  ])('is uncertain when %s', async (_why, answer) => {
    const { result } = await place({ createOrderV3: [answer] })
    expect(result).toMatchObject({ ok: false, uncertain: true })
  })

  it('fails one order without the others', async () => {
    const till = scriptedTill({ createOrderV3: placed() })
    const items = [anOrderItem({ data: anOrder({ lines: [aLine({ sku: 'CHAIR' })] }) }), anOrderItem()]
    const results = await createOrders(till.client, { items, settings: orderSettings, signal: noSignal })
    expect(results.map(({ ok }) => ok)).toEqual([false, true])
  })
})

describe('what an order must have', () => {
  it.each<[string, Partial<Order>, Partial<OrderWriteSettings>, string]>([
    ['a SKU of digits', { lines: [aLine({ sku: 'CHAIR-01' })] }, {}, 'sku-not-numeric'],
    ['a unit price', { lines: [aLine({ priceIncl: undefined })] }, {}, 'price-missing'],
    ['prices of whole cents', { lines: [aLine({ priceIncl: '49.955' })] }, {}, 'amount-decimals'],
    ['whole discounts', { lines: [aLine({ discountPercent: '12.5' })] }, {}, 'discount-not-whole'],
    ['VAT codes of the till', { lines: [aLine({ taxCode: 'NL21' })] }, {}, 'tax-code-unknown'],
    ['an article for shipping costs', { lines: [aLine({ kind: 'shipping', sku: undefined })] }, {}, 'line-without-article'],
    ['a payment method of the till', { payments: [{ method: 'Bitcoin', amount: '1' }] }, {}, 'payment-method-unknown'],
    ['a branch with its workplace', {}, { workplace: 2 }, 'settings'],
    ['extra fields the till has', { extra: { x_studio_note: 'hoi' } }, {}, 'extra-unknown'],
  ])('is %s; without, nothing is sent', async (_what, values, settings, code) => {
    const { result, till } = await place({ getPaymentMethodsV2: methods }, { data: anOrder(values) }, settings)
    expect(result).toMatchObject({ ok: false, uncertain: false, error: { code } })
    expect(till.sent.map(({ label }) => label)).not.toContain('createOrderV3')
  })

  it('is a customer', async () => {
    const { result, till } = await place({}, { links: {} })
    expect(result).toMatchObject({ ok: false, uncertain: false, error: { code: 'customer-missing' } })
    expect(till.sent).toEqual([])
  })
})

describe('settings of the node', () => {
  it('put shipping costs, discounts and texts on their articles', async () => {
    const lines = [
      aLine({ kind: 'shipping', sku: undefined, name: 'Verzendkosten', quantity: '1', priceIncl: '4.95' }),
      aLine({ kind: 'discount', sku: undefined, name: 'Korting', quantity: '1', priceIncl: '-5' }),
      aLine({ kind: 'note', sku: undefined, name: 'Cadeau', quantity: '0', priceIncl: undefined }),
    ]
    const { till } = await place(
      { createOrderV3: placed() },
      { data: anOrder({ lines }) },
      { shippingArticle: '901', discountArticle: '902', noteArticle: '903' },
    )
    const sent = [...till.body('createOrderV3').matchAll(/<articleNumber>(\d+)<.*?<price>(-?\d+)</g)].map(([, article, price]) => [
      article,
      price,
    ])
    expect(sent).toEqual([
      ['901', '495'],
      ['902', '-500'],
      ['903', '0'],
    ])
  })

  it('book on the branch and workplace chosen', async () => {
    const { till } = await place({ createOrderV3: placed() }, {}, { branch: '2', workplace: 5, employeeNumber: 12 })
    const body = till.body('createOrderV3')
    expect(body).toContain('<entryBranchNumber>2</entryBranchNumber><employeeNumber>12</employeeNumber>')
    expect(body).toContain('<financialBranchNumber>2</financialBranchNumber><workplaceNumber>5</workplaceNumber>')
  })

  it('send prices without tax where the order has them so', async () => {
    const data = anOrder({ pricesIncludeTax: false, lines: [aLine({ priceExcl: '41.28' })] })
    const { till } = await place({ createOrderV3: placed() }, { data })
    expect(till.body('createOrderV3')).toMatch(
      /VAT-METHOD-EXCLUSIVE.*<decimalPlaces>0<\/decimalPlaces><priceExcl>4128<\/priceExcl><\/data>/,
    )
  })

  it('use the default for a payment method the till does not know', async () => {
    const data = anOrder({ payments: [{ method: 'Bitcoin', amount: '99.90' }] })
    const { till } = await place({ createOrderV3: placed(), getPaymentMethodsV2: methods }, { data }, { defaultPaymentMethod: 'WEB' })
    expect(till.body('createOrderV3')).toContain('<method>WEB</method><amount>9990</amount>')
  })
})

describe('placing an invoice', () => {
  const saved =
    '<result>SAVE-INVOICE-RESULT-OK</result><info><invoiceId>9a</invoiceId><invoiceString>F2026-8</invoiceString></info><errorMessage/>'
  const found =
    '<result>GET-INVOICE-RESULT-OK</result><invoice><invoiceId>9a</invoiceId><extInvoiceId>odoo.demo.order.1042</extInvoiceId><invoiceNumber><year>2026</year><number>8</number></invoiceNumber></invoice>'
  const none = '<result>GET-INVOICE-RESULT-NOT-FOUND</result>'

  it('saves it under our id and never marks it repeatable', async () => {
    const { till, result } = await place({ saveInvoice: saved }, { documentType: 'invoice' })
    expect(till.body('saveInvoice')).toMatch(/^<saveInvoice><invoice><extInvoiceId>odoo\.demo\.order\.1042<\/extInvoiceId><employeeNumber>/)
    expect([result, till.sent[0]?.repeatable]).toEqual([{ ok: true, id: '9a', label: 'F2026-8' }, false])
  })

  it('looks before a second attempt, and saves nothing when it is there', async () => {
    const { till, result } = await place({ findInvoice: found }, { documentType: 'invoice', attempt: 'again' })
    expect(result).toEqual({ ok: true, id: '9a', label: '2026-8', existed: true })
    expect(till.sent.map(({ label }) => label)).toEqual(['findInvoice'])
  })

  it('saves on a second attempt what is provably not there', async () => {
    const { result } = await place({ findInvoice: none, saveInvoice: saved }, { documentType: 'invoice', attempt: 'again' })
    expect(result).toMatchObject({ ok: true, id: '9a' })
  })

  it('takes a used id for the invoice that is there', async () => {
    const answer =
      '<result>SAVE-INVOICE-RESULT-EXT-INVOICE-ID-ALREADY-EXISTS</result><info><invoiceId/><invoiceString/></info><errorMessage/>'
    const { result } = await place({ saveInvoice: answer, findInvoice: found }, { documentType: 'invoice' })
    expect(result).toMatchObject({ ok: true, id: '9a', existed: true })
  })

  it('is certain of nothing when looking failed, except that nothing was written', async () => {
    const { result } = await place({ findInvoice: [soapFault('Server', 'busy')] }, { documentType: 'invoice', attempt: 'again' })
    expect(result).toMatchObject({ ok: false, uncertain: false })
  })
})
