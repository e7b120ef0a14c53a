import { describe, expect, it } from 'vitest'
import { shapes } from '../schema/shapes.ts'
import { readBodyElement } from './envelope.ts'
import { readFields } from './read-value.ts'

const envelope = (body: string) =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:q="urn:mplusqapi"><e:Body>${body}</e:Body></e:Envelope>`
const readOrder = (inside: string) => readFields(readBodyElement(envelope(`<q:order>${inside}</q:order>`)), shapes.Order)

describe('reading a request', () => {
  it('takes any prefix', () => {
    const text =
      '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><getBranches xmlns="urn:mplusqapi"/></S:Body></S:Envelope>'
    expect(readBodyElement(text)).toMatchObject({ namespace: 'urn:mplusqapi', name: 'getBranches' })
  })

  it('reads character references and CDATA as text', () => {
    const order = readOrder('<q:reference>O&apos;Neill &amp; Zo&#235; <![CDATA[<3]]></q:reference>')
    expect(order.reference).toBe("O'Neill & Zoë <3")
  })

  it('keeps spaces and leading zeros of text', () => {
    expect(readOrder('<q:extOrderId> 0042 </q:extOrderId>').extOrderId).toBe(' 0042 ')
  })

  it('forgives a missing order id, which the service gives out itself', () => {
    expect(readOrder('').orderId).toBe('')
  })

  it.each([
    [
      'an article number with letters',
      '<q:lineList><q:line><q:articleNumber>AB12</q:articleNumber></q:line></q:lineList>',
      '"AB12" is no xsd:long',
    ],
    [
      'a missing article number',
      '<q:lineList><q:line><q:text>x</q:text></q:line></q:lineList>',
      'required element "articleNumber" is missing',
    ],
    ['an unknown element', '<q:extOrderID>1</q:extOrderID>', 'element "extOrderID" is not known here'],
    ['elements out of order', '<q:reference>x</q:reference><q:extOrderId>1</q:extOrderId>', '"extOrderId" stands after "reference"'],
    ['an element twice', '<q:reference>x</q:reference><q:reference>y</q:reference>', '"reference" stands twice'],
    ['a value outside an enumeration', '<q:orderType>SALES</q:orderType>', '"SALES" is no OrderType'],
    ['an amount with decimals', '<q:totalInclAmount>9.95</q:totalInclAmount>', '"9.95" is no xsd:long'],
    ['an empty number', '<q:relationNumber/>', '"" is no xsd:long'],
    ['an element of no namespace', '<reference>x</reference>', 'element "reference" is not known here'],
  ])('refuses %s, naming it', (_case, inside, message) => {
    expect(() => readOrder(inside)).toThrow(message)
  })

  it('refuses text that is no XML', () => {
    expect(() => readBodyElement('<e:Envelope>')).toThrow('not well-formed')
  })

  it('refuses a document type declaration', () => {
    expect(() => readBodyElement(`<!DOCTYPE x [<!ENTITY a "b">]>${envelope('<q:getBranches/>')}`)).toThrow('document type declaration')
  })
})
