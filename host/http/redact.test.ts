import { describe, expect, it } from 'vitest'
import { createRedactor, secretsOfRequest } from './redact.ts'

const canary = 'c4n&ry/"k<y>=='

describe('a redactor', () => {
  const redactor = createRedactor([canary])

  it.each([
    ['plain', canary],
    ['in a URL', encodeURIComponent(canary)],
    ['in a form', new URLSearchParams({ k: canary }).toString()],
    ['in JSON', JSON.stringify({ k: canary })],
    ['in XML', '<k>c4n&amp;ry/&quot;k&lt;y&gt;==</k>'],
    ['in base64', Buffer.from(canary).toString('base64')],
    ['in base64url', Buffer.from(canary).toString('base64url')],
  ])('masks a secret %s', (_where, text) => {
    expect(redactor.text(`before ${text} after`)).toMatch(/^before .*•••.* after$/)
  })

  it('masks secrets in facts at any depth, names included', () => {
    expect(redactor.json({ [canary]: [{ deep: `x${canary}` }] })).toEqual({ '•••': [{ deep: 'x•••' }] })
  })

  it('masks a number that is a secret', () => {
    expect(createRedactor(['482913']).json({ pin: 482913 })).toEqual({ pin: '•••' })
  })

  it('masks a very short secret only where it stands alone', () => {
    expect(createRedactor(['12']).text('order 1042-12, pin 12, line 128')).toBe('order 1042-•••, pin •••, line 128')
  })

  it('leaves nothing of a secret that contains another', () => {
    expect(createRedactor(['abcd', 'abcdefgh']).text('abcdefgh')).toBe('•••')
  })

  it.each([
    'sig',
    'signature',
    'token',
    'access_token',
    'X-Amz-Signature',
    'X-Amz-Credential',
    'hmac',
    'api_key',
    'apikey',
    'ident',
    'secret',
    'client%5Fsecret',
  ])('masks the query parameter %s by its name', (name) => {
    expect(redactor.path(`/file?${name}=9f8e7d&page=2`)).toBe(`/file?${name}=•••&page=2`)
  })

  it('leaves ordinary parameters readable', () => {
    expect(redactor.path('/orders?status=paid&since=2026-11-22')).toBe('/orders?status=paid&since=2026-11-22')
  })
})

describe('the secrets of a request', () => {
  it('are its credentials in every form, and its secret query', () => {
    const basic = `Basic ${Buffer.from('sales:hunter2!').toString('base64')}`
    const secrets = secretsOfRequest({
      headers: { Authorization: basic, 'X-Api-Key': 'key-1', Cookie: 'session=abc', accept: 'text/xml' },
      secretQuery: { ident: 'till-1' },
    })
    expect(secrets).toEqual(expect.arrayContaining([basic, 'sales:hunter2!', 'hunter2!', 'key-1', 'session=abc', 'till-1']))
    expect(secrets).not.toContain('text/xml')
  })
})
