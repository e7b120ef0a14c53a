import { describe, expect, it } from 'vitest'
import { parseOrigin, resolvePath } from './origin.ts'

describe('the address of a connection', () => {
  it.each([
    ['https://erp.example.nl', 'https://erp.example.nl'],
    ['https://erp.example.nl/', 'https://erp.example.nl'],
    ['https://ERP.example.nl:443', 'https://erp.example.nl'],
    ['http://127.0.0.1:8069', 'http://127.0.0.1:8069'],
    ['http://localhost:8069', 'http://localhost:8069'],
    ['http://[::1]:8069', 'http://[::1]:8069'],
  ])('accepts %s', (given, origin) => {
    expect(parseOrigin(given, 'Odoo')).toBe(origin)
  })

  it.each(['http://erp.example.nl', 'http://127.0.0.1.example.nl', 'http://localhost.example.nl', 'http://2130706433.example.nl'])(
    'refuses plain http to another computer: %s',
    (given) => {
      expect(() => parseOrigin(given, 'Odoo')).toThrow(expect.objectContaining({ code: 'https-required' }))
    },
  )

  it.each([
    'erp.example.nl',
    'https://user:hunter2hunter2@erp.example.nl',
    'https://erp.example.nl/odoo',
    'https://erp.example.nl?db=acme',
    'https://erp.example.nl#x',
    'https:\\\\erp.example.nl',
    'ftp://erp.example.nl',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '',
  ])('refuses what is not a bare origin: %s', (given) => {
    expect(() => parseOrigin(given, 'Odoo')).toThrow(expect.objectContaining({ code: 'origin-malformed' }))
  })

  it('does not repeat a password that was pasted with the address', () => {
    expect(() => parseOrigin('https://user:hunter2hunter2@erp.example.nl', 'Odoo')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2hunter2') }),
    )
  })
})

describe('the path of a request', () => {
  const origin = 'https://erp.example.nl'

  it('carries query and secret query, encoded', () => {
    const path = resolvePath(origin, { path: '/api/v1', query: { name: 'Café & co', page: '2' }, secretQuery: { ident: 'a=b' } })
    expect(path).toBe('/api/v1?name=Caf%C3%A9%20%26%20co&page=2&ident=a%3Db')
  })

  it('adds to a query the path brings along', () => {
    expect(resolvePath(origin, { path: '/api?v=1', query: { page: '2' } })).toBe('/api?v=1&page=2')
  })

  it.each([
    '//evil.example',
    '//evil.example/x',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example/',
    'evil.example',
    '@evil.example/',
    ':8080/',
    '',
    '/a b',
    '/a\r\nHost: evil.example',
    '/a\tb',
    '/#x',
  ])('refuses %j, which could lead elsewhere', (path) => {
    expect(() => resolvePath(origin, { path })).toThrow(expect.objectContaining({ code: 'path-leaves-origin' }))
  })
})
