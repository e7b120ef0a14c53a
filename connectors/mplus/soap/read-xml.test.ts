import { describe, expect, it } from 'vitest'
import { soapAnswer, soapFault } from '../testing/scripted-till.ts'
import { readEnvelope } from './read-xml.ts'

const orders = (inside: string) => readEnvelope('getOrders', soapAnswer('GetOrdersResponse', inside))

describe('reading an envelope', () => {
  it('keeps numbers as the text they are', () => {
    const answer = orders(
      '<orderList><order><orderId>007</orderId><relationNumber>9223372036854775807</relationNumber></order></orderList>',
    )
    expect(answer).toMatchObject({ response: { orderList: [{ orderId: '007', relationNumber: '9223372036854775807' }] } })
  })

  it.each([
    ['none', '<orderList/>', 0],
    ['none with blanks', '<orderList>\n </orderList>', 0],
    ['one', '<orderList><order><orderId>a</orderId></order></orderList>', 1],
    ['two', '<orderList><order><orderId>a</orderId></order><order><orderId>b</orderId></order></orderList>', 2],
  ])('gives a list for %s', (_many, inside, length) => {
    expect(orders(inside)).toMatchObject({ response: { orderList: { length } } })
  })

  it('gives lists even where the whole answer is empty', () => {
    const body = '<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/"><E:Body><GetStockResponse/></E:Body></E:Envelope>'
    expect(readEnvelope('getStock', body)).toEqual({ kind: 'response', response: { articleStocks: [] } })
  })

  it('takes an empty element for no value', () => {
    expect(orders('<orderList><order><reference></reference><extOrderId/></order></orderList>')).not.toHaveProperty(
      'response.orderList[0].reference',
    )
  })

  it('keeps elements no shape names, so that mappings can reach them', () => {
    const answer = orders(
      '<orderList><order><tableNumber>12</tableNumber><contractPeriod><from>1</from></contractPeriod></order></orderList>',
    )
    expect(answer).toMatchObject({ response: { orderList: [{ tableNumber: '12', contractPeriod: { from: '1' } }] } })
  })

  it('decodes the five named characters, numbered ones and CDATA, once', () => {
    const answer = orders('<orderList><order><reference>&amp;lt; &#233;&#x20AC; <![CDATA[a&amp;< 5>]]></reference></order></orderList>')
    expect(answer).toMatchObject({ response: { orderList: [{ reference: '&lt; é€ a&amp;< 5>' }] } })
  })

  it('reads a fault without its prefix', () => {
    expect(readEnvelope('getOrders', soapFault('Client.Authentication', 'Invalid credentials').body)).toEqual({
      kind: 'fault',
      fault: { code: 'Client.Authentication', text: 'Invalid credentials' },
    })
  })

  it('refuses a document type declaration, which could make entities grow', () => {
    const body = `<!DOCTYPE x [<!ENTITY a "aaaa">]>${soapAnswer('GetOrdersResponse', '<orderList/>')}`
    expect(() => readEnvelope('getOrders', body)).toThrow(/declares a document type/)
  })

  it('refuses an answer that was cut off, though the parser would mend it', () => {
    const whole = soapAnswer('GetOrdersResponse', '<orderList><order><orderId>a</orderId></order></orderList>')
    expect(() => readEnvelope('getOrders', whole.slice(0, -40))).toThrow(expect.objectContaining({ code: 'answer-unreadable' }))
  })

  it.each(['', 'Service Unavailable', '<html><body>502</body></html>', '<E:Envelope><E:Body/></E:Envelope>'])('refuses "%s"', (body) => {
    expect(() => readEnvelope('getOrders', body)).toThrow(expect.objectContaining({ code: 'answer-unreadable', fix: 'vendor' }))
  })
})
