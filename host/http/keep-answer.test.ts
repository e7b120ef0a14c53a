import { describe, expect, it } from 'vitest'
import { keepAnswer, longestAnswer } from './keep-answer.ts'
import { createRedactor, mask } from './redact.ts'

const secret = 'CANARY-key-9c1f2b'
const redactor = createRedactor([secret])
const keep = (body: unknown) => keepAnswer({ status: 422, body: typeof body === 'string' ? body : JSON.stringify(body) }, redactor)

describe('an answer that is kept', () => {
  it('is as it came where nothing in it is a secret', () => {
    const body = { name: 'odoo.exceptions.ValidationError', message: 'No VAT.', arguments: [1, null, true, '1.50'], debug: '' }
    expect(keep(body)).toEqual({ status: 422, body: JSON.stringify(body) })
    expect(keep('<Fault><faultstring>No VAT.</faultstring></Fault>').body).toBe('<Fault><faultstring>No VAT.</faultstring></Fault>')
    expect(keep('')).toEqual({ status: 422, body: '' })
  })

  it.each([
    ['in a text', { message: `refused for ${secret}` }],
    ['as a name', { [secret]: 1 }],
    ['encoded in a text', { message: `refused for ${Buffer.from(secret).toString('base64')}` }],
    ['in XML', `<a>${secret}</a>`],
    ['in JSON within a text', { message: JSON.stringify({ asked: secret }) }],
  ])('holds no secret of the connection %s', (_where, body) => {
    expect(keep(body).body).toContain(mask)
    expect(keep(body).body).not.toContain(secret)
    expect(keep(body).body).not.toContain(Buffer.from(secret).toString('base64'))
  })

  it.each([
    ['a signed address', { url: 'https://files.example/a.pdf?page=2&X-Amz-Signature=OTHER&sig=OTHER' }],
    ['a signed address in XML', '<url>https://files.example/a.pdf?page=2&amp;signature=OTHER</url>'],
    ['a member', { session_id: 'OTHER', nested: [{ access_token: 'OTHER', password: 'OTHER' }] }],
    ['a member in JSON within a text', { debug: '{"client_secret": "OTHER", "x": 1}' }],
    ['a member as Python writes it', { debug: "{'password': 'OTHER'}" }],
    ['an element', '<login><soap:password type="text">OTHER</soap:password></login>'],
    ['an attribute', '<login user="x" api-key="OTHER"/>'],
    ['a header in a text', { debug: 'Authorization: Bearer OTHEROTHEROTHEROTHER' }],
    ['an address with a password', { debug: 'postgres://odoo:OTHER@db/demo' }],
  ])('holds nothing that is a secret by its name or look: %s', (_what, body) => {
    expect(keep(body).body).toContain(mask)
    expect(keep(body).body).not.toContain('OTHER')
  })

  it('leaves a record its own keys and codes', () => {
    const body = { key: '1042', code: 'CHAIR', message: 'No product with code CHAIR: key=1042' }
    expect(keep(body).body).toBe(JSON.stringify(body))
  })

  it('is cut where it is long, and says so; what follows a long trace stays', () => {
    const long = { debug: 'Traceback '.repeat(2_000), message: 'No VAT.' }
    const kept = keep(long)
    expect(JSON.parse(kept.body)).toEqual({ debug: expect.stringMatching(/^Traceback.*…$/), message: 'No VAT.' })
    expect(kept.cutFrom).toBe(JSON.stringify(long).length)
    for (const text of ['x'.repeat(300_000), JSON.stringify(new Array(5_000).fill('row')), `{"${'y'.repeat(300_000)}"`]) {
      expect(keep(text).body.length).toBeLessThanOrEqual(longestAnswer)
      expect(keep(text).cutFrom).toBe(text.length)
    }
  })

  it('shows no beginning of a secret where it is cut', () => {
    for (const before of [longestAnswer - 5, 200_000 - 5, 200_000 - secret.length]) {
      expect(keep(`${'x'.repeat(before)}${secret}${'y'.repeat(1_000)}`).body).not.toContain('CANARY')
    }
    // What is looked at may become short: the end of it is left out nevertheless.
    const masked = `${secret.repeat(Math.floor(200_000 / secret.length))}${secret}`
    expect(keep(masked).body).not.toContain('CANARY')
  })

  it('is no slower for what was made to be slow', () => {
    for (const part of ['eyJ-', 'a.', '"a":\'', '<a>', '?a=', 'x=', 'Bearer ']) expect(keep(part.repeat(50_000)).status).toBe(422)
  })
})
