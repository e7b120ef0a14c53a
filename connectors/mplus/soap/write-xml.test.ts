import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { soapAnswer } from '../testing/scripted-till.ts'
import { readEnvelope } from './read-xml.ts'
import { writeEnvelope } from './write-xml.ts'

describe('writing an envelope', () => {
  it('puts elements in the order of the schema, whatever the order they are given in', () => {
    const written = writeEnvelope('setStock', { request: { amount: '5', articleNumber: '120101', branchNumber: '1' } })
    expect(written).toContain('<q:branchNumber>1</q:branchNumber><q:articleNumber>120101</q:articleNumber><q:amount>5</q:amount>')
  })

  it('leaves out what is undefined, and writes an empty wrapper for an empty list', () => {
    const written = writeEnvelope('getProducts', { request: { pluNumbers: [], syncMarker: undefined } })
    expect(written).toContain('<q:getProducts><q:request><q:pluNumbers/></q:request></q:getProducts>')
  })

  it('escapes everything XML gives a meaning', () => {
    const written = writeEnvelope('findOrder', { extOrderId: `<a href="b">&'\r` })
    expect(written).toContain('<q:extOrderId>&lt;a href=&quot;b&quot;&gt;&amp;&apos;&#13;</q:extOrderId>')
  })

  it.each([
    ['a null byte', '\u0000', 'U+0000'],
    ['an escape', '\u001b', 'U+001B'],
    ['half an emoji', '\ud83d', 'U+D83D'],
    ['the end mark', '\uffff', 'U+FFFF'],
  ])('refuses %s and names the element it stands in', (_what, character, code) => {
    const request = { relation: { name: `Jansen${character}` } }
    expect(() => writeEnvelope('createRelation', request)).toThrow(
      expect.objectContaining({
        code: 'control-character',
        message: `The text for "relation.name" holds the invisible character ${code}, which MplusKASSA cannot receive.`,
      }),
    )
  })

  it('names the place in a list', () => {
    const order = { lineList: [{ text: 'goed' }, { text: 'fout\u0007' }] }
    expect(() => writeEnvelope('createOrderV3', { request: { order } })).toThrow('request.order.lineList[1].text')
  })

  it.each(['12a', '1.5', '', '9223372036854775808'])('refuses "%s" where a whole number belongs', (value) => {
    expect(() => writeEnvelope('setStock', { request: { articleNumber: value } })).toThrow(
      expect.objectContaining({ code: 'value-not-accepted' }),
    )
  })

  it('carries any text there and back unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const carried = text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
        fc.pre(carried !== '')
        const sent = writeEnvelope('findOrder', { extOrderId: carried })
        const inside = /<q:extOrderId>(.*)<\/q:extOrderId>/s.exec(sent)?.[1] ?? ''
        const answer = readEnvelope(
          'getApiVersion',
          soapAnswer('getApiVersionResponse', `<serviceVersionDisplayString>${inside}</serviceVersionDisplayString>`),
        )
        expect(answer).toMatchObject({ response: { serviceVersionDisplayString: carried } })
      }),
    )
  })
})
